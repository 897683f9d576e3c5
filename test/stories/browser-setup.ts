import type { TestProject } from 'vitest/node'
import { startBrowser } from './browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of the run listens; empty when none could be had. */
    browserEndpoint: string
  }
}

/** One browser for the whole run; each story has a context of its own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startBrowser(console.warn)
  project.provide('browserEndpoint', server?.wsEndpoint() ?? '')
  return async () => server?.close()
}
