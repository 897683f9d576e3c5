import { cleanText } from '#platform/words.ts'
import type { SentMedia, TalkDraft } from './conversation.contract.ts'
import type { Deed, Input } from './conversation.rules.ts'

/** What goes to an officer: words, and what came along with them. */
export type ToOfficer = Extract<Deed, { kind: 'officer' }>

/** What somebody says to an officer. */
export function toOfficer(input: Input): ToOfficer {
  return { kind: 'officer', words: wordsOf(input), media: mediaOf(input) }
}

/** What was told to the guide before an officer was asked for. */
export function toldSoFar({ story, photos, voices, point }: TalkDraft): ToOfficer {
  const media: SentMedia[] = [...photos.map((token) => ({ kind: 'photo' as const, token })), ...voices.map((voice) => ({ kind: 'voice' as const, voice }))]
  return { kind: 'officer', words: story, media: point === null ? media : [...media, { kind: 'place', ...point }] }
}

/** Whether an officer can open it. A photo or voice message that could not be fetched, and what else a phone sends, cannot be. */
export function isOpenable(input: Input): boolean {
  if (input.kind === 'photo') return input.token !== null
  if (input.kind === 'voice') return input.voice !== null
  return input.kind !== 'unknown'
}

function wordsOf(input: Input): string {
  if (input.kind === 'text' || input.kind === 'choice') return cleanText(input.text)
  if (input.kind === 'location') return cleanText(input.words)
  return input.kind === 'photo' ? cleanText(input.caption) : ''
}

function mediaOf(input: Input): readonly SentMedia[] {
  if (input.kind === 'photo' && input.token !== null) return [{ kind: 'photo', token: input.token }]
  if (input.kind === 'voice' && input.voice !== null) return [{ kind: 'voice', voice: input.voice }]
  return input.kind === 'location' ? [{ kind: 'place', lat: input.lat, lng: input.lng }] : []
}

/** The lines of what was said: the words with the first that came along, whatever else came each on a line of its own. */
export function linesOf({ words, media: [first, ...others] }: ToOfficer): readonly { readonly words: string; readonly media: SentMedia | null }[] {
  if (words === '' && first === undefined) return []
  return [{ words, media: first ?? null }, ...others.map((media) => ({ words: '', media }))]
}
