import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import type { Operation, Operations } from '../../src/platform/http/contract.ts'

/**
 * Sends contracts to the browser as addresses only: each exported `…Operations` keeps the method, the path and how bytes travel.
 * The schemas stay on the server, which is the one that judges; so no validator is shipped (22 kB).
 */
export function thinContracts(): Plugin {
  return {
    name: 'thin-contracts',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    transform: {
      filter: { id: /\.contract\.ts$/ },
      async handler(code, id) {
        const contract = (await import(pathToFileURL(id).href)) as Readonly<Record<string, unknown>>
        const names = Object.keys(contract).filter((name) => name.endsWith('Operations'))
        const whole = names.reduce((text, name) => text.replace(`export const ${name} =`, `const ${name}$whole =`), code)
        const thin = names.map((name) => `export const ${name} = ${JSON.stringify(thinned(contract[name] as Operations))} as unknown as typeof ${name}$whole`)
        return { code: [whole, ...thin].join('\n'), map: null }
      },
    },
  }
}

function thinned(operations: Operations): Record<string, Partial<Operation>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { method, path, file, raw }]) => [name, { method, path, ...(file && { file }), ...(raw && { raw }) }]),
  )
}
