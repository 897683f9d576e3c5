import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { rest } from './rest.ts'

const mostStops = 120

/** Presses Tab (or Shift+Tab) until a thing has the focus. At every stop on the way the focus is seen. */
export async function tabTo(page: Page, target: Locator, options: { readonly back?: true } = {}): Promise<void> {
  await target.first().waitFor()
  // A screen that has just come takes the focus to its heading.
  await rest(page)
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await isThere(target)) return
    await page.keyboard.press(options.back === true ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`${String(target)} is not reached with Tab`)
}

/** Whether a thing has the focus; wherever the focus is, it is seen. */
async function isThere(target: Locator): Promise<boolean> {
  const { isTarget, ...seen } = await target.evaluateAll(spotFocus)
  expect(seen, seen.what).toMatchObject({ isMarked: true, isOnScreen: true })
  return isTarget
}

/** Runs in the page. What has the focus is on the screen and drawn otherwise than without; a box drawn around it counts, as around a radio button. */
function spotFocus(found: readonly Element[]): { what: string; isTarget: boolean; isMarked: boolean; isOnScreen: boolean } {
  const focused = document.activeElement
  // Where the focus is nowhere, as on a fresh page, or on words that it was put on to be read (a new screen's heading, what was just done), there is nothing to mark.
  if (focused === null || focused === document.body || focused.matches('h1, main, output')) return { what: 'nothing', isTarget: false, isMarked: true, isOnScreen: true }
  const marks = (element: Element): boolean => {
    const style = getComputedStyle(element)
    return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 1) || style.boxShadow !== 'none'
  }
  const around = [focused, focused.parentElement, focused.closest('label'), focused.nextElementSibling]
  const box = focused.getBoundingClientRect()
  return {
    what: `${focused.tagName} ${focused.getAttribute('aria-label') ?? ''} ${focused.textContent.slice(0, 60)} ${focused.id}`, isTarget: found.includes(focused),
    isMarked: around.some((element) => element !== null && marks(element)),
    isOnScreen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  }
}

/** Goes to a button or link and presses Enter. */
export async function press(page: Page, target: Locator, options: { readonly back?: true } = {}): Promise<void> {
  await tabTo(page, target, options)
  await page.keyboard.press('Enter')
}

/** Goes to a field and types. */
export async function type(page: Page, target: Locator, words: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(words)
}

/** Chooses one of a group: Tab goes into the group, the arrows from one to the next. */
export async function choose(page: Page, group: Locator, name: string): Promise<void> {
  const wanted = group.getByRole('radio', { name, exact: true })
  await tabTo(page, group.getByRole('radio'))
  if (await wanted.isChecked()) return
  await page.keyboard.press('Space')
  for (let step = 0; step < 20 && !(await wanted.isChecked()); step += 1) {
    await page.keyboard.press('ArrowDown')
    await isThere(wanted)
  }
  expect(await wanted.isChecked()).toBe(true)
}

/** Goes to a list of choices and types the beginning of one. */
export async function select(page: Page, target: Locator, option: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(option)
  await expect.poll(() => target.evaluate((list) => (list as HTMLSelectElement).selectedOptions[0]?.text ?? '')).toContain(option)
}
