import type { Choices, Content } from '#modules/exchange/channel/channel.contract.ts'
import { fill } from '#modules/exchange/message/message.rules.ts'
import type { Regency } from '#modules/people/regency/regency.contract.ts'
import { messages } from '#web/i18n/index.ts'
import type { Talk } from './conversation.contract.ts'
import type { Say } from './conversation.rules.ts'

const mostRows = 10

/** One thing to say, in words and with what may be chosen. `facts` are those that only the deed knows: code, link, due. */
export function contentOf(regency: Regency, talk: Talk, { say, facts = {} }: { say: Say; facts?: Readonly<Record<string, string>> }): Content {
  const { lang } = talk
  const choices = choicesOf(regency, talk, say)
  const text = fill(regency.messages.chat[say.saying][lang], { ...factsOfTalk(regency, talk), ...(say.code !== undefined && { code: say.code }), ...facts })
  const code = facts['code'] ?? say.code ?? ''
  return { kind: 'text', text, subject: `${regency.messages.endings.subject[lang]} ${code}`.trim(), ...(choices !== undefined && { choices }) }
}

function factsOfTalk(regency: Regency, { lang, draft }: Talk): Readonly<Record<string, string>> {
  const m = messages(lang).chat
  const area = draft.areaId === null ? undefined : regency.areas.byId.get(draft.areaId)
  return {
    brand: regency.brand[lang].name, emergency: regency.emergencyNumber,
    category: regency.categories.find((category) => category.code === draft.category)?.name[lang] ?? '',
    story: draft.story === '' ? m.voiceStory : draft.story.slice(0, 500), photos: draft.photos.length === 0 ? m.none : String(draft.photos.length),
    place: [area?.name, draft.placeWords].filter((each) => each !== undefined && each !== '' && each !== area?.name).join(', ') || (area?.name ?? m.point),
  }
}

function choicesOf(regency: Regency, { lang, draft }: Talk, { ask }: Say): Choices | undefined {
  const m = messages(lang).chat
  const buttons = (...items: Choices['items']): Choices => ({ style: 'buttons', open: m.choose, items })
  switch (ask) {
    case 'kinds': return { style: 'list', open: m.choose, items: kindsOf(regency, lang) }
    case 'places': return { style: 'list', open: m.choose, items: placesOf(regency, draft.candidates, m.noneOfThese) }
    case 'photo': return buttons({ id: 'photo:skip', title: m.skip })
    case 'check': return buttons({ id: 'check:send', title: m.send }, { id: 'check:change', title: m.change })
    case 'report': return buttons({ id: 'report:that', title: m.thatReport }, { id: 'report:new', title: m.newReport })
    default: return undefined
  }
}

/** What a talk waits for, when it is something to choose. */
const awaited: Readonly<Partial<Record<Talk['step'], NonNullable<Say['ask']>>>> = { kind: 'kinds', which_place: 'places', photo: 'photo', check: 'check', which_report: 'report' }

/** The choice that a number means where choices are numbered lines; undefined when nothing is to be chosen, or not so many. */
export function choiceOfNumber(regency: Regency, talk: Talk, text: string): { readonly id: string; readonly title: string } | undefined {
  const ask = awaited[talk.step]
  if (ask === undefined || !/^\s*\d{1,2}[\s.)]*$/.test(text)) return undefined
  return choicesOf(regency, talk, { saying: 'ask_kind', ask })?.items[Number.parseInt(text, 10) - 1]
}

/** The kinds of trouble for a list of ten at most; where there are more, the last, which takes whatever has no name, stays. */
function kindsOf({ categories }: Regency, lang: Talk['lang']): Choices['items'] {
  const shown = categories.length <= mostRows ? categories : [...categories.slice(0, mostRows - 1), categories.at(-1)!]
  return shown.map((category) => ({ id: `kind:${category.code}`, title: category.name[lang], about: category.hint[lang] }))
}

function placesOf({ areas }: Regency, candidates: readonly number[], none: string): Choices['items'] {
  const places = candidates.slice(0, mostRows - 1).flatMap((areaId) => {
    const area = areas.byId.get(areaId)
    const above = area === undefined || area.parentId === null ? undefined : areas.byId.get(area.parentId)
    return area === undefined ? [] : [{ id: `area:${areaId}`, title: area.name, ...(above !== undefined && { about: above.name }) }]
  })
  return [...places, { id: 'area:none', title: none }]
}
