import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { linesOf, type ToOfficer } from './chat-media.rules.ts'
import { Talk } from './conversation.contract.ts'
import { converse, newTalk, reportInstead, type EarlierReport, type Input, type Known, type Turn } from './conversation.rules.ts'
import { contentOf } from './say.rules.ts'

const regency = loadRegency(join(projectFolder, 'regencies', 'banyuwangi'))
const voice = { sha256: 'a'.repeat(64), sizeBytes: 10, mediaType: 'audio/ogg' }
const text = (words: string): Input => ({ kind: 'text', text: words })
const choice = (id: string): Input => ({ kind: 'choice', id, text: id })
const photo: Input = { kind: 'photo', token: 'foto-1', caption: '' }
const spoken: Input = { kind: 'voice', voice }
const pin: Input = { kind: 'location', lat: -8.2, lng: 114.3, words: '', nearIds: [152004] }

function known(earlier: readonly EarlierReport[] = [], isOptedOut = false): Known {
  return { areas: regency.areas, categories: regency.categories, earlier, isOptedOut, newId: randomUUID }
}

function play(inputs: readonly Input[], knows = known()): Turn {
  return inputs.reduce<Turn>((turn, input) => converse(turn.talk, input, knows), { talk: newTalk(knows), says: [], deed: null })
}

const earlier: EarlierReport = { reportId: randomUUID(), code: 'BWI-2222-3333-4444', status: 'open', waitsForReply: false }

describe('what was for officers who are all accused becomes a report', () => {
  const begun = [text('halo'), choice('kind:PGN'), text('beras kami dipotong'), pin]
  test.each<[string, Input[], Input, object]>([
    ['the call alone', [], text('petugas'), { story: '', photos: [], voices: [] }],
    ['what is written', [text('petugas')], text('Bu Camat minta uang'), { story: 'Bu Camat minta uang' }],
    ['what is spoken', [text('petugas')], spoken, { voices: [voice] }],
    ['a photo', [text('petugas')], photo, { photos: ['foto-1'] }],
    ['what was told before', [...begun, text('petugas')], text('oleh Bu Camat'), { story: 'beras kami dipotong\noleh Bu Camat', areaId: 152004 }],
  ])('%s', (_, before, input, draft) => {
    const { talk, says, deed } = reportInstead(play(before).talk, input, known())
    expect(talk).toMatchObject({ step: 'kind', draft })
    expect([says.map(({ saying }) => saying), deed]).toEqual([['officers_accused', 'ask_kind'], null])
  })
})

describe('a report takes six messages at most', () => {
  test.each<[string, Input[]]>([
    ['all by choice', [text('halo'), choice('kind:PGN'), text('Sudah tiga hari tidak makan'), pin, photo, choice('check:send')]],
    ['with the story first', [text('Tetangga saya sudah tiga hari tidak makan'), choice('kind:PGN'), text('Kemiren Glagah'), text('lewati'), text('kirim')]],
    ['spoken', [spoken, choice('kind:KES'), pin, photo, text('Kirim')]],
    ['kind by its name', [text('assalamualaikum'), text('pangan'), text('tidak ada beras'), pin, text('skip'), text('ya')]],
    ['kind by its number', [text('p'), text('1'), text('tidak ada beras'), pin, text('skip'), text('OK!')]],
    ['a place that could be several', [text('Atap rumah roboh kena angin kencang'), choice('kind:RMH'), { ...pin, nearIds: [152004, 152003] }, choice('area:152003'), photo, text('kirim')]],
  ])('%s', (_how, inputs) => {
    expect(inputs.length).toBeLessThanOrEqual(6)
    const { talk, deed } = play(inputs)
    expect(deed).toEqual({ kind: 'report' })
    expect(talk.draft.category).not.toBeNull()
    expect(talk.draft.story !== '' || talk.draft.voices.length > 0).toBe(true)
    expect(talk.draft.areaId !== null || talk.draft.areaUnknown).toBe(true)
  })
})

