import { sql } from 'kysely'
import type { Tx } from '#platform/db/db.ts'
import { livesAt } from './address-filter.store.ts'
import type { Hit, NameWanted } from './search.rules.ts'

/** Somebody who bears the name; `fits` where it is who was meant by it. */
interface Named {
  readonly personId: string
  readonly fits: boolean
}

interface RelativeRow {
  through_id: string
  relation: NonNullable<Hit['through']>['relation']
  person_id: string
}

/**
 * Those who are found through somebody of the name (`m`), living in one family with them: of Pak and Bu the father, mother or wife (`r`), of `anak Pak Budi`
 * the children, of `istri` and `suami` whom they married. Nobody when the name was said alone.
 */
export async function listRelatives(tx: Tx, wanted: NameWanted, named: readonly Named[]): Promise<ReadonlyMap<string, readonly Hit[]>> {
  const meant = wanted.kin === null ? named : named.filter((person) => person.fits)
  const kind = kindOf(wanted)
  if (kind === undefined || meant.length === 0) return new Map()
  const { relation, where } = kinds[kind]
  const { rows } = await sql<RelativeRow>`
    select m.person_id as through_id, r.person_id, ${relation} as relation
    from registry.family_member m
    join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
    join registry.family_member r on r.regency_id = m.regency_id and r.family_id = m.family_id and r.valid_to is null and r.person_id <> m.person_id
    join registry.person p on p.regency_id = r.regency_id and p.person_id = r.person_id
    join registry.person c on c.regency_id = m.regency_id and c.person_id = m.person_id
    where m.regency_id = ${tx.regencyId} and m.person_id = any(${meant.map((person) => person.personId)}::uuid[]) and m.valid_to is null
      and (${where}) and ${wanted.address === null ? sql`true` : livesAt(wanted.address)}
    order by r.person_id`.execute(tx.db)
  return new Map([...Map.groupBy(rows, (row) => row.through_id)].map(([throughId, group]) => [throughId, group.map(relativeHit)]))
}

type Kind = 'father' | 'mother' | 'child' | 'wife' | 'husband'

function kindOf({ kin, called }: NameWanted): Kind | undefined {
  if (kin !== null) return kin
  return called === 'father' || called === 'mother' ? called : undefined
}

const isMan = sql`coalesce(p.sex, 'male') = 'male'`
const isWoman = sql`coalesce(p.sex, 'female') = 'female'`

/**
 * Relations are told from the head of the family: under grandparents the parents of a grandchild are the children of the house and whom they married,
 * whichever of them, and so are the children of such a one its grandchildren.
 */
const isParentOf = sql`(m.relation = 'child' and r.relation in ('head', 'husband', 'wife') or m.relation = 'grandchild' and r.relation in ('child', 'child_in_law'))`
const isChildOf = sql`(m.relation, r.relation) in (
  ('head', 'child'), ('husband', 'child'), ('wife', 'child'), ('child', 'grandchild'), ('child_in_law', 'grandchild'), ('parent', 'head'),
  ('parent_in_law', 'husband'), ('parent_in_law', 'wife'))`
const marriedUnderOneRoof = sql`('child', 'child_in_law'), ('child_in_law', 'child'), ('parent', 'parent'), ('parent_in_law', 'parent_in_law')`
const isWifeOfHouse = sql`(m.relation in ('head', 'husband') and r.relation = 'wife'
  or m.relation = 'child' and coalesce(c.sex, 'male') = 'male' and r.relation = 'child_in_law')`

/** Who is found through the name, and what the one of the name is to them. */
const kinds = {
  father: { relation: sql`'child'`, where: sql`${isMan} and ${isParentOf}` },
  mother: {
    relation: sql`case when m.relation in ('head', 'husband') or m.relation = 'child' and r.relation = 'child_in_law' then 'husband' else 'child' end`,
    where: sql`${isWoman} and (${isParentOf} or ${isWifeOfHouse})`,
  },
  child: { relation: sql`'parent'`, where: isChildOf },
  wife: {
    relation: sql`'husband'`,
    where: sql`${isWoman} and coalesce(c.sex, 'male') = 'male' and (m.relation, r.relation) in (('head', 'wife'), ('husband', 'head'), ${marriedUnderOneRoof})`,
  },
  husband: {
    relation: sql`'wife'`,
    where: sql`${isMan} and coalesce(c.sex, 'female') = 'female' and (m.relation, r.relation) in (('wife', 'head'), ('head', 'husband'), ${marriedUnderOneRoof})`,
  },
} as const

function relativeHit(row: RelativeRow): Hit {
  return { personId: row.person_id, foundBy: 'relative', through: { personId: row.through_id, relation: row.relation } }
}
