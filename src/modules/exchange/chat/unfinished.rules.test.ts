import { describe, expect, test } from 'vitest'
import { emptyDraft, newTalk } from './conversation.rules.ts'
import { afterSilence, firstLook, isHalfTold, type Unfinished } from './unfinished.rules.ts'

const rule = { remindAfterMinutes: 120, dangerAfterMinutes: 60, closeAfterMinutes: 1_380, keepDays: 30 }
/** By the regency's clock (WIB is seven hours ahead of UTC). */
const at = (clock: string, day = 10): Date => new Date(`2026-11-${String(day).padStart(2, '0')}T${clock}:00+07:00`)

function look(lastHeardAt: Date, now: Date, change: Partial<Unfinished> = {}) {
  const windowEndsAt = new Date(lastHeardAt.getTime() + 24 * 3_600_000 - 60_000)
  return afterSilence({
    lastHeardAt, now, windowEndsAt, isOptedOut: false, isDanger: false, isDoubtful: false, rule, quiet: { start: '21:00', end: '05:00' }, timeZone: 'Asia/Jakarta', ...change,
  })
}

describe('what a silence asks for', () => {
  test.each<[string, [Date, Date], Partial<Unfinished>, ReturnType<typeof look>]>([
    ['nothing yet', [at('09:00'), at('10:30')], {}, { what: null, lookAt: at('11:00') }],
    ['a reminder by day', [at('09:00'), at('11:00')], {}, { what: 'remind', lookAt: at('08:00', 11) }],
    ['a reminder at the end of the night, not in it', [at('20:00'), at('22:00')], {}, { what: null, lookAt: at('05:00', 11) }],
    ['the reminder that the night put off', [at('20:00'), at('05:00', 11)], {}, { what: 'remind', lookAt: at('19:00', 11) }],
    ['no reminder after a word to stop', [at('09:00'), at('11:00')], { isOptedOut: true }, { what: null, lookAt: at('08:00', 11) }],
    ['the last word before the window ends', [at('09:00'), at('08:00', 11)], {}, { what: 'close', lookAt: at('08:00', 12) }],
    ['the last word when the night ends, within the window', [at('05:30'), at('04:30', 11)], {}, { what: null, lookAt: at('05:00', 11) }],
    ['no last word when the window ends in the night', [at('23:00'), at('22:00', 11)], {}, { what: null, lookAt: at('22:00', 12) }],
    ['no last word when the window is over', [at('09:00'), at('10:00', 11)], {}, { what: null, lookAt: at('10:00', 12) }],
    ['the last word at any time where there is no window', [at('09:00'), at('10:00', 11)], { windowEndsAt: null }, { what: 'close', lookAt: at('10:00', 12) }],
    ['no last word after a word to stop', [at('09:00'), at('08:00', 11)], { isOptedOut: true }, { what: null, lookAt: at('08:00', 12) }],
    ['a danger is waited for a while', [at('09:00'), at('09:30')], { isDanger: true }, { what: null, lookAt: at('10:00') }],
    ['a danger goes to an officer', [at('09:00'), at('10:00')], { isDanger: true }, { what: 'report', lookAt: null }],
    ['a danger goes to an officer at night too', [at('22:00'), at('23:00')], { isDanger: true }, { what: 'report', lookAt: null }],
    ['a danger goes to an officer after a word to stop too', [at('09:00'), at('10:00')], { isDanger: true, isOptedOut: true }, { what: 'report', lookAt: null }],
    ['a danger goes to an officer however late somebody looks', [at('09:00'), at('09:00', 15)], { isDanger: true }, { what: 'report', lookAt: null }],
    ['a voice that nobody heard is reminded of first', [at('09:00'), at('11:00')], { isDoubtful: true }, { what: 'remind', lookAt: at('08:00', 11) }],
    ['a voice that nobody heard goes to an officer in the end', [at('09:00'), at('08:00', 11)], { isDoubtful: true }, { what: 'report', lookAt: null }],
    ['what was told is kept', [at('09:00'), at('10:00', 20)], {}, { what: null, lookAt: at('10:00', 21) }],
    ['and no longer than that', [at('09:00', 1), new Date('2026-12-01T09:00:00+07:00')], {}, { what: 'forget', lookAt: null }],
    ['without quiet hours a reminder at any hour', [at('20:00'), at('22:00')], { quiet: null }, { what: 'remind', lookAt: at('19:00', 11) }],
  ])('%s', (_what, [heardAt, now], change, expected) => {
    expect(look(heardAt, now, change)).toEqual(expected)
  })

  test('first a danger is looked for, then the reminder', () => {
    expect(firstLook(at('09:00'), rule)).toEqual(at('10:00'))
    expect(firstLook(at('09:00'), { ...rule, dangerAfterMinutes: 200 })).toEqual(at('11:00'))
  })
})

describe('a report is half told', () => {
  const talk = newTalk({ newId: () => '0' })
  test.each([
    ['before the first word', talk, false],
    ['after a good day alone', { ...talk, step: 'kind' as const }, false],
    ['with a story and no kind', { ...talk, step: 'kind' as const, draft: { ...emptyDraft, story: 'Beras habis' } }, true],
    ['with a kind and no story', { ...talk, step: 'story' as const, draft: { ...emptyDraft, category: 'PGN' } }, true],
    ['before it is sent', { ...talk, step: 'check' as const }, true],
    ['while it is open what has not been helped', { ...talk, step: 'why_not' as const }, true],
    ['never while an officer answers', { ...talk, step: 'officer' as const, draft: { ...emptyDraft, story: 'Beras habis' } }, false],
  ])('%s: %s', (_when, told, expected) => {
    expect(isHalfTold(told)).toBe(expected)
  })
})
