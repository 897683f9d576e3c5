import { err, ok, type Result } from '#platform/result.ts'
import type { GlassState, GlassWord } from './glass.contract.ts'

/** How far an emergency access has come, by what was said about it in order. */
export function glassState(words: readonly Pick<GlassWord, 'kind'>[]): GlassState {
  if (words.some(({ kind }) => kind === 'seen')) return 'seen'
  return words.at(-1)?.kind ?? 'unseen'
}

/** An emergency access as whoever says something about it finds it. */
export interface SpokenGlass {
  readonly state: GlassState
  readonly isOwn: boolean
}

export type GlassRefused = { readonly kind: 'not_found' | 'glass_is_own' | 'glass_seen_already' | 'glass_asked_already' | 'glass_not_asked' }

/** Whether a word may be said about an access, and how far it has come then. What another opened is nobody else's to explain. */
export function sayAboutGlass({ state, isOwn }: SpokenGlass, kind: GlassWord['kind']): Result<GlassState, GlassRefused> {
  if (kind === 'explained') {
    if (!isOwn) return err({ kind: 'not_found' })
    return state === 'asked' ? ok('explained') : err({ kind: 'glass_not_asked' })
  }
  if (isOwn) return err({ kind: 'glass_is_own' })
  if (state === 'seen') return err({ kind: 'glass_seen_already' })
  return kind === 'asked' && state === 'asked' ? err({ kind: 'glass_asked_already' }) : ok(kind)
}
