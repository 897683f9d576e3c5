import type { z } from 'zod'
import type { Deps } from '#deps.ts'
import type { Urgency } from '#modules/people/regency/regency.contract.ts'
import { urgencyNumber } from '#modules/response/case/urgency-number.rules.ts'
import { periodOf, type SpanRefused } from '#modules/response/performance/performance.rules.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import { cursorOf, placeOfCursor } from '#platform/list-place.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Aspect, Confusion, Correction, correctionOperations } from './corrections.contract.ts'
import { confusionOf, namedOf, wordsOfSamples, wordsToShow } from './corrections.rules.ts'
import { countPairs, listCorrectionRows, type CorrectionRow } from './corrections.store.ts'
import { vocabularyOf } from './spoken-words.rules.ts'

type CorrectionDeps = Pick<Deps, 'db' | 'regency'>
type Asked<K extends keyof typeof correctionOperations> = z.output<(typeof correctionOperations)[K]['query']>

const longestDays = 366

/** How often people confirmed what words suggested, and what they confirmed instead. */
export async function countCorrections(
  deps: CorrectionDeps, actor: Actor, asked: Asked<'countCorrections'>,
): Promise<Result<Confusion, SpanRefused>> {
  const period = periodOf(asked, { days: longestDays, timeZone: deps.regency.timeZone })
  if (!period.ok) return period
  const counts = await deps.db.asActor(actor, (tx) => countPairs(tx, period.value, asked.of))
  return ok(confusionOf(counts, asked.of, deps.regency))
}

/** The decisions that were other than suggested, with the words that decided. */
export async function listCorrections(
  deps: CorrectionDeps, actor: Actor, asked: Asked<'listCorrections'>,
): Promise<Result<{ items: Correction[]; next: string | null }, SpanRefused | { readonly kind: 'cursor_unknown' }>> {
  const period = periodOf(asked, { days: longestDays, timeZone: deps.regency.timeZone })
  if (!period.ok) return period
  const before = asked.after === undefined ? null : placeOfCursor(asked.after)
  if (before === undefined) return err({ kind: 'cursor_unknown' })
  const rows = await deps.db.asActor(actor, (tx) => listCorrectionRows(tx, {
    ...period.value, of: asked.of, before, limit: asked.limit + 1,
    suggested: storedOf(asked.suggested, asked.of), confirmed: storedOf(asked.confirmed, asked.of),
  }))
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined
  const next = last === undefined ? null : cursorOf({ at: last.decidedAt, id: last.reportId })
  return ok({ items: correctionsOf(deps, rows.slice(0, asked.limit), asked.of), next })
}

/** A kind or an urgency as the database keeps it. */
function storedOf(key: string | undefined, of: Aspect): string | null {
  if (key === undefined) return null
  return of === 'urgency' ? String(urgencyNumber[key as Urgency] ?? 0) : key
}

function correctionsOf({ regency }: CorrectionDeps, rows: readonly CorrectionRow[], of: Aspect): Correction[] {
  const vocabulary = vocabularyOf(regency.triage)
  const known = wordsOfSamples(regency.triage.samples, vocabulary)
  return rows.map((row) => {
    const [suggested, confirmed] = of === 'kind' ? [row.suggestedKind, row.decidedKind] : [String(row.suggestedUrgency), String(row.decidedUrgency)]
    return {
      reportId: row.reportId, decidedOn: dayOf(row.decidedAt, regency.timeZone), suggested: namedOf(suggested, of, regency),
      confirmed: namedOf(confirmed, of, regency),
      share: of === 'kind' ? row.share : null, ...wordsToShow(row.words, known, vocabulary),
      signs: row.signKeys.flatMap((key) => regency.triage.signs.find((sign) => sign.key === key)?.name ?? []).map((name) => ({ ...name })),
    }
  })
}
