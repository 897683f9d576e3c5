import { sql, type RawBuilder } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ListPlace } from '#platform/list-place.ts'
import type { GlassBreak, GlassWord } from './glass.contract.ts'
import { glassState } from './glass.rules.ts'

/** Which emergency accesses a list shows: before a place in it, of whom, and how far they have come. */
export interface GlassQuery {
  readonly before: ListPlace | null
  readonly limit: number
  readonly openedBy: string | null
  readonly show: 'all' | 'unseen' | 'asked'
}

const wasSeen = sql`exists (
  select from response.glass_word w where w.regency_id = b.regency_id and w.break_id = b.break_id and w.kind = 'seen')`
const lastKind = sql`(
  select w.kind from response.glass_word w where w.regency_id = b.regency_id and w.break_id = b.break_id
  order by w.said_at desc, w.word_id desc limit 1)`
const shown: Readonly<Record<GlassQuery['show'], RawBuilder<unknown>>> = {
  all: sql`true`, unseen: sql`not ${wasSeen}`, asked: sql`not ${wasSeen} and ${lastKind} = 'asked'`,
}

type GlassRow = Omit<GlassBreak, 'brokenAt' | 'untilAt' | 'state' | 'words'>
  & { brokenAt: Date; untilAt: Date; words: (Omit<GlassWord, 'saidAt'> & { saidAt: string })[] }

/** Emergency accesses that the caller may know of, newest first. */
export async function listGlassBreaks(tx: Tx, { before, limit, openedBy, show }: GlassQuery): Promise<readonly GlassBreak[]> {
  const { rows } = await sql<GlassRow>`
    select b.break_id as "breakId", b.case_number as "caseNumber", b.account_name as "accountName", b.role, b.reason, b.broken_at as "brokenAt",
      b.until_at as "untilAt",
      (select coalesce(json_agg(json_build_object('kind', w.kind, 'words', w.words, 'accountName', w.account_name, 'saidAt', w.said_at)
          order by w.said_at, w.word_id), '[]')
        from response.glass_word w where w.regency_id = b.regency_id and w.break_id = b.break_id) as words
    from response.glass_break b
    where b.regency_id = ${tx.regencyId} and ${shown[show]}
      and ${openedBy === null ? sql`true` : sql`b.account_id = ${openedBy}::uuid`}
      and ${before === null ? sql`true` : sql`(b.broken_at, b.break_id) < (${before.at}, ${before.id}::uuid)`}
    order by b.broken_at desc, b.break_id desc limit ${limit}`.execute(tx.db)
  return rows.map(({ words, brokenAt, untilAt, ...row }) => ({
    ...row, brokenAt: brokenAt.toISOString(), untilAt: untilAt.toISOString(), state: glassState(words),
    words: words.map((word) => ({ ...word, saidAt: new Date(word.saidAt).toISOString() })),
  }))
}

/** How many accesses that the caller may know of are not noted as seen. */
export async function countUnseenGlass(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from response.glass_break b where b.regency_id = ${tx.regencyId} and not ${wasSeen}`.execute(tx.db)
  return rows[0]?.n ?? 0
}

/** One emergency access, as far as a word about it needs. */
export interface GlassFacts {
  readonly caseId: string
  readonly areaId: number
  readonly officeIds: readonly number[]
  readonly openedBy: string
  readonly kinds: readonly GlassWord['kind'][]
}

/** An access that the caller may know of; whoever speaks about it waits until the one before has spoken. */
export async function findGlass(tx: Tx, breakId: string): Promise<GlassFacts | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('glass ' || ${breakId}, 0))`.execute(tx.db)
  const { rows } = await sql<GlassFacts>`
    select b.case_id as "caseId", b.area_id as "areaId", b.office_ids as "officeIds", b.account_id as "openedBy",
      (select coalesce(array_agg(w.kind order by w.said_at, w.word_id), '{}') from response.glass_word w
        where w.regency_id = b.regency_id and w.break_id = b.break_id) as kinds
    from response.glass_break b where b.regency_id = ${tx.regencyId} and b.break_id = ${breakId}::uuid`.execute(tx.db)
  return rows[0]
}

/** Keeps what the caller says about an access. */
export async function insertGlassWord(
  tx: Tx, glass: GlassFacts, word: { readonly wordId: string; readonly breakId: string; readonly kind: GlassWord['kind']; readonly words: string },
): Promise<void> {
  await sql`
    insert into response.glass_word (regency_id, word_id, break_id, kind, words, account_id, account_name, said_at, opened_by, office_ids)
    values (${tx.regencyId}, ${word.wordId}, ${word.breakId}, ${word.kind}, ${word.words}, ${tx.actor.accountId}, ${tx.actor.name}, ${tx.now},
      ${glass.openedBy}, ${glass.officeIds})`.execute(tx.db)
}

/** Accesses that wait for the data protection officer, and those that wait for the words of whoever made them. */
export const glassPiles: readonly Pile[] = [
  {
    key: 'glassBreaks', grants: ['response.glass.settle'],
    rows: (tx) => sql`select from response.glass_break b where b.regency_id = ${tx.regencyId} and ${shown.unseen}`,
  },
  {
    key: 'glassQuestions', grants: ['response.case.read'],
    rows: (tx) => sql`select from response.glass_break b where b.regency_id = ${tx.regencyId} and b.account_id = ${tx.actor.accountId}::uuid
      and ${shown.asked}`,
  },
]
