import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type BrowserServer } from 'playwright-core'

const require = createRequire(import.meta.url)

interface Way {
  readonly name: string
  readonly launch: () => Promise<BrowserServer | undefined>
}

/** Quiet, and without the sandbox where the system does not let root have one. */
const flags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
]

const systemPaths: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium', '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`, String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
    String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
  ],
}

/** The ways to a Chromium, cheapest first; the last four reach for the network. */
const ways: readonly Way[] = [
  { name: 'CHROMIUM_PATH', launch: () => launchFirst([process.env['CHROMIUM_PATH'] ?? '']) },
  { name: 'the system', launch: launchFromSystem },
  { name: 'the cache of Playwright', launch: () => launch() },
  { name: 'Playwright, downloading', launch: downloadWithPlaywright },
  { name: 'apt-get', launch: installWithApt },
  { name: '@sparticuz/chromium', launch: launchFromPackage },
]

/**
 * Starts the first Chromium that can be had: named by CHROMIUM_PATH, the system's, Playwright's, downloaded, installed, or from a package.
 * Gives undefined, with what was tried, when there is none; throws then when CI is set, because stories that nobody ran prove nothing.
 */
export async function startBrowser(say: (line: string) => void): Promise<BrowserServer | undefined> {
  const failures: string[] = []
  for (const way of ways) {
    try {
      const server = await way.launch()
      if (server !== undefined) return server
    } catch (error) {
      failures.push(`  ${way.name}: ${firstLine(error)}`)
    }
  }
  const report = [
    'No Chromium was found, so the browser stories were NOT run. Install one, or name it: CHROMIUM_PATH=/path/to/chromium npm test',
    ...failures,
  ].join('\n')
  if (isCi()) throw new Error(report)
  say(report)
  return undefined
}

function isCi(): boolean {
  return !['', '0', 'false', undefined].includes(process.env['CI'])
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
}

function launch(executablePath?: string, args: readonly string[] = flags): Promise<BrowserServer> {
  return chromium.launchServer({ headless: true, args: [...args], ...(executablePath !== undefined && { executablePath }) })
}

async function launchFirst(paths: readonly string[]): Promise<BrowserServer | undefined> {
  const path = paths.find((candidate) => existsSync(candidate))
  return path === undefined ? undefined : launch(path)
}

function launchFromSystem(): Promise<BrowserServer | undefined> {
  return launchFirst(systemPaths[process.platform] ?? [])
}

async function downloadWithPlaywright(): Promise<BrowserServer> {
  const command = join(require.resolve('playwright-core/package.json'), '..', 'cli.js')
  run(process.execPath, [command, 'install', 'chromium-headless-shell'])
  return launch()
}

async function installWithApt(): Promise<BrowserServer | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  return launchFromSystem()
}

/** An optional package that carries a Chromium with its libraries; the variable makes it bring those too. */
async function launchFromPackage(): Promise<BrowserServer> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const name = '@sparticuz/chromium'
  const { default: packaged } = (await import(name)) as {
    default: { readonly args: readonly string[]; readonly executablePath: () => Promise<string> }
  }
  return launch(await packaged.executablePath(), [...packaged.args, ...flags])
}

function run(command: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 10 * 60_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(stderr.split('\n').find((line) => /error|fail|E:/i.test(line)) ?? `${command} ended with ${status}`)
}
