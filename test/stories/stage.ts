import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type ConsoleMessage, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { demoPassword, startWorld, type World } from '../world.ts'
import { drawn, rest, watchRequests } from './rest.ts'

/** A cheap phone and an office screen. */
export const screens = { phone: { width: 360, height: 740 }, desk: { width: 1440, height: 900 } } as const

export type ScreenName = keyof typeof screens

/** Somebody with a browser of their own. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** `phone` (360 px) or `desk` (1440 px). */
  readonly screen: ScreenName
  /** Opens an address of the server (`/lapor`). */
  readonly visit: (path: string) => Promise<void>
  /** Signs in through the form as a person of `demo/accounts.json` and waits for the home screen. */
  readonly signIn: (username: string) => Promise<void>
  /**
   * Looks at the page once nothing is on its way to it: no violation of accessibility rules, no sideways scroll, and a picture in `test-results/`.
   * Call it in each state worth seeing: empty, error, dialog open, done. `atOnce` looks at what is there while the rest is still on its way.
   */
  readonly look: (state: string, options?: { readonly atOnce?: boolean }) => Promise<void>
  /** Says that the browser may complain about this, as when a story takes the network away. */
  readonly expectComplaint: (pattern: RegExp) => void
}

export interface VisitorOptions {
  /** `false` gives a browser without JavaScript. */
  readonly javaScript?: boolean
  readonly screen?: ScreenName
  /** A size other than the usual one of the screen, as of a command room's wall. */
  readonly size?: { readonly width: number; readonly height: number }
}

/** What a story is told with: its first visitor, the world, and more visitors on demand. */
export interface Teller extends Visitor {
  readonly world: World
  /** Somebody else, with a browser and a session of their own, on the same kind of screen unless told otherwise. */
  readonly another: (name: string, options?: VisitorOptions) => Promise<Visitor>
}

export interface StoryOptions {
  /** `false` tells it in a browser without JavaScript. */
  readonly javaScript?: boolean
  readonly screens?: readonly ScreenName[]
}

export interface Stage {
  readonly world: () => World
  /** One story, told on a phone and on an office screen. */
  readonly story: (name: string, tell: (teller: Teller) => Promise<void>, options?: StoryOptions) => void
}

/** A server that listens and a browser, for the stories of one file. `works` also starts sweeps and queues. */
export function setStage(options: { readonly works?: boolean; readonly environment?: Readonly<Record<string, string>> } = {}): Stage {
  const endpoint = inject('browserEndpoint')
  let world: World
  let browser: Browser
  let address: string
  beforeAll(async () => {
    if (endpoint === '') return
    world = await startWorld(options)
    address = await world.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await chromium.connect(endpoint)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  function story(name: string, tell: Stage['story'] extends (name: string, tell: infer T) => void ? T : never, storyOptions: StoryOptions = {}): void {
    describe(name, () => {
      for (const screen of storyOptions.screens ?? ['phone', 'desk'] as const) {
        test.skipIf(endpoint === '')(`on a ${screen}`, async () => {
          await perform({ name, screen, world, browser, address, javaScript: storyOptions.javaScript ?? true }, tell)
        })
      }
    })
  }

  return { world: () => world, story }
}

interface Performance {
  readonly name: string
  readonly screen: ScreenName
  readonly world: World
  readonly browser: Browser
  readonly address: string
  readonly javaScript: boolean
}

/** A visitor as the performance sees it: what its browser complained about, and what it was allowed to. */
interface Played {
  readonly visitor: Visitor
  readonly complaints: readonly string[]
  readonly expected: readonly RegExp[]
}

async function perform(performance: Performance, tell: (teller: Teller) => Promise<void>): Promise<void> {
  const { name, screen, world } = performance
  const looks = { count: 0 }
  const played: Played[] = []
  async function another(who: string, options: VisitorOptions = {}): Promise<Visitor> {
    const next = await play(performance, { ...options, who, looks })
    played.push(next)
    return next.visitor
  }
  try {
    const first = await another('', { javaScript: performance.javaScript })
    await tell({ ...first, world, another }).catch(async (error: unknown) => {
      throw new Error(await accountOf(played, join(folderOf(name), `${screen}-failed`)), { cause: error })
    })
  } finally {
    for (const { visitor } of played) await visitor.context.close()
  }
  expect(looks.count, 'a story looks at the page at least once').toBeGreaterThan(0)
  const unexpected = played.flatMap(({ complaints, expected }) => complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))))
  expect(unexpected).toEqual([])
}

