import { SheetRefused } from './limits.ts'

/** One sheet of a workbook, in the workbook's order. */
export interface WorkbookSheet {
  readonly name: string
  readonly hidden: boolean
  /** Where its XML lies in the zip. */
  readonly part: string
}

/** Reads the list of sheets from the workbook part and its relations. Throws `SheetRefused` when the zip holds no workbook. */
export function listSheets(parts: ReadonlyMap<string, string>): readonly WorkbookSheet[] {
  const workbook = parts.get('xl/workbook.xml')
  const relations = parts.get('xl/_rels/workbook.xml.rels')
  if (workbook === undefined || relations === undefined) throw new SheetRefused('sheet_kind_unknown')
  const targets = new Map(elements(relations, 'Relationship').map((one) => [one['Id'] ?? '', partOf(one['Target'] ?? '')]))
  return elements(workbook, 'sheet').map((sheet) => ({
    name: sheet['name'] ?? '',
    hidden: sheet['state'] === 'hidden' || sheet['state'] === 'veryHidden',
    part: targets.get(relationId(sheet)) ?? '',
  }))
}

function relationId(attributes: Readonly<Record<string, string>>): string {
  const found = Object.entries(attributes).find(([name]) => /^(\w+:)id$/.test(name))
  return found?.[1] ?? ''
}

function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function elements(xml: string, tag: string): Record<string, string>[] {
  const found = xml.matchAll(new RegExp(`<(?:\\w+:)?${tag}\\s([^<>]*?)/?>`, 'g'))
  return [...found].map(([, attributes = '']) => Object.fromEntries(
    [...attributes.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [name, unescape(double ?? single ?? '')]),
  ))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '')
}
