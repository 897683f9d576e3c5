import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { JsonObject } from '#platform/json.ts'
import type { AgendaItem, Attendee } from './deliberation.contract.ts'

/** What minutes are made of. */
export interface MinutesFacts {
  readonly number: string
  readonly heldOn: string
  readonly startsAt: string
  readonly place: string
  readonly chairName: string
  readonly secretaryName: string
  readonly village: { readonly name: string; readonly code: string; readonly isUrban: boolean }
  readonly districtName: string
  readonly attendees: readonly Attendee[]
  readonly items: readonly AgendaItem[]
  readonly quorum: { readonly needed: number; readonly present: number; readonly invited: number }
  readonly code: string
  readonly checkUrl: string
}

/** The words that minutes need, in Bahasa Indonesia whatever the screen speaks: they are an official document. */
export interface MinutesWords {
  readonly roles: Readonly<Record<string, string>>
  readonly kinds: Readonly<Record<string, string>>
  readonly decisions: Readonly<Record<'agreed' | 'declined', string>>
  readonly consensus: string
  readonly vote: (p: { for: number; against: number }) => string
}

/** The data of the document, frozen with the meeting: everything is a text, so that the template only sets it. */
export function minutesData(regency: Pick<Regency, 'fullName' | 'government'>, facts: MinutesFacts, words: MinutesWords): JsonObject {
  const { village, items, attendees, quorum } = facts
  return {
    government: regency.government.id, regency: regency.fullName, district: facts.districtName, village: village.name, villageCode: village.code,
    villageKind: village.isUrban ? 'Kelurahan' : 'Desa', number: facts.number, heldOn: dayInWords(facts.heldOn), startsAt: facts.startsAt,
    place: facts.place, chair: facts.chairName, secretary: facts.secretaryName, code: facts.code, checkUrl: facts.checkUrl,
    invited: quorum.invited, present: quorum.present, needed: quorum.needed,
    attendees: attendees.filter((each) => each.present).map((each) => ({ name: each.name, role: words.roles[each.role] ?? each.role })),
    items: items.map(({ itemNo, kind, subjectName, subjectAddress, decision }) => ({
      no: itemNo, kind: words.kinds[kind] ?? kind, name: subjectName, address: subjectAddress ?? '',
      decision: decision === null ? '' : words.decisions[decision.decision], reason: decision?.reason ?? '',
      ballot: decision?.ballot === 'vote' ? words.vote({ for: decision.votesFor ?? 0, against: decision.votesAgainst ?? 0 }) : words.consensus,
    })),
  }
}

function dayInWords(day: string): string {
  return new Intl.DateTimeFormat('id-ID', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}
