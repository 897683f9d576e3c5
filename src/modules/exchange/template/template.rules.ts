import type { Regency } from '#modules/people/regency/regency.contract.ts'
import type { MessageTemplate, TemplateState } from './template.contract.ts'

/** A template as WhatsApp lists it. */
export interface ListedTemplate {
  readonly name: string
  readonly language: string
  readonly status: string
  /** The text of its body, with blanks. */
  readonly body: string
}

type Wanted = Omit<MessageTemplate, 'state'>
type Settings = Pick<Regency, 'messages' | 'brand' | 'offices' | 'categories' | 'receiptPrefix'>

/** What has to be approved: each notice in both languages, the sentence as it is sent, and how to have no more of them. */
export function wantedTemplates(regency: Settings): readonly Wanted[] {
  const { notices, endings } = regency.messages
  const kinds = Object.keys(notices) as (keyof typeof notices)[]
  return kinds.flatMap((kind) => (['id', 'en'] as const).map((language): Wanted => {
    const { text, template } = notices[kind]
    const body = withNumbers(text[language].replaceAll('{brand}', regency.brand[language].name), template.fills)
    const examples = template.fills.map((fill) => exampleOf(regency, fill, language))
    return { name: template.name, kind, language, category: 'UTILITY', text: `${body}\n${endings.stop[language]}`, examples }
  }))
}

/** `{code} … {link}` → `{{1}} … {{2}}` */
function withNumbers(text: string, fills: readonly string[]): string {
  return text.replaceAll(/\{(\w+)\}/g, (blank, name: string) => (fills.includes(name) ? `{{${fills.indexOf(name) + 1}}}` : blank))
}

function exampleOf({ offices, categories, receiptPrefix }: Settings, fill: string, language: 'id' | 'en'): string {
  const code = `${receiptPrefix}-8F3K-2Q7M-9XHT`
  const examples: Readonly<Record<string, string>> = {
    code, link: `https://lapor.example.go.id${language === 'id' ? '' : '/en'}/lacak/${code}`,
    office: offices[0]!.name[language], category: categories[0]!.name[language],
    due: language === 'id' ? '25 November 2026 11.00 WIB' : '25 November 2026, 11:00', closes: language === 'id' ? '2 Desember 2026' : '2 December 2026',
    day: language === 'id' ? 'Jumat, 27 November 2026' : 'Friday, 27 November 2026',
  }
  return examples[fill] ?? '–'
}

/** Where a template stands, by what WhatsApp lists. */
export function templateState({ name, language, text }: Pick<Wanted, 'name' | 'language' | 'text'>, listed: readonly ListedTemplate[]): TemplateState {
  const found = listed.find((each) => each.name === name && each.language.split('_')[0] === language)
  if (found === undefined) return 'missing'
  if (countBlanks(found.body) !== countBlanks(text)) return 'differs'
  return states[found.status.toUpperCase()] ?? 'paused'
}

const states: Readonly<Record<string, TemplateState>> = {
  APPROVED: 'approved', PENDING: 'pending', IN_APPEAL: 'pending', REJECTED: 'rejected', DELETED: 'missing', PENDING_DELETION: 'missing',
}

function countBlanks(text: string): number {
  return new Set(text.match(/\{\{\d+\}\}/g)).size
}
