import { expect, test } from 'vitest'
import { questionAboutFamilies, type FamiliesMet } from './family-pairs.rules.ts'

const met: FamiliesMet = { leftId: 'a', rightId: 'b', leftAreaId: 152_006, rightAreaId: 152_006, known: 0, suspected: 0, smaller: 4, hasOneCard: false, cardsDiffer: false }

test.each<[string, Partial<FamiliesMet>, object | undefined]>([
  ['nothing in common', {}, undefined],
  ['one card, and nobody in common yet', { hasOneCard: true }, { rules: ['same_card'], score: 0.7, needsTwo: false }],
  ['one card and one member', { hasOneCard: true, known: 1 }, { rules: ['same_card', 'shared_members'], score: 0.97 }],
  ['half of the members', { known: 2 }, { rules: ['shared_members'], score: 0.7 }],
  ['one of four members: a child who married', { known: 1 }, undefined],
  ['one suspected member of a family of one: the person comes first', { suspected: 1, smaller: 1 }, undefined],
  ['two suspected members', { suspected: 2 }, { rules: ['shared_members'] }],
  ['one known member of a family of two, in one village', { known: 1, smaller: 2 }, { score: 0.7 }],
  ['one known member of a family of two, in another village', { known: 1, smaller: 2, rightAreaId: 162_001 }, undefined],
  ['two cards that differ', { known: 3, smaller: 3, cardsDiffer: true }, { needsTwo: true, score: 0.72 }],
  ['two villages of a district', { known: 4, rightAreaId: 152_003 }, { areaId: 15 }],
])('%s', (_fact, change, question) => {
  const asked = questionAboutFamilies({ ...met, ...change })
  if (question === undefined) expect(asked).toBeUndefined()
  else expect(asked).toMatchObject(question)
})