interface Entrance extends VisitorOptions {
  readonly who: string
  readonly looks: { count: number }
}

async function play(performance: Performance, { who, looks, ...options }: Entrance): Promise<Played> {
  const { screen = performance.screen, javaScript = true } = options
  const context = await performance.browser.newContext({
    baseURL: performance.address, viewport: options.size ?? screens[screen], locale: 'id-ID', timezoneId: 'Asia/Jakarta', javaScriptEnabled: javaScript,
    hasTouch: screen === 'phone', isMobile: screen === 'phone', reducedMotion: 'reduce',
  })
  context.on('page', watchRequests)
  const page = await context.newPage()
  const complaints = listenToComplaints(page)
  const expected: RegExp[] = []
  const visitor: Visitor = {
    page, context, screen,
    visit: async (path) => void (await page.goto(path)),
    signIn: (username) => signIn(page, username),
    look: async (state, { atOnce = false } = {}) => {
      looks.count += 1
      if (!atOnce) await arrived(page, javaScript)
      const file = [performance.screen, looks.count, who, state].filter((part) => part !== '').map((part) => slug(String(part))).join('-')
      await lookAt(page, { folder: folderOf(performance.name), file, isScripted: javaScript })
    },
    expectComplaint: (pattern) => void expected.push(pattern),
  }
  return { visitor, complaints, expected }
}

/** Where everybody was when a story failed, with a picture of each and what their browsers complained about. */
async function accountOf(played: readonly Played[], picture: string): Promise<string> {
  const lines = await Promise.all(played.map(async ({ visitor: { page }, complaints }, index) => {
    const path = `${picture}${index === 0 ? '' : `-${index + 1}`}.png`
    await page.screenshot({ path, timeout: 5000 }).catch(() => undefined)
    return [`at ${page.url()} (${path})`, ...complaints]
  }))
  return lines.flat().join('\n')
}

/** Errors that the page or the browser writes into the console; an answer of 4xx is an ordinary part of a story. */
function listenToComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`))
  page.on('console', (message: ConsoleMessage) => {
    const isRefusal = /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
  })
  return complaints
}

/** Waits for the whole of a page; where scripts run, for what they still ask for too. */
async function arrived(page: Page, isScripted: boolean): Promise<void> {
  await page.waitForLoadState()
  if (isScripted) await rest(page)
}

async function lookAt(page: Page, picture: { folder: string; file: string; isScripted: boolean }): Promise<void> {
  await page.screenshot({ path: join(picture.folder, `${picture.file}.png`), fullPage: true })
  expect(await overflowOf(page), `${picture.file} scrolls sideways`).toBeLessThanOrEqual(0)
  expect(await overflowOnTheSmallestPhone(page, picture.isScripted), `${picture.file} scrolls sideways at 320 px`).toBeLessThanOrEqual(0)
  const { title, language } = await page.evaluate(() => ({ title: document.title, language: document.documentElement.lang }))
  expect(title.trim(), `${picture.file} has no title`).not.toBe('')
  expect(['id', 'en']).toContain(language)
  if (!picture.isScripted) return
  // Without frames there is no need for the second page that the usual mode opens, nor for what is in order: the same violations in a third of the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } })
    .analyze()
  const found = violations.map((violation) => ({ rule: violation.id, at: violation.nodes.map((node) => node.target.join(' ')), help: violation.help }))
  expect(found, `${picture.file} has accessibility violations`).toEqual([])
}

function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

async function overflowOnTheSmallestPhone(page: Page, isScripted: boolean): Promise<number> {
  const usual = page.viewportSize()
  if (usual === null || usual.width > screens.phone.width) return 0
  await page.setViewportSize({ ...usual, width: 320 })
  if (isScripted) await drawn(page)
  const overflow = await overflowOf(page)
  await page.setViewportSize(usual)
  if (isScripted) await drawn(page)
  return overflow
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/petugas')
  await page.locator('#sign-in-username').fill(username)
  await page.locator('#sign-in-password').fill(demoPassword(username))
  await page.locator('form button[type=submit]').click()
  await page.locator('main#main h1').waitFor()
}

/** Where the pictures of a story go. */
function folderOf(story: string): string {
  const folder = join(projectFolder, 'test-results', slug(story))
  mkdirSync(folder, { recursive: true })
  return folder
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
}
