import { expect, test } from 'vitest'
import { glassState, sayAboutGlass } from './glass.rules.ts'

const word = (kind: 'asked' | 'explained' | 'seen') => ({ kind })

test.each([
  [[], 'unseen'], [[word('asked')], 'asked'], [[word('asked'), word('explained')], 'explained'],
  [[word('asked'), word('explained'), word('asked')], 'asked'], [[word('seen')], 'seen'], [[word('asked'), word('seen')], 'seen'],
] as const)('after %j an access is %s', (words, state) => {
  expect(glassState(words)).toBe(state)
})

test.each([
  ['seen', 'unseen', false, 'seen'], ['seen', 'asked', false, 'seen'], ['seen', 'seen', false, 'glass_seen_already'], ['seen', 'unseen', true, 'glass_is_own'],
  ['asked', 'unseen', false, 'asked'], ['asked', 'explained', false, 'asked'], ['asked', 'asked', false, 'glass_asked_already'],
  ['asked', 'seen', false, 'glass_seen_already'], ['asked', 'unseen', true, 'glass_is_own'],
  ['explained', 'asked', true, 'explained'], ['explained', 'unseen', true, 'glass_not_asked'], ['explained', 'seen', true, 'glass_not_asked'],
  ['explained', 'asked', false, 'not_found'],
] as const)('the word "%s" about an access that is %s (own: %s) gives %s', (kind, state, isOwn, wanted) => {
  const said = sayAboutGlass({ state, isOwn }, kind)
  expect(said.ok ? said.value : said.error.kind).toBe(wanted)
})
