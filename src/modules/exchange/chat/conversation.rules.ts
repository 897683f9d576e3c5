import type { AreaTree } from '#modules/people/area/area.contract.ts'
import type { Category } from '#modules/people/regency/regency.contract.ts'
import type { Saying } from '#modules/people/regency/messages.contract.ts'
import { suggestAreas } from '#modules/response/report/place.rules.ts'
import { cleanLine, cleanText } from '#platform/words.ts'
import { isOpenable, toldSoFar, toOfficer } from './chat-media.rules.ts'
import type { KeptVoice, SentMedia, Talk, TalkDraft } from './conversation.contract.ts'
import { readWord } from './words.rules.ts'

/** What somebody said, with their media fetched; null where it could not be. */
export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly id: string; readonly text: string }
  | { readonly kind: 'photo'; readonly token: string | null; readonly caption: string }
  | { readonly kind: 'voice'; readonly voice: KeptVoice | null }
  | { readonly kind: 'location'; readonly lat: number; readonly lng: number; readonly words: string; readonly nearIds: readonly number[] }
  | { readonly kind: 'unknown' }

/** A report that came from the same address before. */
export interface EarlierReport {
  readonly reportId: string
  readonly code: string
  readonly status: 'open' | 'resolved' | 'closed'
  readonly waitsForReply: boolean
}

/** What the regency knows, and what is known of the sender. */
export interface Known {
  readonly areas: AreaTree
  readonly categories: readonly Category[]
  readonly earlier: readonly EarlierReport[]
  /** The sender wants no messages, and could ask for them again. */
  readonly isOptedOut: boolean
  /** The channel carries words alone: no photo is asked for. */
  readonly isTextOnly?: boolean
  readonly newId: () => string
}

/** One thing to say. What it is filled with, and what may be chosen, follows from the talk. */
export interface Say {
  readonly saying: Saying
  readonly ask?: 'kinds' | 'places' | 'photo' | 'check' | 'report'
  readonly code?: string
}

/** What is to be done besides talking. */
export type Deed =
  /** `isUnfinished`: its person did not send it; it is passed on because of a danger. */
  | { readonly kind: 'report'; readonly isUnfinished?: true }
  | { readonly kind: 'reply'; readonly reportId: string; readonly words: string; readonly photos: readonly string[]; readonly voices: readonly KeptVoice[] }
  | { readonly kind: 'judge'; readonly reportId: string; readonly helped: boolean; readonly words: string }
  | { readonly kind: 'status'; readonly code: string }
  | { readonly kind: 'opt'; readonly wantsNone: boolean }
  /** What was written under a report's code: an answer, more of the story, or whether it helped. */
  | { readonly kind: 'by_code'; readonly code: string; readonly words: string; readonly photos: readonly string[] }
  | { readonly kind: 'officer'; readonly words: string; readonly media: readonly SentMedia[] }

export interface Turn {
  readonly talk: Talk
  readonly says: readonly Say[]
  readonly deed: Deed | null
}

/** A report of which nothing was told yet. */
export const emptyDraft: TalkDraft = {
  category: null, story: '', areaId: null, areaUnknown: false, placeWords: '', point: null, candidates: [], photos: [], voices: [],
}

/** A talk before its first word. */
export function newTalk(known: Pick<Known, 'newId'>, lang: Talk['lang'] = 'id'): Talk {
  return { lang, step: 'start', draftId: known.newId(), draft: emptyDraft, asked: 0, reportId: null }
}

/** One turn of the conversation: what was said leads to a next question or to a deed. A few words hold everywhere, whatever was asked. */
export function converse(talk: Talk, input: Input, known: Known): Turn {
  const word = input.kind === 'text' ? readWord(input.text) : undefined
  if (word?.kind === 'opt' && (word.wantsNone || known.isOptedOut)) return turn(newTalk(known, talk.lang), [{ saying: word.wantsNone ? 'opted_out' : 'opted_in' }], word)
  if (talk.step === 'officer' && word?.kind !== 'restart') return turn(talk, isOpenable(input) ? [] : [{ saying: 'officer_cannot_open' }], toOfficer(input))
  if (word?.kind === 'officer') return turn({ ...talk, step: 'officer' }, [{ saying: 'officer_called' }], toldSoFar(talk.draft))
  if (word?.kind === 'status') return turn(talk, [], word)
  if (word?.kind === 'back' && talk.step !== 'start') return goBack(talk, known)
  if (word?.kind === 'restart') return askKind(newTalk(known, talk.lang), [{ saying: 'started_again' }])
  return steps[talk.step](talk, input, known)
}

