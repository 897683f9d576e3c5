import { readDemoAccounts, regencyReach } from '#modules/people/index.ts'
import { insertSensitive } from '#modules/registry/index.ts'
import { systemActor } from '#platform/db/actor.ts'
import type { LightMyRequestResponse } from 'fastify'
import { makeFamily } from '../make/family.ts'
import { createClient } from '../world.ts'
import { arrangeObjection, arrangeProposal, arrangeReport, checkList, untilState, type Arranged, type Place } from './arrange.ts'

/** Words that stand nowhere else: told by a reporter, written by officers, kept in the registry, typed into a password's field, loaded in a list. */
export const told = {
  reporterName: 'Zqpelapor Wagirah', phone: '081298765401', story: 'Zqcerita tiga hari tidak makan', subjectName: 'Zqsubjek Sumi',
  subjectNik: '3510151203900099', subjectAddress: 'Zqalamat belakang langgar', placeWords: 'Zqtempat dekat sungai',
} as const
export const written = {
  findings: 'Zqtemuan lantai tanah', note: 'Zqcatatan jangan lewat tetangga', reason: 'Zqalasan perlu menelepon balik',
  referral: 'Zqrujukan butuh beras',
} as const
export const registered = {
  headName: 'Zqkepala Paimin', nik: '3510151203900077', card: '3510150101010077', income: 173_926_451, illness: 'leprosy',
} as const
export const typed = { password: 'Zqsandi-lumbung-padi', wrongPassword: 'Zqsandi-yang-salah' } as const
/** Told by a resident who proposed a family, and by one who objected. */
export const proposed = {
  submitterName: 'Zqpengusul Sarinem', submitterPhone: '081298765402', subjectName: 'Zqusulan Kartini', subjectNik: '3510155203900066',
  reason: 'Zqdasar menumpang di lumbung',
} as const
export const objected = { submitterName: 'Zqpenyanggah Tukijan', submitterPhone: '081298765403', words: 'Zqkata punya dua toko' } as const
export const listed = { name: 'Zqdaftar Kasiyatun', nik: '3510151203900088', card: '3510150101010088' } as const

/** What may be read nowhere, not even in the database: numbers of identity, the number that a reporter left, passwords. */
export const closed = [
  told.subjectNik, registered.nik, registered.card, listed.nik, listed.card, proposed.subjectNik, ...[told.phone, proposed.submitterPhone, objected.submitterPhone].map((phone) => phone.slice(1)),
  typed.password, typed.wrongPassword,
]
/** What no answer tells but the one that somebody asked for with a reason. */
export const secrets = [...closed, told.reporterName, proposed.submitterName, objected.submitterName, String(registered.income), registered.illness]
export const everything = [
  ...closed, ...Object.values(told), ...Object.values(written), ...Object.values(proposed), ...Object.values(objected), registered.headName, String(registered.income), listed.name,
]

/** Those of some words that a text holds. */
export function found(text: string, words: readonly string[] = everything): string[] {
  return words.filter((word) => text.includes(word))
}

/** Where the words were put. */
export interface Planted {
  /** A place whose case, family and list are the ones below. */
  readonly place: Place
  /** The case of a secret reporter who told of themselves. */
  readonly caseIdOfSecret: string
  /** The family that the list brought. */
  readonly listedFamilyId: string
}

/** Puts every word where it belongs, by the ways by which words come in. */
export async function plant(arranged: Arranged): Promise<Planted> {
  const { kemiren } = arranged.places
  const family = await plantFamily(arranged, kemiren)
  const reported = await arrangeReport(arranged, {
    ...told, category: 'PGN', areaId: kemiren.areaId, subject: 'other', contact: 'phone', secret: true,
  })
  const secret = await arrangeReport(arranged, {
    category: 'LNY', story: told.story, areaId: kemiren.areaId, subject: 'self', contact: 'phone', phone: told.phone, reporterName: told.reporterName,
    secret: true,
  })
  await workOn(arranged, reported.caseId)
  await typePasswords(arranged)
  const { importId, listedFamilyId } = await loadList(arranged)
  const proposal = await arrangeProposal(arranged, kemiren.areaId, proposed)
  const objectionId = await arrangeObjection(arranged, kemiren.areaId, { ...objected, subjectName: proposed.subjectName })
  return { place: { ...kemiren, importId, family, proposal, objectionId, case: { ...kemiren.case, ...reported } }, caseIdOfSecret: secret.caseId, listedFamilyId }
}

