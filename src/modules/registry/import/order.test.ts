import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listBytes, storeBytes, type ListLine } from '../../../../test/make/list.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'

let world: World
let district: Client
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld({ works: true })
  district = await world.as('upt.glagah')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const headings = ['NIK', 'No KK', 'Nama Lengkap', 'L/P', 'Tanggal Lahir', 'Hubungan', 'Alamat', 'Dusun', 'RT', 'RW', 'Desa', 'Desil', 'Jenis Lantai'] as const
const lists = [
  { source: 'village_list', asOfOn: '2026-10-31' }, { source: 'siak', asOfOn: '2026-03-31' }, { source: 'regsosek', asOfOn: '2026-03-31' },
] as const
const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const
const [scenarioCount, peopleEach] = [12, 3]

const open = <T>(...values: readonly T[]) => fc.constantFrom(null, ...values)
const house = fc.record({
  village: fc.constantFrom('Kemiren', 'Olehsari'), hamlet: open('Krajan', 'Kedaleman'), rt: open(1, 2, 3), rw: open(1, 2), address: open('Jl. Melati 4', 'Jl. Mawar 1'),
  decile: open(1, 3, 5), floor: open('Tanah', 'Keramik'),
})
const row = fc.record({
  isNamed: fc.boolean(), card: fc.constantFrom(0, 1), name: fc.constantFrom('WAGIRAH', 'WAGIRAH SARI', 'MBOK WAGIRAH'), birthOn: fc.constantFrom('12-03-1950', '01-07-1950'),
  relation: fc.constantFrom('Kepala Keluarga', 'Istri', 'Anak', 'Lainnya'),
})
/** What one list says of three people on two cards: of each house the same in all its rows. */
const telling = fc.record({ houses: fc.tuple(house, house), rows: fc.tuple(row, row, row) })
const scenarios = fc.array(fc.tuple(telling, telling, telling), { minLength: scenarioCount, maxLength: scenarioCount })
type Telling = typeof telling extends fc.Arbitrary<infer T> ? T : never

/** Numbers of a person, and of a card, in one scenario told in one order: the same people in every list, nobody else's. */
function numbersOf(order: number, scenario: number) {
  const serial = (at: number): string => String(1 + (order * scenarioCount + scenario) * peopleEach + at).padStart(4, '0')
  return { nik: (at: number) => `351015520350${serial(at)}`, card: (at: number) => `351015010101${serial(at)}` }
}

function linesOf({ houses, rows }: Telling, { nik, card }: ReturnType<typeof numbersOf>): ListLine[] {
  return rows.flatMap((each, at) => {
    if (!each.isNamed) return []
    const { village, hamlet, rt, rw, address, decile, floor } = houses[each.card]!
    return [[nik(at), card(each.card), each.name, 'P', each.birthOn, each.relation, address, hamlet, rt, rw, village, decile, floor].map((cell) => (cell === null ? null : String(cell)))]
  })
}

/** What the registry makes of the people of one order: who they are, where and with whom they live, and what is said of their house and decile. Numbers are cut to what does not tell the order. */
async function outcomeOf(order: number): Promise<unknown> {
  const { rows } = await owner.query<{ last4: string; found: object; card: string | null; house: string | null; said: string[] }>(`
    select i.nik_last4 as last4, c.card_last4 as card,
      json_build_object('name', p.name, 'birth', p.birth_on, 'area', p.area_id, 'relation', m.relation)::text as found,
      concat_ws('|', f.area_id, f.hamlet, f.rt, f.rw, f.address_text, 'decile', f.decile, f.decile_on) as house,
      array(select distinct concat_ws(' ', o.key, s.values) from registry.attribute_set s
        join registry.source_record r on r.regency_id = s.regency_id and r.source_record_id = s.source_record_id
        join registry.snapshot n on n.regency_id = r.regency_id and n.snapshot_id = r.snapshot_id
        join registry.source o on o.regency_id = n.regency_id and o.source_id = n.source_id
        where s.regency_id = m.regency_id and s.subject_id = m.family_id order by 1) as said
    from registry.person_identity i
    join registry.person p on p.regency_id = i.regency_id and p.person_id = i.person_id
    left join registry.family_member m on m.regency_id = p.regency_id and m.person_id = p.person_id and m.valid_to is null
    left join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
    left join registry.family_identity c on c.regency_id = m.regency_id and c.family_id = m.family_id
    where i.nik_prefix = '3510' and p.name like '%WAGIRAH%' order by 1`)
  const first = 1 + order * scenarioCount * peopleEach
  const own = rows.filter(({ last4 }) => Number(last4) >= first && Number(last4) < first + scenarioCount * peopleEach)
  return own.map(({ last4, card, found, house: place, said }) => ({ person: Number(last4) - first, card: card === null ? null : Number(card) - first, found, place, said }))
}

test('what three lists come to does not hang on the order in which they arrive', async () => {
  await fc.assert(fc.asyncProperty(scenarios, async (told) => {
    const outcomes: unknown[] = []
    for (const [at, order] of orders.entries()) {
      for (const which of order) {
        const lines = told.flatMap((tellings, scenario) => linesOf(tellings[which]!, numbersOf(at, scenario)))
        await storeBytes(district, listBytes(lines, headings), { ...lists[which], fileName: `${at} ${which}.csv` })
      }
      outcomes.push(await outcomeOf(at))
    }
    expect((outcomes[0] as unknown[]).length).toBeGreaterThan(scenarioCount)
    for (const outcome of outcomes.slice(1)) expect(outcome).toEqual(outcomes[0])
  }), { numRuns: 1, endOnFailure: true })
}, 300_000)
