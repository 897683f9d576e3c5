import type { Page } from 'playwright-core'
import type { ScreenName } from './stage.ts'

/** Opens a part of a long screen by its heading; on a desk all of them stand open. */
export async function unfold(page: Page, screen: ScreenName, title: RegExp): Promise<void> {
  if (screen === 'phone') await page.locator('summary').filter({ hasText: title }).click()
}
