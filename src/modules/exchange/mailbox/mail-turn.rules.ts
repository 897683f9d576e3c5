import type { Heard, Talk } from '#modules/exchange/chat/conversation.contract.ts'
import { categoryOf, emptyDraft, joined, meantBy, newTalk, type Known, type Turn } from '#modules/exchange/chat/conversation.rules.ts'
import { readWord } from '#modules/exchange/chat/words.rules.ts'
import { cleanLine, cleanText } from '#platform/words.ts'

export type HeardMail = Extract<Heard, { kind: 'mail' }>

/** The code of a report, as it stands in the subject of every mail of ours. */
const code = /\b[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/gi
/** A place by its kind and name. Names alone are not looked for: many a village is called as a thing is. */
const place = /\b(?:desa|kelurahan|kel\.?|kecamatan|kec\.?|village|district)\s+(?:of\s+)?\p{L}+(?:\s\p{L}+)?/giu
const english = /\b(the|and|please|help|is|are|has|have)\b/gi
const answers = /^(re|balas|bls|fwd?|trs)\s*:\s*/i

/**
 * A mail is a whole message: nothing is asked one by one. Under a report's code it belongs to that report, whoever's mailbox it came from, because a
 * sender is forged with ease and a code is not; without one it is a new report.
 */
export function turnOfMail(mail: HeardMail, known: Known): Turn {
  const talk = newTalk(known, (mail.text.match(english) ?? []).length >= 3 ? 'en' : 'id')
  const word = readWord(mail.text.split('\n')[0] ?? '')
  if (word?.kind === 'opt') return { talk, says: [{ saying: word.wantsNone ? 'opted_out' : 'opted_in' }], deed: word }
  const named = mail.subject.match(code)?.[0] ?? mail.text.match(code)?.[0]
  if (named !== undefined) return { talk, says: [], deed: { kind: 'by_code', code: named.toUpperCase(), words: cleanText(mail.text).slice(0, 2_000), photos: mail.photos } }
  return reportOf(mail, talk, known)
}

function reportOf(mail: HeardMail, talk: Talk, known: Known): Turn {
  const subject = cleanLine(mail.subject.replace(answers, ''))
  const story = joined(subject, mail.text)
  if (story.length < 3) return { talk, says: [{ saying: 'mail_empty' }], deed: null }
  const where = [...story.matchAll(place)].map(([words]) => words).join(', ')
  const [areaId = null, ...others] = where === '' ? [] : meantBy(where, known.areas)
  const isPlain = areaId !== null && others.length === 0
  const category = categoryOf({ kind: 'text', text: subject }, known.categories) ?? known.categories.at(-1)?.code ?? null
  const draft = { ...emptyDraft, category, story, areaId: isPlain ? areaId : null, areaUnknown: !isPlain, placeWords: where.slice(0, 300), photos: [...mail.photos] }
  return { talk: { ...talk, draft }, says: isPlain ? [] : [{ saying: 'mail_place_unknown' }], deed: { kind: 'report' } }
}
