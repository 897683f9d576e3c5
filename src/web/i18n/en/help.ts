import type * as source from '../id/help.ts'
import type { Translation } from '../lang.ts'

export const help: Translation<typeof source.help> = {
  lede: 'It can be read without signal too.',
  sheetTitle: 'One-page sheet',
  sheetLede: 'One A4 page to keep on the desk. The promises and offices on it are those of today.',
  sheetOf: (p) => `${p.role} (PDF, ${p.language})`,
  otherSheets: 'Sheets of other roles',
  screensTitle: 'Steps on your screens',
  openScreen: (p) => `Open the screen ${p.screen}`,
}

export const helpRefusals: Translation<typeof source.helpRefusals> = {
  sheet_unknown: 'There is no sheet for this role. Choose from the list of roles in Help.',
}