async function plantFamily(arranged: Arranged, { areaId }: Place): Promise<Place['family']> {
  const { headName, nik, card } = registered
  const made = await makeFamily(arranged.world, { areaId, card, members: [{ name: headName, nik }] })
  await plantSensitive(arranged, made.familyId, areaId)
  return { familyId: made.familyId, personId: made.personIds[0]!, headName, nik, housePhotoId: arranged.places.kemiren.family.housePhotoId }
}

/** What a family earns and what ails it is specific data by law; no role of the demo regency may read it. */
async function plantSensitive({ world, owner }: Arranged, familyId: string, areaId: number): Promise<void> {
  const { regency, db } = world.deps
  const { rows } = await owner.query<{ id: string }>('select source_record_id as id from registry.source_record where area_id = $1 limit 1', [areaId])
  const about = { subjectId: familyId, subjectKind: 'family', areaId, sourceRecordId: rows[0]!.id, validFrom: '2026-06-30' } as const
  const loader = systemActor(regency.regencyId, { ...regencyReach(regency), grants: ['registry.list.import'] })
  await db.asActor(loader, (tx) => insertSensitive(tx, [
    { ...about, class: 'income', values: { monthlyIncomeRupiah: registered.income } },
    { ...about, class: 'health', values: { chronicIllness: registered.illness } },
    { ...about, class: 'disability', values: { disability: 'mental' } },
  ]))
}

async function workOn({ world }: Arranged, caseId: string): Promise<void> {
  const upt = await world.as('upt.glagah')
  const visit = { visitedAt: world.clock.now().toISOString(), findings: written.findings, place: null, photos: [] }
  const officeId = world.deps.regency.offices.find((office) => office.key === 'pdam')!.officeId
  await expectDone(upt.send('POST', `/api/response/cases/${caseId}/visits`, visit))
  await expectDone(upt.send('POST', `/api/response/cases/${caseId}/notes`, { words: written.note }))
  await expectDone(upt.send('POST', `/api/response/cases/${caseId}/referrals`, { seenVersion: 3, officeId, reason: written.referral }))
}

async function typePasswords({ world }: Arranged): Promise<void> {
  const stranger = createClient(world.app)
  await stranger.send('POST', '/api/people/session', { username: 'warga', password: typed.wrongPassword })
  await stranger.send('POST', '/api/people/session', { username: typed.wrongPassword, password: { of: typed.wrongPassword } })
  const currentPassword = readDemoAccounts().find((account) => account.username === 'warga')!.password
  const warga = await world.as('warga')
  await expectDone(warga.send('PUT', '/api/people/password', { currentPassword, newPassword: typed.password }))
}

/** A list with a row that is stored and a row that is refused. */
async function loadList({ world }: Arranged): Promise<{ importId: string; listedFamilyId: string }> {
  const operator = await world.as('operator.kemiren')
  const rows = [
    ['NIK', 'No KK', 'Nama Lengkap', 'L/P', 'Tanggal Lahir', 'Hubungan', 'Desa'],
    [listed.nik, listed.card, listed.name, 'L', '12-03-1990', 'KEPALA KELUARGA', 'Kemiren'],
    [`${listed.nik}9`, listed.card, listed.name, 'L', '12-03-1990', 'ANAK', 'Kemiren'],
  ]
  const bytes = Buffer.from(rows.map((row) => row.join(';')).join('\r\n'))
  const address = '/api/registry/imports?fileName=daftar.csv&source=village_list&asOfOn=2026-11-01'
  const { importId } = (await expectDone(operator.send('POST', address, bytes, { contentType: 'text/csv' }))).json<{ importId: string }>()
  await checkList(operator, importId)
  await expectDone(operator.send('POST', `/api/registry/imports/${importId}/confirmation`))
  const { result } = await untilState<{ result: { firstFamilies: { familyId: string }[] } }>(operator, importId, 'confirmed')
  return { importId, listedFamilyId: result.firstFamilies[0]!.familyId }
}

async function expectDone(answer: Promise<LightMyRequestResponse>): Promise<LightMyRequestResponse> {
  const got = await answer
  if (got.statusCode >= 300) throw new Error(`what must go well did not: ${got.body}`)
  return got
}
