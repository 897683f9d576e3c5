import type { Review, ReviewCard } from './review.contract.ts'

type Agreements = Review['agreement']

/** How two cards agree, field by field. Masked numbers tell only what their keyed hashes told the caller. */
export function agreementOf(left: ReviewCard, right: ReviewCard, numbers: { sameNik: boolean; sameCard: boolean }): Agreements {
  return {
    name: compareText(left.name, right.name), alias: compareText(left.alias, right.alias), sex: compareText(left.sex, right.sex),
    birth: compareText(left.birthOn, right.birthOn), nik: compareNumber(left.nikMasked, right.nikMasked, numbers.sameNik),
    card: compareNumber(left.cardMasked, right.cardMasked, numbers.sameCard), address: compareText(addressOf(left), addressOf(right)),
    family: compareText(left.familyId, right.familyId), decile: compareText(left.decile, right.decile),
  }
}

function compareText(one: string | number | null, other: string | number | null): Agreements[keyof Agreements] {
  if (one === null || other === null) return 'unknown'
  return tidy(one) === tidy(other) ? 'same' : 'differs'
}

function compareNumber(one: string | null, other: string | null, isSame: boolean): Agreements[keyof Agreements] {
  if (one === null || other === null) return 'unknown'
  return isSame ? 'same' : 'differs'
}

function tidy(value: string | number): string {
  return String(value).toUpperCase().replaceAll(/[\s.,]+/g, ' ').trim()
}

function addressOf({ place }: ReviewCard): string {
  return [place.areaId, place.hamlet, place.rt, place.rw, place.addressText].join(' ')
}
