import { renderSVG } from 'uqr'
import type { Config } from '#config.ts'
import type { Office, PromiseRule, Regency, Role } from '#modules/people/regency/regency.contract.ts'
import { findPatience, findRole } from '#modules/people/regency/regency.rules.ts'
import type { Clock } from '#platform/clock.ts'
import { dayOf } from '#platform/day.ts'
import type { JsonObject } from '#platform/json.ts'
import { readTemplate, renderPdf } from '#platform/pdf/render-pdf.ts'
import { err, ok, type Result } from '#platform/result.ts'
import * as en from '#web/i18n/en/sheet.ts'
import * as id from '#web/i18n/id/sheet.ts'
import { formatters, messages, type Lang, type Messages } from '#web/i18n/index.ts'
import { spanWords } from '#web/public/span-words.ts'
import { publicMessages, type PublicMessages } from '#web/public/texts.ts'
import { publicPaths, staffPaths } from '#web/routes.ts'
import { actsFor, isOfEveryOffice, leadsOf, promisesOn, rungOffices, troublesFor, worksForOthers } from './sheet.rules.ts'
import { topicsFor } from './topic.rules.ts'

export interface SheetDeps {
  readonly regency: Regency
  readonly config: Pick<Config, 'regencyDir' | 'publicUrl'>
  readonly clock: Clock
}

/** Everything that one sheet is written from. */
interface Writing {
  readonly regency: Regency
  readonly role: Role
  readonly lang: Lang
  readonly day: string
  readonly home: string
  readonly m: Messages
  readonly pub: PublicMessages
  readonly words: typeof id.sheetWords
}

/** The sheet of a role as a PDF of one page, true on the day on which it is drawn. `origin` is our own address, where none is configured. */
export async function drawSheet(
  deps: SheetDeps, asked: { readonly role: string; readonly lang: Lang; readonly origin: string },
): Promise<Result<{ bytes: Buffer; fileName: string }, { readonly kind: 'sheet_unknown' }>> {
  const role = findRole(deps.regency, asked.role)
  if (role === undefined) return err({ kind: 'sheet_unknown' })
  const now = deps.clock.now()
  const data = writeSheet({
    regency: deps.regency, role, lang: asked.lang, day: dayOf(now, deps.regency.timeZone), home: deps.config.publicUrl ?? asked.origin,
    m: messages(asked.lang), pub: publicMessages(asked.lang), words: asked.lang === 'en' ? en.sheetWords : id.sheetWords,
  })
  const template = readTemplate(deps.config.regencyDir, 'sheet', new URL('sheet.typ', import.meta.url))
  const bytes = await renderPdf({ template, data, createdAt: now, standard: 'ua-1' })
  return ok({ bytes, fileName: `${asked.lang === 'en' ? 'sheet' : 'lembar'}-${role.key.replaceAll('_', '-')}-${asked.lang}.pdf` })
}

function writeSheet(writing: Writing): JsonObject {
  const { regency, role, lang, day, words } = writing
  return {
    lang, title: words.title({ role: role.name[lang] }), brand: regency.brand[lang].name, government: regency.government[lang],
    asOf: words.asOf({ day: formatters(lang, regency.timeZone).day(day) }),
    start: startOf(writing), acts: actsOf(writing), clocks: clocksOf(writing), promises: promiseTable(writing), troubles: troublesOf(writing),
    contacts: contactTable(writing), leads: leadTable(writing), help: helpOf(writing),
  }
}

/** What is on the first screen: the menu of the role, or the doors of the residents' pages. */
function startOf({ role, m, pub, words }: Writing): JsonObject {
  const isSignedIn = role.grants.length > 0
  const doors = [pub.homePage.reportButton, pub.follow, pub.propose, pub.object, pub.checkPaper, pub.privacy]
  return {
    title: words.homeTitle, text: isSignedIn ? words.home({ home: m.shell.home }) : words.homePublic,
    screens: isSignedIn ? topicsFor(role.grants).map(({ key }) => m.menu[key].text) : doors,
  }
}

function actsOf({ role, lang, m, pub, words }: Writing): JsonObject {
  const texts = lang === 'en' ? en.sheetActs(m, pub) : id.sheetActs(m, pub)
  return { title: words.actsTitle, items: actsFor(role.grants).map((key) => [...texts[key]]) }
}