/** All who would answer are accused: what was for an officer becomes a report, which goes around those whom it is about. */
export function reportInstead(talk: Talk, input: Input, known: Known): Turn {
  const isCall = input.kind === 'text' && readWord(input.text)?.kind === 'officer'
  const said = isCall ? undefined : spoken(input)
  const { story, photos, voices } = talk.draft
  const told = {
    ...talk.draft, category: null, story: [story, said?.words ?? ''].filter((words) => words !== '').join('\n'), photos: [...photos, ...(said?.photos ?? [])],
    voices: [...voices, ...(said?.voices ?? [])],
  }
  return askKind({ ...newTalk(known, talk.lang), draft: told }, [{ saying: 'officers_accused' }])
}

type Answering = (talk: Talk, input: Input, known: Known) => Turn

const steps: Readonly<Record<Talk['step'], Answering>> = {
  start: begin, kind: takeKind, story: takeStory, place: takePlace, which_place: takeWhichPlace, photo: takePhoto, check: takeCheck, why_not: takeWhyNot,
  which_report: takeWhichReport, officer: (talk) => turn(talk, []),
}

function turn(talk: Talk, says: readonly Say[], deed: Deed | null = null): Turn {
  return { talk, says, deed }
}

/** A question, asked for the first time or again. */
function ask(talk: Talk, step: Talk['step'], says: readonly Say[]): Turn {
  return turn({ ...talk, step, asked: talk.step === step ? talk.asked + 1 : 1 }, says)
}

/** The question before the present one, asked as if it had not been answered. What was answered earlier stays. */
function goBack(talk: Talk, known: Known): Turn {
  const noPlace = { areaId: null, areaUnknown: false, placeWords: '', point: null, candidates: [] }
  if (talk.step === 'place') return ask(withDraft({ ...talk, asked: 0 }, { story: '', voices: [] }), 'story', [{ saying: 'ask_story' }])
  if (talk.step === 'check' && known.isTextOnly !== true) return ask(withDraft(talk, { photos: [] }), 'photo', [{ saying: 'ask_photo', ask: 'photo' }])
  const isAfterPlace = talk.step === 'check' || talk.step === 'photo' || talk.step === 'which_place'
  if (isAfterPlace) return ask(withDraft(talk, noPlace), 'place', [{ saying: 'ask_place' }])
  return askKind({ ...talk, reportId: null, asked: 0, draft: { ...talk.draft, category: null } })
}

function withDraft(talk: Talk, change: Partial<TalkDraft>): Talk {
  return { ...talk, draft: { ...talk.draft, ...change } }
}

function askKind(talk: Talk, before: readonly Say[] = []): Turn {
  return ask(talk, 'kind', [...before, { saying: 'ask_kind', ask: 'kinds' }])
}

/** The first word of somebody: about a report they sent, or a new one. A long first message is the story already. */
function begin(talk: Talk, input: Input, known: Known): Turn {
  const about = aboutEarlier(talk, input, known)
  if (about !== undefined) return about
  const told = input.kind === 'text' && cleanLine(input.text).length >= 20 ? { story: cleanText(input.text) } : takenMedia(input)
  const lang = input.kind === 'text' && /^\s*(hi|hello|help|report)\b/i.test(input.text) ? 'en' : talk.lang
  return askKind(withDraft({ ...talk, lang, draftId: known.newId() }, { ...emptyDraft, ...told }), [{ saying: 'greet' }])
}

function takenMedia(input: Input): Partial<TalkDraft> {
  if (input.kind === 'photo' && input.token !== null) return { photos: [input.token], story: cleanText(input.caption) }
  return input.kind === 'voice' && input.voice !== null ? { voices: [input.voice] } : {}
}

/** Words that say good day and nothing else. */
export const greeting = /^(halo|hallo|hai|hi|hello|pagi|siang|sore|malam|permisi|assalam\S*|selamat \S+)[\s.!]*$/i

