import type { Messages } from '#web/i18n/index.ts'
import { accountScreens } from './account-screens.tsx'
import { dataScreens } from './data-screens.tsx'
import { exchangeScreens } from './exchange-screens.tsx'
import { familyScreens } from './family-screens.tsx'
import { proposalScreens } from './proposal-screens.tsx'
import { responseScreens } from './response-screens.tsx'
import { rightsScreens } from './rights-screens.tsx'
import type { Screen } from './screen-entry.ts'

/** The groups of the menu, in its order. A feature adds its screens to the list of its group. */
const groups: readonly { readonly title: (m: Messages) => string; readonly screens: readonly Screen[] }[] = [
  { title: (m) => m.shell.groups.response, screens: responseScreens },
  { title: (m) => m.shell.groups.families, screens: familyScreens },
  { title: (m) => m.shell.groups.proposals, screens: proposalScreens },
  { title: (m) => m.shell.groups.data, screens: dataScreens },
  { title: (m) => m.shell.groups.rights, screens: rightsScreens },
  { title: (m) => m.shell.groups.exchange, screens: exchangeScreens },
  { title: (m) => m.shell.groups.account, screens: accountScreens },
]

/** Every staff screen besides the home screen, in the order of the menu. */
export const screens: readonly Screen[] = groups.flatMap((group) => group.screens)

type MenuScreen = Screen & Required<Pick<Screen, 'nav'>>

/** The screens of the menu that a role may open. */
export function navigationFor(grants: readonly string[]): readonly MenuScreen[] {
  return menuFor(grants).flatMap((group) => group.screens)
}

/** The same by group; a group that the role opens nothing of is left out. */
export function menuFor(grants: readonly string[]): readonly { readonly title: (m: Messages) => string; readonly screens: readonly MenuScreen[] }[] {
  return groups.map(({ title, screens: all }) => ({
    title, screens: all.filter((screen): screen is MenuScreen => screen.nav !== undefined && mayOpen(screen, grants)),
  })).filter((group) => group.screens.length > 0)
}

/** Whether a role may open a screen. */
export function mayOpen(screen: Screen, grants: readonly string[]): boolean {
  return screen.grant === null || [screen.grant].flat().some((grant) => grants.includes(grant))
}
