import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeBytes } from '../../../../test/make/list.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import type { FamilyProfile } from '../family/family.contract.ts'

let world: World
let operator: Client
beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
})
afterAll(() => world.close())

/** Four people of one card; only the code of their relation differs from layout to layout. */
const people = [['ARJO', 'L', '1'], ['WARSI', 'P', '2'], ['JOKO', 'L', '3'], ['RINI', 'P', '4']] as const

function nikOf(serial: number, at: number): string {
  return `351015${at % 2 === 1 ? 52 : 12}0390${String(serial * 10 + at).padStart(4, '0')}`
}

interface Layout {
  readonly source: string
  readonly profile: string
  readonly serial: number
  readonly lines: (cells: { card: string; nik: string; name: string; isWoman: boolean; code: string }) => string
  readonly headings: string
}

const civilRegistry: Layout = {
  source: 'siak', profile: 'siak', serial: 81, headings: 'NO_KK;NIK;NAMA_LGKP;JENIS_KLMIN;TGL_LHR;STAT_HBKEL;NAMA_KEL',
  lines: ({ card, nik, name, isWoman, code }) => [card, nik, name, isWoman ? 'PEREMPUAN' : 'LAKI-LAKI', '12-03-1990', code, 'Kemiren'].join(';'),
}
const statistics: Layout = {
  source: 'regsosek', profile: 'regsosek', serial: 82,
  headings: 'Nomor KK;402. Nama Anggota Keluarga;403. NIK;405. Jenis Kelamin;406. Tanggal Lahir;409. Hubungan dengan Kepala Keluarga;Nama SLS;Desa/Kelurahan',
  lines: ({ card, nik, name, isWoman, code }) => [card, name, nik, isWoman ? '2' : '1', '12031990', code, 'RT 001 RW 002 DUSUN KRAJAN', 'Kemiren'].join(';'),
}

test.each([
  ['the civil registry', civilRegistry, { ARJO: 'head', WARSI: 'husband', JOKO: 'wife', RINI: 'child' }],
  ['the statistics office', statistics, { ARJO: 'head', WARSI: 'wife', JOKO: 'child', RINI: 'child_in_law' }],
] as const)('the same codes 1 to 4 mean in a family what they mean to %s', async (_who, layout, expected) => {
  const card = `351015010110${String(layout.serial).padStart(4, '0')}`
  const rows = people.map(([name, sex, code], at) => layout.lines({ card, nik: nikOf(layout.serial, at), name: `${name} ${layout.profile.toUpperCase()}`, isWoman: sex === 'P', code }))
  const bytes = Buffer.from([layout.headings, ...rows].join('\r\n'))
  const stored = await storeBytes(operator, bytes, { source: layout.source, fileName: `${layout.profile}.csv` })
  expect(stored.profile).toMatchObject({ key: layout.profile })
  expect(stored.counts).toMatchObject({ bad: 0, families: 1 })
  const familyId = stored.result!.firstFamilies[0]!.familyId
  const { members } = (await operator.get(`/api/registry/families/${familyId}`)).json<FamilyProfile>()
  expect(Object.fromEntries(members.map(({ name, relation }) => [name.split(' ')[0], relation]))).toEqual(expected)
})
