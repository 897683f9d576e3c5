import type { Format, Tree } from './open311.contract.ts'

/** How a list is called in XML, and each of its members. In JSON it is a bare list. */
export interface Shape {
  readonly root: string
  readonly item?: string
}

/** What members of lists within a list are called. */
const itemNames: Readonly<Record<string, string>> = { attributes: 'attribute', values: 'value', notes: 'note', endpoints: 'endpoint', formats: 'format' }

/** The value in a format. Both say the same: a list is a list of elements, nothing is an empty element and null. */
export function write(value: Tree, shape: Shape, format: Format): string {
  if (format === 'json') return JSON.stringify(value)
  const body = Array.isArray(value) ? (value as readonly Tree[]).map((item) => element(shape.item ?? 'item', item)).join('') : members(value)
  return `<?xml version="1.0" encoding="utf-8"?>\n<${shape.root}>${body}</${shape.root}>\n`
}

function element(name: string, value: Tree): string {
  if (value === null) return `<${name}/>`
  if (Array.isArray(value)) return `<${name}>${(value as readonly Tree[]).map((item) => element(itemNames[name] ?? 'item', item)).join('')}</${name}>`
  return `<${name}>${typeof value === 'object' ? members(value) : escape(String(value))}</${name}>`
}

function members(value: Tree): string {
  if (typeof value !== 'object' || value === null) return escape(String(value ?? ''))
  return Object.entries(value).map(([name, member]) => element(name, member as Tree)).join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text for XML; what XML cannot hold at all is left out. */
function escape(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replaceAll(/[&<>"']/g, (sign) => entities[sign]!)
}
