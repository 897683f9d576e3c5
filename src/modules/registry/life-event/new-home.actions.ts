import type { Deps } from '#deps.ts'
import type { PersonValues } from '#modules/registry/attribute/attribute.contract.ts'
import { cardMark } from '#modules/registry/attribute/survivor.rules.ts'
import type { SealedNumber } from '#modules/registry/person/identity.rules.ts'
import { insertRelocation } from '#modules/registry/relocation/relocation.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { newId } from '#platform/id.ts'
import type { LifeEvent, NewHome } from './life-event.contract.ts'
import type { Done } from './life-event.store.ts'

export type HomeRefused = 'address_missing' | 'village_unknown' | 'village_unchanged'

/** Where the family that an event makes is said to live. */
export function homeOf(event: LifeEvent): NewHome {
  return 'home' in event ? event.home : { kind: 'same' }
}

/** Why a new family cannot live where the event says; null when it can. */
export function homeRefused({ regency }: Pick<Deps, 'regency'>, event: LifeEvent, areaId: number): HomeRefused | null {
  const home = homeOf(event)
  if (home.kind === 'elsewhere') return (home.hamlet ?? '') === '' && (home.addressText ?? '') === '' && home.rt === null ? 'address_missing' : null
  if (home.kind === 'same') return null
  if (regency.areas.byId.get(home.toAreaId)?.kind !== 'village') return 'village_unknown'
  return home.toAreaId === areaId ? 'village_unchanged' : null
}

/** What of a family's place is another than where it came from. */
export function placeOf(home: NewHome): { hamlet?: string | null; rt?: number | null; rw?: number | null; addressText?: string | null } {
  if (home.kind !== 'elsewhere') return {}
  const { hamlet, rt, rw, addressText } = home
  return { hamlet: hamlet || null, rt, rw, addressText: addressText || null }
}

/** The new home as it stands among the values of each of the new family, so that a later list is weighed against it. */
export function newHomes(
  { event, areaId, card }: { event: LifeEvent; areaId: number; card: SealedNumber | null }, done: Pick<Done, 'join'>,
): readonly { readonly personId: string; readonly home: NonNullable<PersonValues['home']> }[] {
  const home = homeOf(event)
  if (home.kind !== 'elsewhere') return []
  const { hamlet = null, rt = null, rw = null, addressText = null } = placeOf(home)
  const mark = cardMark(card === null ? null : Buffer.from(card.mac).toString('hex'))
  return done.join.map(({ personId }) => ({ personId, home: { card: mark, areaId, hamlet, rt, rw, addressText } }))
}

/** A new family that goes to another village is on its way there: that village is asked, and until it answers they are registered here. */
export async function sendNewFamily(tx: Tx, { event, areaId, done }: { event: LifeEvent; areaId: number; done: Done }): Promise<void> {
  const home = homeOf(event)
  if (home.kind !== 'village' || done.newFamilyId === null) return
  await insertRelocation(tx, {
    relocationId: newId(), familyId: done.newFamilyId, fromAreaId: areaId, toAreaId: home.toAreaId, personIds: done.join.map(({ personId }) => personId),
    leftOn: event.happenedOn, words: event.evidenceWords,
  })
}