describe('KEMBALI asks the question before again, and keeps what was told earlier', () => {
  const told = [text('halo'), choice('kind:PGN'), text('Sudah tiga hari tidak makan'), pin, photo]
  test.each<[string, Input[], string, object]>([
    ['from the story to the kind', told.slice(0, 2), 'kind', { category: null }],
    ['from the place to the story', told.slice(0, 3), 'story', { category: 'PGN', story: '' }],
    ['from the photo to the place', told.slice(0, 4), 'place', { story: 'Sudah tiga hari tidak makan', areaId: null, point: null }],
    ['from the last look to the photo', told, 'photo', { areaId: 152004, photos: [] }],
    ['from the choice of a place to the place', [...told.slice(0, 3), { ...pin, nearIds: [152004, 152003] }], 'place', { candidates: [] }],
  ])('%s', (_way, before, step, draft) => {
    expect(play([...before, text('Kembali')])).toMatchObject({ talk: { step, draft }, deed: null })
  })

  test('as often as wished, and the report is whole in the end', () => {
    const back = [...told, text('kembali'), text('kembali'), text('kembali'), text('Beras habis, anak sakit'), text('Kemiren Glagah'), text('lewati'), text('kirim')]
    expect(play(back)).toMatchObject({ talk: { draft: { category: 'PGN', story: 'Beras habis, anak sakit', areaId: 152004 } }, deed: { kind: 'report' } })
  })

  test('where no photo is asked for, from the last look to the place', () => {
    const knows = { ...known(), isTextOnly: true }
    expect(play([...told.slice(0, 3), text('Kemiren Glagah'), text('kembali')], knows).talk.step).toBe('place')
  })
})

describe('what is sent to an officer', () => {
  test.each<[string, Input, Partial<ToOfficer>]>([
    ['words', text('tolong telepon saya'), { words: 'tolong telepon saya', media: [] }],
    ['a voice message', spoken, { words: '', media: [{ kind: 'voice', voice }] }],
    ['a photo with words under it', { kind: 'photo', token: 't1', caption: 'atapnya' }, { words: 'atapnya', media: [{ kind: 'photo', token: 't1' }] }],
    ['a place', pin, { words: '', media: [{ kind: 'place', lat: -8.2, lng: 114.3 }] }],
  ])('%s reaches them as it is', (_what, input, deed) => {
    expect(play([text('petugas'), input])).toMatchObject({ says: [], deed: { kind: 'officer', ...deed } })
  })

  test.each<[string, Input]>([
    ['a photo that could not be fetched', { kind: 'photo', token: null, caption: 'atapnya' }], ['a voice message that could not be', { kind: 'voice', voice: null }], ['a film', { kind: 'unknown' }],
  ])('%s is asked for once more, and not lost in silence', (_what, input) => {
    expect(play([text('petugas'), input]).says).toEqual([{ saying: 'officer_cannot_open' }])
  })

  test('what was told to the guide before comes along', () => {
    const told = [text('halo'), choice('kind:PGN'), spoken, pin, text('petugas')]
    expect(play(told).deed).toMatchObject({ kind: 'officer', media: [{ kind: 'voice' }, { kind: 'place', lat: -8.2 }] })
  })

  test('the words stand with the first that came along, the others each on a line of their own', () => {
    const media = [{ kind: 'photo', token: 't1' }, { kind: 'photo', token: 't2' }] as const
    expect(linesOf({ kind: 'officer', words: 'atapnya', media })).toEqual([{ words: 'atapnya', media: media[0] }, { words: '', media: media[1] }])
    expect(linesOf({ kind: 'officer', words: '', media: [] })).toEqual([])
    expect(linesOf({ kind: 'officer', words: 'ya', media: [] })).toEqual([{ words: 'ya', media: null }])
  })
})

describe('words that hold everywhere', () => {
  const moments: readonly Input[][] = [[], [text('halo')], [text('halo'), choice('kind:PGN')], [text('halo'), choice('kind:PGN'), text('tidak makan')]]
  test.each(moments.map((before) => [before.length, before] as const))('after %i messages', (_count, before) => {
    expect(play([...before, text('PETUGAS')])).toMatchObject({ talk: { step: 'officer' }, deed: { kind: 'officer' } })
    expect(play([...before, text('Stop.')]).deed).toEqual({ kind: 'opt', wantsNone: true })
    expect(play([...before, text('status bwi-8f3k-2q7m-9xht')]).deed).toEqual({ kind: 'status', code: 'bwi-8f3k-2q7m-9xht' })
  })

  test('with an officer everything reaches the officer, until the person begins anew', () => {
    const talking = [text('petugas'), text('tolong telepon saya')]
    expect(play(talking).deed).toEqual({ kind: 'officer', words: 'tolong telepon saya', media: [] })
    expect(play([...talking, text('ulang')]).talk.step).toBe('kind')
  })
})

