import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { z } from 'zod'
import type { Operation, Operations } from '../../src/platform/http/contract.ts'

const whole = '?whole'

/**
 * Sends contracts to the browser as addresses: each exported `…Operations` keeps only the method, the path and how bytes travel.
 * The schemas stay on the server, which is the one that judges, so no validator is shipped (40 kB). Plain facts (limits, lists)
 * travel as they are, and so do closed lists of words (`z.enum`), with as much of a schema as a list of words needs; what else a contract exports stands in a module beside it, which is left out unless something in it is used.
 */
export function thinContracts(): Plugin {
  return {
    name: 'thin-contracts',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    resolveId: {
      filter: { id: /\.contract\.ts\?whole$/ },
      handler: (id) => ({ id, moduleSideEffects: false }),
    },
    load: {
      filter: { id: /\.contract\.ts(\?whole)?$/ },
      async handler(id) {
        if (id.endsWith(whole)) return readFile(id.slice(0, -whole.length), 'utf8')
        const contract = (await import(pathToFileURL(id).href)) as Readonly<Record<string, unknown>>
        return thinned(id, contract)
      },
    },
  }
}

/** What the browser has in the place of a `z.enum`. */
const closedList = `const closedList = (options) => {
  const safeParse = (value) => (options.includes(value) ? { success: true, data: value } : { success: false })
  const parse = (value) => {
    if (options.includes(value)) return value
    throw new Error('not one of the words of a closed list')
  }
  return { options, parse, safeParse }
}`

function thinned(id: string, contract: Readonly<Record<string, unknown>>): string {
  const others: string[] = []
  const lines = Object.entries(contract).map(([name, value]) => {
    if (name.endsWith('Operations')) return `export const ${name} = ${JSON.stringify(addresses(value as Operations))}`
    if (isPlain(value)) return `export const ${name} = ${JSON.stringify(value)}`
    if (value instanceof z.ZodEnum) return `export const ${name} = closedList(${JSON.stringify(value.options)})`
    others.push(name)
    return ''
  })
  return [closedList, ...lines, `export { ${others.join(', ')} } from ${JSON.stringify(id + whole)}`].join('\n')
}

/** Words, numbers, and lists and records of them; what a contract states as a fact rather than as a schema. */
function isPlain(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
  if (Array.isArray(value)) return value.every(isPlain)
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain)
}

function addresses(operations: Operations): Record<string, Partial<Operation>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { method, path, file, raw }]) => [name, { method, path, ...(file && { file }), ...(raw && { raw }) }]),
  )
}
