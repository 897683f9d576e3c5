import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { rest } from './rest.ts'

/** Where the wall hangs and who reads it: 55 inches of 16:9, from four metres. */
const wall = { diagonalMm: 55 * 25.4, distanceMm: 4_000 } as const

/** Capitals that are read with ease and at a glance; what a healthy eye just tells apart is a quarter of it. */
const easyArcmin = 20

/** How tall something of so many pixels stands in the eye of whoever reads the wall, in minutes of arc, on a screen of so many lines. */
function arcminOf(heightPx: number, lines: number): number {
  const heightMm = (wall.diagonalMm * 9) / Math.hypot(16, 9)
  return (Math.atan((heightPx * heightMm) / lines / wall.distanceMm) * 180 * 60) / Math.PI
}

interface Written {
  readonly text: string
  /** Of the capitals as the browser draws them, in pixels. */
  readonly capHeightPx: number
}

/** Every text of the wall, except what is for whoever stands before it. */
function textsOn(page: Page): Promise<Written[]> {
  return page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')!
    const isSeen = (each: Element): boolean => each.getBoundingClientRect().width > 1 && each.getBoundingClientRect().height > 1
    const isWritten = (each: Element): boolean => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '')
    return [...document.querySelectorAll('body *')].filter((each) => isSeen(each) && isWritten(each) && each.closest('[data-near]') === null).map((each) => {
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(each)
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
      return { text: each.textContent?.trim() ?? '', capHeightPx: pen.measureText('H').actualBoundingBoxAscent }
    })
  })
}

/** The cell of a number on the board. */
export function numberOf(page: Page, label: string) {
  return page.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) }).locator('dd')
}

/** A number on the board as it stands there now. */
export async function shownNumber(page: Page, label: string): Promise<number> {
  return Number(await numberOf(page, label).textContent())
}

/** Everything on a wall is seen at once, nothing is cut at any edge, in letters that are read with ease from four metres. */
export async function expectRoomOn(page: Page): Promise<void> {
  await rest(page)
  const room = await page.evaluate(() => {
    const { scrollHeight, clientHeight } = document.documentElement
    const isCut = (each: Element): boolean => each.getBoundingClientRect().bottom > innerHeight || each.getBoundingClientRect().right > innerWidth
    const isClipped = (each: Element): boolean => each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible'
    const parts = [...document.querySelectorAll('main *')]
    return { scrolls: scrollHeight > clientHeight, cut: parts.filter(isCut).length, clipped: parts.filter(isClipped).map((each) => each.textContent), lines: innerHeight }
  })
  expect(room).toMatchObject({ scrolls: false, cut: 0, clipped: [] })
  const texts = await textsOn(page)
  expect(texts.length).toBeGreaterThan(10)
  const small = texts.map(({ text, capHeightPx }) => ({ text, arcmin: arcminOf(capHeightPx, room.lines) })).filter(({ arcmin }) => arcmin < easyArcmin)
  expect(small, `capitals of less than ${easyArcmin} minutes of arc`).toEqual([])
}