/** Words of somebody with a report under way: an answer that it waits for, whether it helped, or something new. */
function aboutEarlier(talk: Talk, input: Input, { earlier }: Known): Turn | undefined {
  const said = spoken(input)
  if (said === undefined) return undefined
  const resolved = earlier.find((report) => report.status === 'resolved')
  const judged = input.kind === 'text' ? /^\s*(?:(ya|yes)\b[\s.!]*$|(belum|not yet)\b[\s,.:!-]*(.*)$)/is.exec(input.text) : null
  if (resolved !== undefined && judged !== null) return judge(talk, resolved, judged)
  const waiting = greeting.test(said.words) ? undefined : earlier.find((report) => report.waitsForReply)
  if (waiting !== undefined) return turn(talk, [], { kind: 'reply', reportId: waiting.reportId, ...said })
  const open = earlier.find((report) => report.status !== 'closed')
  if (open === undefined || said.words.split(' ').length < 3) return undefined
  const kept = withDraft(talk, { story: said.words, photos: [...said.photos], voices: [...said.voices] })
  return ask({ ...kept, reportId: open.reportId }, 'which_report', [{ saying: 'ask_which_report', ask: 'report', code: open.code }])
}

function judge(talk: Talk, report: EarlierReport, match: RegExpExecArray): Turn {
  const { reportId, code } = report
  if (match[1] !== undefined) return turn(talk, [], { kind: 'judge', reportId, helped: true, words: '' })
  const words = cleanText(match[3])
  if (words === '') return ask({ ...talk, reportId }, 'why_not', [{ saying: 'ask_why_not', code }])
  return turn(talk, [], { kind: 'judge', reportId, helped: false, words })
}

/** What an input brings to a report that is there: words, photos, voice messages. Undefined when it brings nothing. */
function spoken(input: Input): { words: string; photos: readonly string[]; voices: readonly KeptVoice[] } | undefined {
  if (input.kind === 'text') return { words: cleanText(input.text), photos: [], voices: [] }
  if (input.kind === 'photo' && input.token !== null) return { words: cleanText(input.caption), photos: [input.token], voices: [] }
  return input.kind === 'voice' && input.voice !== null ? { words: '', photos: [], voices: [input.voice] } : undefined
}

function takeWhyNot(talk: Talk, input: Input, known: Known): Turn {
  const words = input.kind === 'text' ? cleanText(input.text) : ''
  if (talk.reportId === null) return begin({ ...talk, step: 'start' }, input, known)
  if (words === '') return ask(talk, 'why_not', [{ saying: 'ask_why_not', code: codeOf(talk, known) }])
  return turn(newTalk(known, talk.lang), [], { kind: 'judge', reportId: talk.reportId, helped: false, words })
}

function takeWhichReport(talk: Talk, input: Input, known: Known): Turn {
  const isNew = (input.kind === 'choice' && input.id === 'report:new') || (input.kind === 'text' && /baru|new/i.test(input.text))
  const isThat = (input.kind === 'choice' && input.id === 'report:that') || (input.kind === 'text' && /itu|that|ya|yes/i.test(input.text))
  if (isThat && talk.reportId !== null) {
    const { story: words, photos, voices } = talk.draft
    return turn(newTalk(known, talk.lang), [], { kind: 'reply', reportId: talk.reportId, words, photos, voices })
  }
  if (isNew || talk.asked > 1) return askKind({ ...talk, draftId: known.newId(), reportId: null }, [{ saying: 'greet' }])
  return ask(talk, 'which_report', [{ saying: 'ask_which_report', ask: 'report', code: codeOf(talk, known) }])
}

function codeOf(talk: Talk, known: Known): string {
  return known.earlier.find((report) => report.reportId === talk.reportId)?.code ?? ''
}

/** The kind by choice or by name. Words that name none are kept as the story; after the second time the rest of the kinds takes them. */
function takeKind(talk: Talk, input: Input, known: Known): Turn {
  const category = categoryOf(input, known.categories)
  if (category !== undefined) return afterKind(withDraft(talk, { category }))
  const told = input.kind === 'text' && cleanLine(input.text).length >= 8 ? { story: joined(talk.draft.story, input.text) } : takenMedia(input)
  const kept = withDraft(talk, told)
  const last = known.categories.at(-1)
  if (talk.asked > 1 && last !== undefined) return afterKind(withDraft(kept, { category: last.code }))
  return askKind(kept)
}

