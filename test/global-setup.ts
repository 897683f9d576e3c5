import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { asOwner, install } from '#install.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { loadDemoAccounts, loadRegency } from '#modules/people/index.ts'
import { buildWeb } from '../tools/build-web.ts'
import { regencyDir, templateName } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
    appUrl: string
    keyFile: string
  }
}

/** One PostgreSQL for the whole run with one migrated template; each test file works on a copy of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-test-'))
  const embedded = await startEmbedded(folder, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' })
  await buildWeb(() => undefined)
  const regency = loadRegency(regencyDir)
  await asOwner(embedded.url, (client) => client.query(`create database ${templateName}`))
  const templateUrl = embedded.url.replace(/\/postgres$/, `/${templateName}`)
  const installed = await install({ ownerUrl: templateUrl, secretFile: join(folder, 'app.secret'), regency })
  await asOwner(templateUrl, (client) => loadDemoAccounts(client, regency))
  project.provide('ownerUrl', templateUrl)
  project.provide('appUrl', installed.appUrl)
  project.provide('keyFile', join(folder, 'keys.json'))
  return async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
