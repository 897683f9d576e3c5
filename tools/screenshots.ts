/**
 * Pictures of every page as each demo account, on a phone and on an office screen, from a running server:
 *
 *   npm run screenshots -- http://127.0.0.1:3000 [--as kesra,dinsos] [--to test-results/screenshots]
 *
 * Residents' pages first, in both languages; then each account's screens: what its menu offers, and from each list one thing of each kind.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { projectFolder } from '#config.ts'
import { publicPaths, staffRoot } from '#web/routes.ts'
import { startBrowser } from '../test/stories/browser.ts'

const widths = { phone: { width: 360, height: 740 }, desk: { width: 1440, height: 900 } } as const

type Width = keyof typeof widths

interface Account {
  readonly username: string
  readonly password: string
}

interface Tour {
  readonly browser: Browser
  readonly server: string
  readonly folder: string
}

await main()

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true, options: { as: { type: 'string' }, to: { type: 'string', default: 'test-results/screenshots' } },
  })
  const server = await startBrowser(console.error)
  if (server === undefined) throw new Error('there is no browser')
  const browser = await chromium.connect(server.wsEndpoint())
  const tour: Tour = { browser, server: positionals[0] ?? 'http://127.0.0.1:3000', folder: resolve(projectFolder, values.to) }
  const wanted = values.as?.split(',')
  try {
    if (wanted === undefined) await visitPublicPages(tour)
    for (const account of readAccounts().filter(({ username }) => wanted?.includes(username) ?? true)) await visitStaffScreens(tour, account)
  } finally {
    await browser.close()
    await server.close()
  }
}

function readAccounts(): readonly Account[] {
  return (JSON.parse(readFileSync(join(projectFolder, 'demo', 'accounts.json'), 'utf8')) as { accounts: Account[] }).accounts
}

async function visitPublicPages(tour: Tour): Promise<void> {
  const pages = (['id', 'en'] as const).flatMap((lang) => {
    const paths = publicPaths(lang)
    return [paths.home, paths.report(), paths.follow, paths.privacy, `${paths.home}/no-such-page`.replace('//', '/')]
  })
  for (const width of Object.keys(widths) as Width[]) {
    await inContext(tour, width, async (page) => {
      for (const path of pages) await picture(page, { tour, who: 'nobody', width, path })
    })
  }
}

async function visitStaffScreens(tour: Tour, account: Account): Promise<void> {
  for (const width of Object.keys(widths) as Width[]) {
    await inContext(tour, width, async (page) => {
      await picture(page, { tour, who: account.username, width, path: staffRoot, name: 'sign-in' })
      await page.locator('#sign-in-username').fill(account.username)
      await page.locator('#sign-in-password').fill(account.password)
      await page.locator('form button[type=submit]').click()
      await page.locator('main#main h1').waitFor()
      await walk(page, { tour, who: account.username, width })
    })
  }
}

/** From the home screen on, one address of each kind: `/petugas/kasus/<id>` counts as one. */
async function walk(page: Page, where: { tour: Tour; who: string; width: Width }): Promise<void> {
  const waiting = [staffRoot]
  const seen = new Set<string>()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path)
    if (seen.has(kind)) continue
    seen.add(kind)
    await picture(page, { ...where, path, name: kind })
    const links = await page.evaluate<string[]>("Array.from(document.querySelectorAll('a[href]'), (anchor) => anchor.getAttribute('href'))")
    waiting.push(...links.filter((link) => link.startsWith(`${staffRoot}/`)))
  }
}

function kindOf(path: string): string {
  return (path.split('?')[0] ?? path).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, 'one')
}

interface Shot {
  readonly tour: Tour
  readonly who: string
  readonly width: Width
  readonly path: string
  readonly name?: string
}

async function picture(page: Page, shot: Shot): Promise<void> {
  await page.goto(shot.tour.server + shot.path)
  // A screen with live events never falls silent; what it shows is there long before that.
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
  const folder = join(shot.tour.folder, shot.who)
  mkdirSync(folder, { recursive: true })
  const name = (shot.name ?? shot.path).replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'home'
  await page.screenshot({ path: join(folder, `${shot.width}-${name}.png`), fullPage: true })
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  console.log(`${shot.who} ${shot.width} ${shot.path}: ${await page.title()}${overflow > 0 ? ` (scrolls sideways by ${overflow} px)` : ''}`)
}

async function inContext(tour: Tour, width: Width, visit: (page: Page) => Promise<void>): Promise<void> {
  const context: BrowserContext = await tour.browser.newContext({
    viewport: widths[width], locale: 'id-ID', timezoneId: 'Asia/Jakarta', hasTouch: width === 'phone', isMobile: width === 'phone', reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${page.url()}: ${message.text()}`)
  })
  try {
    await visit(page)
  } finally {
    await context.close()
  }
}