describe('somebody who reported before', () => {
  const resolved = { ...earlier, status: 'resolved' as const }
  test.each<[string, EarlierReport, string, unknown]>([
    ['answers a question', { ...earlier, waitsForReply: true }, 'RT 2', { kind: 'reply', reportId: earlier.reportId, words: 'RT 2', photos: [], voices: [] }],
    ['was helped', resolved, 'Ya!', { kind: 'judge', reportId: earlier.reportId, helped: true, words: '' }],
    ['was not helped, and says why', resolved, 'Belum, berasnya tidak datang', { kind: 'judge', reportId: earlier.reportId, helped: false, words: 'berasnya tidak datang' }],
    ['says good day while a question waits', { ...earlier, waitsForReply: true }, 'Selamat pagi', null],
  ])('%s', (_who, report, words, deed) => {
    expect(play([text(words)], known([report])).deed).toEqual(deed)
  })

  test('is asked whether more words belong to it', () => {
    const knows = known([earlier])
    const asked = play([text('tadi petugas belum datang juga')], knows)
    expect(asked.says).toEqual([{ saying: 'ask_which_report', ask: 'report', code: earlier.code }])
    expect(converse(asked.talk, choice('report:that'), knows).deed).toMatchObject({ kind: 'reply', words: 'tadi petugas belum datang juga' })
    expect(converse(asked.talk, choice('report:new'), knows).talk).toMatchObject({ step: 'kind', draft: { story: 'tadi petugas belum datang juga' } })
  })

  test('says why not in a second message', () => {
    const knows = known([resolved])
    expect(play([text('belum'), text('seragam belum ada')], knows).deed).toEqual({ kind: 'judge', reportId: earlier.reportId, helped: false, words: 'seragam belum ada' })
  })
})

const anything: fc.Arbitrary<Input> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }).map(text),
  fc.constantFrom('halo', 'kirim', 'lewati', 'ubah', 'kembali', 'petugas', 'ulang', 'Kemiren', 'pangan', 'belum', 'ya', '3', 'stop', 'mulai').map(text),
  fc.constantFrom('kind:PGN', 'area:152004', 'area:none', 'photo:skip', 'check:send', 'check:change', 'report:new', 'report:that', 'salah').map(choice),
  fc.constantFrom<Input>(photo, { kind: 'photo', token: null, caption: '' }, spoken, { kind: 'voice', voice: null }, pin, { ...pin, nearIds: [] }, { kind: 'unknown' }),
)

test('whatever is said, the talk stays whole, says something sensible and can be kept', () => {
  const reports = fc.constantFrom<EarlierReport[]>([], [earlier], [{ ...earlier, status: 'resolved' }], [{ ...earlier, waitsForReply: true }])
  fc.assert(fc.property(fc.array(anything, { maxLength: 25 }), reports, (inputs, earlierReports) => {
    const knows = known(earlierReports)
    let talk = newTalk(knows)
    for (const input of inputs) {
      const turn = converse(talk, input, knows)
      expect(Talk.parse(JSON.parse(JSON.stringify(turn.talk)))).toEqual(turn.talk)
      expect(turn.says.length > 0 || turn.deed !== null || turn.talk.step === 'officer').toBe(true)
      if (turn.deed?.kind === 'report') expect(turn.talk.draft.category).not.toBeNull()
      for (const say of turn.says) {
        const content = contentOf(regency, turn.talk, { say })
        expect(content).toMatchObject({ kind: 'text' })
        if (content.kind === 'text') expect(content.text).not.toMatch(/[{}]\w/)
        if (content.kind === 'text' && content.choices !== undefined) expect(content.choices.items.length).toBeLessThanOrEqual(content.choices.style === 'buttons' ? 3 : 10)
      }
      talk = turn.talk
    }
  }), { seed: 20_261_125, numRuns: 300 })
})