/** Shape, word and meaning of each state of a clock, as screens show it. */
function clocksOf({ lang, m, words }: Writing): JsonObject {
  const { time } = m.common
  const { good, soon, bad, neutral } = words.clockMeanings
  const anExample = formatters(lang).span(35 * 60_000)
  return {
    title: words.clocksTitle,
    items: [
      ['good', `${time.onTime}, ${time.done}`, good], ['soon', time.soon, soon], ['bad', time.lateBy({ span: anExample }), bad], ['neutral', time.paused, neutral],
    ],
  }
}

function promiseTable(writing: Writing): JsonObject {
  const { regency, lang, day, m, words } = writing
  const { what, who, within } = words.promiseColumns
  const promised = promisesOn(regency, day).map((rule) => [m.inbox.measure[rule.measure], whoseWords(writing, rule), spanWords(lang, rule.within)])
  const patience = findPatience(regency, day)
  const waiting = patience === undefined ? [] : [
    [words.waitRow, words.everyOffice, spanWords(lang, patience.waitForReporter)], [words.silenceRow, words.everyOffice, spanWords(lang, patience.closeAfterSilence)],
  ]
  return { title: words.promisesTitle, header: [what, who, within], rows: [...promised, ...waiting] }
}

/** For whom a promise is made: what is particular about it, otherwise who keeps it. */
function whoseWords({ regency, lang, m, words }: Writing, rule: PromiseRule): string {
  const { list } = formatters(lang)
  if (rule.urgencies !== undefined) return list(rule.urgencies.map((urgency) => m.inbox.urgency[urgency]))
  if (rule.categories !== undefined) return list(regency.categories.filter(({ code }) => rule.categories?.includes(code)).map(({ name }) => name[lang]))
  return isOfEveryOffice(rule) ? words.everyOffice : list(rule.officeKinds.map((kind) => words.officeKinds[kind]))
}

function troublesOf({ regency, role, lang, day, m, pub, words }: Writing): JsonObject {
  const texts = lang === 'en' ? en.sheetTroubles(m, pub) : id.sheetTroubles(m, pub)
  const undo = regency.lists.undo.filter(({ from }) => from <= day).at(-1)
  const known = { emergency: regency.emergencyNumber, undo: formatters(lang).span((undo?.hours ?? 0) * 3_600_000) }
  return { title: words.troublesTitle, items: troublesFor(role.grants).map((key) => [...texts[key](known)]) }
}

function contactTable({ regency, role, lang, day, m, words }: Writing): JsonObject {
  const { who, how } = words.contactColumns
  const officer = regency.dataProtectionOfficer
  const administrators = regency.roles.filter(({ grants }) => grants.includes('people.account.manage'))
  const inside = worksForOthers(role.grants) ? administrators.map(({ name }) => [name[lang], words.administratorFor]) : [[regency.government[lang], regency.texts.contact[lang]]]
  return {
    title: words.contactsTitle, header: [who, how],
    rows: [
      [words.emergency({ number: regency.emergencyNumber }), words.emergencyFor],
      ...rungOffices(regency, day).map(({ rung, office }) => [office.name[lang], withPhone(office, words.rungFor({ rung: m.caseWork.rung[rung] }))]),
      [officer.title[lang], words.officerFor({ email: officer.email })], ...inside,
    ],
  }
}

function withPhone(office: Office, words: string): string {
  return office.phone === undefined ? words : `${words}; ${office.phone}`
}

function leadTable({ regency, lang, words }: Writing): JsonObject {
  const { list } = formatters(lang)
  const kinds: Readonly<Record<string, string>> = words.officeKinds
  return { title: words.leadsTitle, rows: leadsOf(regency).map(({ lead, categories }) => [kinds[lead] ?? lead, list(categories.map((name) => name[lang]))]) }
}

function helpOf({ role, lang, home, m, words }: Writing): JsonObject {
  const isSignedIn = role.grants.length > 0
  const url = `${home}${isSignedIn ? staffPaths.help() : publicPaths(lang).home}`
  return { title: words.helpTitle, text: isSignedIn ? words.help({ help: m.menu.help.text }) : words.helpPublic, url, qr: renderSVG(url, { ecc: 'M', border: 1 }), alt: words.qrAlt({ url }) }
}
