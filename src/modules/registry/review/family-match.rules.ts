import { mayBeSamePerson } from '#modules/registry/import/link.rules.ts'
import type { FamilyReview, FamilySide, MemberField, MemberLine, ReviewedMember } from './family-review.contract.ts'

/**
 * Puts the members of two families side by side: first those who are one person already, then those whom name and birth date suggest, each at most
 * once, then who is left. The order is that of the left family.
 */
export function matchMembers(left: readonly ReviewedMember[], right: readonly ReviewedMember[]): readonly MemberLine[] {
  const free = new Set(right)
  const take = (fits: (member: ReviewedMember) => boolean): ReviewedMember | undefined => {
    const found = [...free].find(fits)
    if (found !== undefined) free.delete(found)
    return found
  }
  const known = new Map(left.map((member) => [member, take((other) => other.personId === member.personId)]))
  const lines = left.map((member): MemberLine => {
    const same = known.get(member)
    if (same !== undefined) return { left: member, right: same, match: 'one', differs: differencesOf(member, same) }
    const alike = take((other) => mayBeSamePerson(member, other) && hasLikeBirth(member, other))
    if (alike !== undefined) return { left: member, right: alike, match: 'alike', differs: differencesOf(member, alike) }
    return { left: member, right: null, match: 'alone', differs: [] }
  })
  return [...lines, ...[...free].map((member): MemberLine => ({ left: null, right: member, match: 'alone', differs: [] }))]
}

function hasLikeBirth(one: ReviewedMember, other: ReviewedMember): boolean {
  if (one.birthOn === null || other.birthOn === null || one.birthOn === other.birthOn) return true
  const isGuess = one.birthOnIsDefault || other.birthOnIsDefault
  return isGuess && Math.abs(Number(one.birthOn.slice(0, 4)) - Number(other.birthOn.slice(0, 4))) <= 3
}

function differencesOf(one: ReviewedMember, other: ReviewedMember): MemberField[] {
  const both = { name: [one.name, other.name], sex: [one.sex, other.sex], birth: [one.birthOn, other.birthOn], nik: [one.nikMasked, other.nikMasked], relation: [one.relation, other.relation] }
  return (Object.keys(both) as MemberField[]).filter((field) => {
    const [mine, theirs] = both[field]
    return mine !== null && theirs !== null && mine !== theirs
  })
}

/** How two families agree, field by field; whether the cards are one is told by their keyed hashes. */
export function familyAgreement(left: FamilySide, right: FamilySide, hasOneCard: boolean): FamilyReview['agreement'] {
  return {
    head: compare(left.headName, right.headName), address: compare(addressOf(left), addressOf(right)), members: compare(left.members, right.members),
    decile: compare(left.decile?.decile ?? null, right.decile?.decile ?? null), card: left.cardMasked === null || right.cardMasked === null ? 'unknown' : sameIf(hasOneCard),
  }
}

function compare(one: string | number | null, other: string | number | null): 'same' | 'differs' | 'unknown' {
  return one === null || other === null ? 'unknown' : sameIf(one === other)
}

function sameIf(isSame: boolean): 'same' | 'differs' {
  return isSame ? 'same' : 'differs'
}

function addressOf({ place }: FamilySide): string {
  return [place.areaId, place.hamlet, place.rt, place.rw, place.addressText].join(' ').toUpperCase()
}
