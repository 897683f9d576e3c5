import { checkDated, findEnd, findOverlaps } from './dated-check.rules.ts'
import { chatFillings, fillings, sayings, type MessageSettings } from './messages.contract.ts'
import type { Path, RegencyFiles } from './regency-check.rules.ts'
import type { Problem } from './regency-problem.rules.ts'

const file = 'messages.yaml'

type Kind = keyof MessageSettings['notices']

/** What is wrong in messages.yaml: blanks that nothing fills, sentences without the code or the link, rules that hold at once or end. */
export function checkMessages(files: RegencyFiles): Problem[] {
  const { quietHours, attempts, unfinished, notices, chat } = files.messages
  const dated = ([['quietHours', quietHours], ['attempts', attempts], ['unfinished', unfinished]] as const).flatMap(([name, rules]) => {
    const at = { file, path: [name] }
    return [...checkDated(at, rules), ...findOverlaps<(typeof rules)[number]>(at, rules, () => true), ...findEnd(at, rules)]
  })
  const kinds = Object.keys(notices) as Kind[]
  return [
    ...dated,
    ...kinds.flatMap((kind) => checkNotice(notices[kind], { kind, path: ['notices', kind] })),
    ...sayings.flatMap((saying) => (['id', 'en'] as const).flatMap((lang) =>
      checkWords(chat[saying][lang], { known: chatFillings[saying] ?? [], needed: [] }, ['chat', saying, lang]))),
  ]
}

function checkNotice(words: MessageSettings['notices']['received'], at: { kind: Kind; path: Path }): Problem[] {
  const allowed = fillings[at.kind]
  const texts = (['id', 'en'] as const).flatMap((lang) => checkWords(words.text[lang], allowed, [...at.path, 'text', lang]))
  const template = words.template.fills.flatMap((fill, position): Problem[] => (
    allowed.known.includes(fill) ? [] : [unknown(fill, allowed.known, [...at.path, 'template', 'fills', position])]
  ))
  return [...texts, ...template, ...(['id', 'en'] as const).flatMap((lang) => checkTemplate(words, { kind: at.kind, lang, path: [...at.path, 'text', lang] }))]
}

/** WhatsApp approves the sentence as it stands: each blank but the brand is one of the template's, each of those stands in it, and words come first. */
function checkTemplate({ text, template }: MessageSettings['notices']['received'], { kind, lang, path }: { kind: Kind; lang: 'id' | 'en'; path: Path }): Problem[] {
  const { known } = fillings[kind]
  const [used, fills] = [blanksOf(text[lang]), template.fills].map((names) => names.filter((name) => name !== 'brand' && known.includes(name))) as [string[], string[]]
  const first = /^\{(\w+)\}/.exec(text[lang])?.[1]
  return [
    ...used.filter((name) => !fills.includes(name)).map((name) => unknown(name, ['brand', ...fills], path)),
    ...fills.filter((name) => !used.includes(name)).map((value): Problem => ({ kind: 'placeholder_missing', file, path, detail: { value } })),
    ...(first === undefined || first === 'brand' ? [] : [{ kind: 'placeholder_first', file, path, detail: { value: first } } as const]),
  ]
}

function blanksOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
}

function checkWords(text: string, { known, needed }: { known: readonly string[]; needed: readonly string[] }, path: Path): Problem[] {
  const used = blanksOf(text)
  return [
    ...used.filter((name) => !known.includes(name)).map((name) => unknown(name, known, path)),
    ...needed.filter((name) => !used.includes(name)).map((value): Problem => ({ kind: 'placeholder_missing', file, path, detail: { value } })),
  ]
}

function unknown(value: string, known: readonly string[], path: Path): Problem {
  return { kind: 'placeholder_unknown', file, path, detail: { value, known: known.join(', ') } }
}
