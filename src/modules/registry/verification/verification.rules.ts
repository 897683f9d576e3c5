import { parseNik } from '#modules/registry/person/nik.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { VerifiedFacts } from './verification.contract.ts'

export type FactsRefused =
  | { readonly kind: 'nik_unreadable' | 'birth_in_future' | 'village_unknown' | 'village_outside' }

/** Checks what a verifier wrote. `areaIds` is the verifier's reach, `today` the day in the regency. Gives the digits of the NIK, null without one. */
export function checkFacts(
  facts: VerifiedFacts, known: { readonly areas: { readonly byId: ReadonlyMap<number, { readonly kind: string }> }; readonly areaIds: readonly number[]; readonly today: string },
): Result<{ nik: string | null }, FactsRefused> {
  if (known.areas.byId.get(facts.areaId)?.kind !== 'village') return err({ kind: 'village_unknown' })
  if (!known.areaIds.includes(facts.areaId)) return err({ kind: 'village_outside' })
  if (facts.birthOn !== null && facts.birthOn > known.today) return err({ kind: 'birth_in_future' })
  if (facts.nik === null || facts.nik === '') return ok({ nik: null })
  const nik = parseNik(facts.nik)
  return nik.ok ? ok({ nik: nik.value.nik }) : err({ kind: 'nik_unreadable' })
}