/** The kind that was chosen, or named by its name or number. */
export function categoryOf(input: Input, categories: readonly Category[]): string | undefined {
  if (input.kind === 'choice') return categories.find((category) => `kind:${category.code}` === input.id)?.code
  if (input.kind !== 'text') return undefined
  const said = cleanLine(input.text).toLowerCase()
  const names = (category: Category): string[] => [category.name.id, category.name.en, category.card?.title.id ?? '', category.card?.title.en ?? '']
  return categories.find((category) => names(category).some((name) => name.toLowerCase() === said))?.code ?? categories[/^\d{1,2}$/.test(said) ? Number(said) - 1 : -1]?.code
}

/** A story with more of it, as long as a story may be. */
export function joined(story: string, more: string): string {
  return cleanText(story === '' ? more : `${story}\n${more}`).slice(0, 2_000)
}

function afterKind(talk: Talk): Turn {
  const isTold = talk.draft.story !== '' || talk.draft.voices.length > 0
  return isTold ? ask(talk, 'place', [{ saying: 'ask_place' }]) : ask(talk, 'story', [{ saying: 'ask_story' }])
}

function takeStory(talk: Talk, input: Input): Turn {
  if (input.kind === 'voice' && input.voice !== null) {
    return ask(withDraft(talk, { voices: [...talk.draft.voices, input.voice] }), 'place', [{ saying: 'voice_kept' }, { saying: 'ask_place' }])
  }
  const words = input.kind === 'text' ? input.text : ''
  const photo = input.kind === 'photo' ? takenMedia(input) : {}
  const kept = withDraft(talk, { ...photo, story: joined(talk.draft.story, photo.story ?? words) })
  if (cleanLine(kept.draft.story).length >= 3) return ask(kept, 'place', [{ saying: 'ask_place' }])
  return ask(kept, 'story', [{ saying: input.kind === 'unknown' ? 'not_understood' : 'ask_story_again' }])
}

/** Where it is: a location, or words. What could mean several places is asked about; whoever cannot say it better is believed. */
function takePlace(talk: Talk, input: Input, known: Known): Turn {
  if (input.kind === 'location') {
    const { lat, lng, words } = input
    return settlePlace(withDraft(talk, { point: { lat, lng }, placeWords: joined(talk.draft.placeWords, words).slice(0, 300) }), { areaIds: input.nearIds, isEnough: true }, known)
  }
  if (input.kind === 'photo') return ask(withDraft(talk, { photos: [...talk.draft.photos, ...(input.token === null ? [] : [input.token])].slice(0, 3) }), 'place', [{ saying: 'ask_place_again' }])
  if (input.kind !== 'text') return ask(talk, 'place', [{ saying: 'ask_place_again' }])
  const placeWords = cleanLine(input.text).slice(0, 300)
  const found = meantBy(placeWords, known.areas)
  return settlePlace(withDraft(talk, { placeWords: joined(talk.draft.placeWords, placeWords).slice(0, 300) }), { areaIds: found, isEnough: talk.asked > 1 }, known)
}

/**
 * The areas that words can mean. "Sukamaju, Tirtasari" is one place: a district that was named settles which of its villages is meant, and its own name
 * is then the district's, not that of a village that is called the same.
 */
export function meantBy(words: string, areas: AreaTree): readonly number[] {
  const named = suggestAreas(areas, { words, nearIds: [] })
  const districts = named.filter((area) => area.kind === 'district')
  const below = named.filter((area) => districts.some((district) => district.areaId === area.parentId))
  const ofOwnName = below.filter((area) => !districts.some((district) => district.name === area.name))
  const meant = [ofOwnName, below, named].find((choice) => choice.length > 0) ?? []
  return meant.map((area) => area.areaId)
}

interface Found {
  readonly areaIds: readonly number[]
  /** Nothing better will come: whoever cannot say it better is believed. */
  readonly isEnough: boolean
}

