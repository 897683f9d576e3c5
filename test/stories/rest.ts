import type { Page, Request } from 'playwright-core'

/** What a screen may still be waiting for; pictures come when they come. */
const awaited: ReadonlySet<string> = new Set(['script', 'stylesheet', 'fetch', 'xhr', 'eventsource'])

const asked = new WeakMap<Page, Set<Request>>()

const patienceMs = 30_000

/** Notes from now on what a page asks for and has not been answered. */
export function watchRequests(page: Page): void {
  const open = new Set<Request>()
  asked.set(page, open)
  page.on('request', (request) => {
    // What the document before this one asked for is nobody's any more.
    if (request.isNavigationRequest()) open.clear()
    if (awaited.has(request.resourceType())) open.add(request)
  })
  page.on('response', (response) => {
    // A stream of events has no end: it is there as soon as it begins.
    if (response.request().resourceType() === 'eventsource') open.delete(response.request())
  })
  page.on('requestfinished', (request) => void open.delete(request))
  page.on('requestfailed', (request) => void open.delete(request))
}

/**
 * Waits until nothing is on its way to a page that runs scripts: what it asked for has come, the stream of events is open, and what follows from both is drawn.
 * Call it before a key is pressed that no field receives, before a choice is made from what is there now, and before a count is taken.
 */
export async function rest(page: Page): Promise<void> {
  const open = asked.get(page) ?? new Set()
  const began = Date.now()
  // Twice, because an answer may lead to the next question.
  for (let calm = 0; calm < 2;) {
    await drawn(page)
    calm = open.size === 0 ? calm + 1 : 0
    if (Date.now() - began > patienceMs) throw new Error(`${page.url()} still waits for ${[...open].map((request) => request.url()).join(', ')}`)
  }
}

/** Waits until the page has been drawn with all that it knows by now. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(resolve))))
}
