import type pg from 'pg'
import { newId } from '#platform/id.ts'

/** What the review queue does to the database, written by hand: the same rows, past row security, without asking who may. */
export interface RawReview {
  /** One page of questions with both names. */
  readonly page: (areaIds: readonly number[], limit: number) => Promise<void>
  readonly open: (reviewId: string) => Promise<void>
  readonly merge: (reviewId: string) => Promise<void>
  readonly undo: (reviewId: string) => Promise<void>
  /** Reads each table of the monthly score once, counted by village. */
  readonly readAll: () => Promise<void>
}

const entry = `insert into audit.entry (regency_id, at, role, action, subject_kind, subject_id, area_id, detail)
  select regency_id, now(), 'bench', $2, 'review', review_id::text, area_id, '{}' from registry.review where review_id = $1`
const command = `insert into platform.command (regency_id, command_id, action, body_sha256, received_at) values ($1, $2, 'bench', sha256('bench'), now())`

/** The same work by raw SQL. */
export function rawReview(owner: pg.Client, regencyId: number): RawReview {
  const inOne = async (statements: readonly (readonly [string, readonly unknown[]])[]): Promise<void> => {
    await owner.query('begin')
    for (const [text, values] of statements) await owner.query(text, [...values])
    await owner.query('commit')
  }
  return {
    page: async (areaIds, limit) => void await owner.query(`
      select r.*, l.name, l.birth_on, l.area_id, o.name, o.birth_on, o.area_id from registry.review r
      join registry.person l on l.regency_id = r.regency_id and l.person_id = r.left_id
      join registry.person o on o.regency_id = r.regency_id and o.person_id = r.right_id
      where r.regency_id = $1 and r.state = 'open' and r.subject_kind = 'person' and r.area_id = any($2::int[])
      order by r.score desc, r.review_id desc limit $3`, [regencyId, areaIds, limit]),
    open: (reviewId) => inOne([[readPair, [reviewId]], [entry, [reviewId, 'getReview']], [entry, [reviewId, 'getReview']]]),
    merge: (reviewId) => inOne([
      [command, [regencyId, newId()]],
      [`update registry.review set state = 'decided', verdict = 'same', merge_id = $2, step_count = step_count + 1 where review_id = $1`, [reviewId, newId()]],
      [insertStep, [reviewId, 'decided', 'same']], [insertMerge, [reviewId]],
      [pointAt('r.left_id'), [reviewId]], [entry, [reviewId, 'mergePair']], [entry, [reviewId, 'decideReview']],
    ]),
    undo: (reviewId) => inOne([
      [command, [regencyId, newId()]],
      [`update registry.merge set undone_at = now(), undone_by = merged_by, undone_by_name = 'bench', undone_reason = 'undo' where review_id = $1`, [reviewId]],
      [pointAt('null'), [reviewId]],
      [`update registry.review set state = 'open', verdict = null, merge_id = null, step_count = step_count + 1 where review_id = $1`, [reviewId]],
      [insertStep, [reviewId, 'undone', null]], [entry, [reviewId, 'undoReview']], [entry, [reviewId, 'undoReview']],
    ]),
    readAll: async () => void await owner.query(readAll, [regencyId]),
  }
}

const readPair = `select r.*, p.*, i.*, s.*, m.*, f.* from registry.review r
  join registry.person p on p.regency_id = r.regency_id and p.person_id in (r.left_id, r.right_id)
  left join registry.person_identity i on i.regency_id = p.regency_id and i.person_id = p.person_id
  left join registry.attribute_set s on s.regency_id = p.regency_id and s.subject_id = p.person_id
  left join registry.family_member m on m.regency_id = p.regency_id and m.person_id = p.person_id
  left join registry.family f on f.regency_id = m.regency_id and f.family_id = m.family_id
  where r.review_id = $1`

const insertStep = `insert into registry.review_step (regency_id, review_id, step_no, area_id, kind, verdict, said_by_name, said_at)
  select regency_id, review_id, step_count, area_id, $2, $3, 'bench', now() from registry.review where review_id = $1`

const insertMerge = `insert into registry.merge (regency_id, merge_id, subject_kind, kept_id, absorbed_id, area_id, review_id, reason, merged_by, merged_by_name, merged_at)
  select regency_id, merge_id, 'person', left_id, right_id, area_id, review_id, 'bench', merge_id, 'bench', now() from registry.review where review_id = $1`

function pointAt(root: string): string {
  return `update registry.person p set merged_into = ${root} from registry.review r
    where r.review_id = $1 and p.regency_id = r.regency_id and p.person_id = r.right_id`
}

const readAll = `
  select area_id, count(*), count(birth_on), count(sex) from registry.person where regency_id = $1 group by area_id
  union all select area_id, count(*), count(nik_mac), 0 from registry.person_identity where regency_id = $1 group by area_id
  union all select area_id, count(*), count(decile_on), count(rt) from registry.family where regency_id = $1 group by area_id
  union all select 0, count(*), count(valid_to), count(distinct relation) from registry.family_member where regency_id = $1
  union all select 0, count(*), count(valid_from), 0 from registry.attribute_set where regency_id = $1
  union all select 0, count(*), count(ended_at), 0 from registry.link where regency_id = $1`