function settlePlace(talk: Talk, { areaIds, isEnough }: Found, known: Known): Turn {
  const [only, ...others] = areaIds
  if (only !== undefined && others.length === 0) return askPhoto(withDraft(talk, { areaId: only, areaUnknown: false }), known)
  if (only !== undefined) return ask(withDraft(talk, { candidates: areaIds.slice(0, 8) }), 'which_place', [{ saying: 'ask_which_place', ask: 'places' }])
  if (isEnough) return askPhoto(withDraft(talk, { areaId: null, areaUnknown: true }), known)
  return ask(talk, 'place', [{ saying: 'ask_place_again' }])
}

function takeWhichPlace(talk: Talk, input: Input, known: Known): Turn {
  const { candidates } = talk.draft
  const chosen = input.kind === 'choice' ? candidates.find((areaId) => input.id === `area:${areaId}`) : namedOf(input, candidates, known)
  if (chosen !== undefined) return askPhoto(withDraft(talk, { areaId: chosen, areaUnknown: false, candidates: [] }), known)
  if (input.kind === 'location') return takePlace({ ...talk, step: 'place' }, input, known)
  if (input.kind === 'photo' || input.kind === 'voice') return ask({ ...withMore(talk, input), asked: 0 }, 'which_place', [{ saying: 'ask_which_place', ask: 'places' }])
  if ((input.kind === 'choice' && input.id === 'area:none') || talk.asked > 1) return askPhoto(withDraft(talk, { areaUnknown: true, candidates: [] }), known)
  return ask(talk, 'which_place', [{ saying: 'ask_which_place', ask: 'places' }])
}

/** The candidate whose name, or the name of whose district, was written. */
function namedOf(input: Input, candidates: readonly number[], known: Known): number | undefined {
  if (input.kind !== 'text') return undefined
  const named = new Set(suggestAreas(known.areas, { words: cleanLine(input.text), nearIds: [] }).map((area) => area.areaId))
  const fits = candidates.filter((areaId) => named.has(areaId) || named.has(known.areas.byId.get(areaId)?.parentId ?? -1))
  return fits.length === 1 ? fits[0] : undefined
}

function askPhoto(talk: Talk, { isTextOnly }: Pick<Known, 'isTextOnly'>): Turn {
  if (talk.draft.photos.length > 0 || isTextOnly === true) return askCheck(talk)
  return ask(talk, 'photo', [{ saying: 'ask_photo', ask: 'photo' }])
}

function askCheck(talk: Talk): Turn {
  return ask(talk, 'check', [{ saying: 'check', ask: 'check' }])
}

function takePhoto(talk: Talk, input: Input): Turn {
  if (input.kind === 'photo' && input.token === null) return ask(talk, 'photo', [{ saying: 'photo_failed', ask: 'photo' }])
  if (input.kind === 'photo') return askCheck(withMore(talk, input))
  if (input.kind === 'unknown') return ask(talk, 'photo', [{ saying: 'ask_photo', ask: 'photo' }])
  return askCheck(input.kind === 'text' && readWord(input.text)?.kind === 'skip' ? talk : withMore(talk, input))
}

/** What is still added when all was asked: photos, voice messages, a few words more. */
function withMore(talk: Talk, input: Input): Talk {
  const { draft } = talk
  if (input.kind === 'photo' && input.token !== null) return withDraft(talk, { photos: [...draft.photos, input.token].slice(0, 3) })
  if (input.kind === 'voice' && input.voice !== null) return withDraft(talk, { voices: [...draft.voices, input.voice].slice(0, 3) })
  return input.kind === 'text' && cleanLine(input.text).length >= 8 ? withDraft(talk, { story: joined(draft.story, input.text) }) : talk
}

function takeCheck(talk: Talk, input: Input, known: Known): Turn {
  const word = input.kind === 'text' ? readWord(input.text) : undefined
  if (word?.kind === 'send' || (input.kind === 'choice' && input.id === 'check:send')) return turn(talk, [], { kind: 'report' })
  if (word?.kind === 'change' || (input.kind === 'choice' && input.id === 'check:change')) return askKind(newTalk(known, talk.lang), [{ saying: 'started_again' }])
  return askCheck(withMore(talk, input))
}
