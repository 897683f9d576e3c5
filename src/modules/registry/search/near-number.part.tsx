import { useMessages } from '#web/i18n/react.tsx'
import { Status } from '#web/kit/index.ts'
import type { FoundPerson } from './search.contract.ts'
import { numberIn } from './search.rules.ts'

type NearPerson = FoundPerson & { readonly foundBy: 'near_nik' | 'near_card' }

/** Whether somebody has not the number that was typed, but one a slip away. */
export function isNear(person: FoundPerson): person is NearPerson {
  return person.foundBy === 'near_nik' || person.foundBy === 'near_card'
}

/** Stands above people whose number is only nearly the one that was typed. */
export function NearNotice({ people }: { readonly people: readonly FoundPerson[] }) {
  const m = useMessages('family').registry
  if (!people.some(isNear)) return null
  return <div role="status"><Status tone="soon">{m.nearTitle}</Status><p>{m.nearText}</p></div>
}

/** In what somebody's number differs from the one that was typed: the place and the typed digit, never the digit of the number itself. */
export function NearNumber({ person, typed }: { readonly person: NearPerson; readonly typed: string }) {
  const m = useMessages('family').registry
  const words = useNearWords()
  const digits = numberIn(typed) ?? ''
  const [first = 0, second] = person.differing
  const place = second === undefined
    ? m.nearPlace({ digit: digits.charAt(first - 1), place: first })
    : m.nearPlaces({ digits: digits.slice(first - 1, second), first, second })
  return <div><Status tone="soon">{words(person)}</Status><div>{place}</div></div>
}

/** Says of somebody that the number is only nearly the one that was typed. */
export function useNearWords(): (person: NearPerson) => string {
  const m = useMessages('family').registry
  return ({ foundBy, differing }) => (differing.length > 1 ? m.nearSwapped : m.near)[foundBy]
}
