import type { Group } from '#web/i18n/groups.ts'
import type { Messages } from '#web/i18n/index.ts'
import { accountScreens } from './account-screens.tsx'
import { dataScreens } from './data-screens.tsx'
import { exchangeScreens } from './exchange-screens.tsx'
import { familyScreens } from './family-screens.tsx'
import { proposalScreens } from './proposal-screens.tsx'
import { responseScreens } from './response-screens.tsx'
import { rightsScreens } from './rights-screens.tsx'
import type { Screen } from './screen-entry.ts'

/** Some screens, under a title of the menu, with the groups of texts that come with them. */
interface ScreenGroup {
  readonly title: keyof Messages['shell']['groups']
  readonly texts: readonly Group[]
  readonly screens: readonly Screen[]
}

/** The groups of the menu, in its order. A feature adds its screens to the list of its group. */
export const screenGroups: readonly ScreenGroup[] = [
  { title: 'response', texts: ['response', 'overview', 'field', 'exchange'], screens: responseScreens },
  { title: 'families', texts: ['family', 'review', 'visit'], screens: familyScreens },
  { title: 'proposals', texts: ['proposal', 'family'], screens: proposalScreens },
  { title: 'data', texts: ['data'], screens: dataScreens },
  { title: 'rights', texts: ['rights', 'account'], screens: rightsScreens },
  { title: 'exchange', texts: ['exchange'], screens: exchangeScreens },
  { title: 'account', texts: ['account'], screens: accountScreens },
]

/** Every staff screen besides the home screen, in the order of the menu. */
export const screens: readonly Screen[] = screenGroups.flatMap((group) => group.screens)

type MenuScreen = Screen & Required<Pick<Screen, 'nav'>>

/** The screens of the menu that a role may open. */
export function navigationFor(grants: readonly string[]): readonly MenuScreen[] {
  return menuFor(grants).flatMap((group) => group.screens)
}

/** The same by group; a group that the role opens nothing of is left out. */
export function menuFor(grants: readonly string[]): readonly { readonly title: ScreenGroup['title']; readonly screens: readonly MenuScreen[] }[] {
  return screenGroups.map(({ title, screens: all }) => ({
    title, screens: all.filter((screen): screen is MenuScreen => screen.nav !== undefined && mayOpen(screen, grants)),
  })).filter((group) => group.screens.length > 0)
}

/** Whether a role may open a screen. */
export function mayOpen(screen: Screen, grants: readonly string[]): boolean {
  return screen.grant === null || [screen.grant].flat().some((grant) => grants.includes(grant))
}
