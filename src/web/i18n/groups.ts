import * as door from './id/group/door.ts'
import type { Messages } from './index.ts'
import type { Lang, Translation } from './lang.ts'

/**
 * The texts of the staff application in the groups in which they travel. The door (`id/group/door.ts`) is read before signing in and on every
 * screen; every other group comes when a screen first reads it. What only the server reads (`id/group/server.ts`) never comes.
 */
const groups = {
  account: group(() => import('./id/group/account.ts'), () => import('./en/group/account.ts')),
  response: group(() => import('./id/group/response.ts'), () => import('./en/group/response.ts')),
  overview: group(() => import('./id/group/overview.ts'), () => import('./en/group/overview.ts')),
  family: group(() => import('./id/group/family.ts'), () => import('./en/group/family.ts')),
  review: group(() => import('./id/group/review.ts'), () => import('./en/group/review.ts')),
  field: group(() => import('./id/group/field.ts'), () => import('./en/group/field.ts')),
  visit: group(() => import('./id/group/visit.ts'), () => import('./en/group/visit.ts')),
  data: group(() => import('./id/group/data.ts'), () => import('./en/group/data.ts')),
  proposal: group(() => import('./id/group/proposal.ts'), () => import('./en/group/proposal.ts')),
  rights: group(() => import('./id/group/rights.ts'), () => import('./en/group/rights.ts')),
  exchange: group(() => import('./id/group/exchange.ts'), () => import('./en/group/exchange.ts')),
}

export type Group = keyof typeof groups

/** The texts that are there once these groups have come. A text of another group does not compile. */
export type Texts<G extends Group> = Pick<Messages, keyof typeof door | KeysOf<TextsIn<G>>>

type TextsIn<G extends Group> = G extends Group ? Awaited<ReturnType<(typeof groups)[G]['id']>> : never
type KeysOf<T> = T extends T ? keyof T : never

const come: Readonly<Record<Lang, Partial<Messages>>> = { id: { ...door }, en: {} }
const asked: Readonly<Record<Lang, Map<Group | 'door', Promise<void>>>> = { id: new Map([['door', Promise.resolve()]]), en: new Map() }

/** Asks for a group of texts, once; the promise is the same whenever it is asked for. A file that fails to come fails until the page is loaded anew, as code does. */
export function askForTexts(lang: Lang, name: Group | 'door'): Promise<void> {
  const underWay = asked[lang].get(name) ?? sayingWhenItCame(take(lang, name))
  asked[lang].set(name, underWay)
  return underWay
}

/** Asks in one language for the door and for all that was asked for in the other: whoever changes the language sees no screen without words. */
export async function askForAllAgain(lang: Lang): Promise<void> {
  await Promise.all([...new Set([...asked.id.keys(), ...asked.en.keys()])].map((name) => askForTexts(lang, name)))
}

/** What has come of a language; whoever reads it has asked for these groups. */
export function textsHere<G extends Group>(lang: Lang): Texts<G> {
  return come[lang] as Texts<G>
}

async function take(lang: Lang, name: Group | 'door'): Promise<void> {
  Object.assign(come[lang], name === 'door' ? await import('./en/group/door.ts') : await groups[name][lang]())
}

/** What says by itself that it came is read by React at once; otherwise a screen would wait for a turn, with nothing on it. */
function sayingWhenItCame(texts: Promise<void>): Promise<void> {
  const said: Promise<void> = texts.then(() => void Object.assign(said, { status: 'fulfilled', value: undefined }))
  return said
}

/** A group says in English all that it says in Bahasa Indonesia. */
function group<T>(id: () => Promise<T>, en: () => Promise<NoInfer<Translation<T>>>) {
  return { id, en }
}
