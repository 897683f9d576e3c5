import { createHash } from 'node:crypto'
import type { Plugin, Rolldown } from 'vite'

interface ServiceWorkerOptions {
  /** The worker's source; it reads `__FILES__` and `__VERSION__`. */
  readonly entry: string
  /** The HTML page whose files are kept. */
  readonly page: string
  /** The address under which that page is served. */
  readonly address: string
  /** Addresses of further files that the page shows and the build does not make. */
  readonly alsoKept: readonly string[]
}

/**
 * Emits /sw.js with the exact list of files that the page reaches (static and lazy imports, styles). One build is one version:
 * the version is the hash of that list, and every file but the page itself carries its own hash in its name.
 */
export function serviceWorker(options: ServiceWorkerOptions): Plugin {
  return {
    name: 'service-worker',
    applyToEnvironment: (environment) => environment.name === 'client',
    buildStart() {
      this.emitFile({ type: 'chunk', id: options.entry, fileName: 'sw.js' })
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
        const reached = reachedFrom(bundle, options.page)
        const files = [options.address, ...options.alsoKept, ...reached]
        if (reached.length === 0) throw new Error(`nothing is reached from ${options.page}`)
        const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12)
        worker.code = worker.code.replaceAll('__FILES__', JSON.stringify(files)).replaceAll('__VERSION__', JSON.stringify(version))
      },
    },
  }
}

/** The addresses of all chunks and styles that the page may ever load, sorted. */
function reachedFrom(bundle: Rolldown.OutputBundle, page: string): string[] {
  const files = new Set<string>()
  const waiting = Object.values(bundle)
    .filter((output) => output.type === 'chunk')
    .filter((chunk) => chunk.isEntry && chunk.facadeModuleId?.endsWith(page) === true)
    .map((chunk) => chunk.fileName)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = bundle[name]
    if (chunk?.type !== 'chunk' || files.has(`/${name}`)) continue
    files.add(`/${name}`)
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(`/${style}`)
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(`/${asset}`)
    waiting.push(...chunk.imports, ...chunk.dynamicImports)
  }
  return [...files].sort()
}
