import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

/** Who signs in, and where they find help. */
export const accountScreens: readonly Screen[] = [
  {
    path: staffPaths.accounts,
    grant: 'people.account.manage',
    nav: 'accounts',
    load: async () => (await import('#modules/people/account/account-list.page.tsx')).AccountListPage,
  },
  {
    path: staffPaths.newAccount, grant: 'people.account.manage',
    load: async () => (await import('#modules/people/account/new-account.page.tsx')).NewAccountPage,
  },
  {
    path: staffPaths.account('$accountId'), grant: 'people.account.manage',
    load: async () => (await import('#modules/people/account/account.page.tsx')).AccountPage,
  },
  {
    path: staffPaths.askedScopes,
    grant: 'people.scope.approve',
    nav: 'askedScopes',
    load: async () => (await import('#modules/people/account/asked-scope.page.tsx')).AskedScopesPage,
  },
  {
    path: staffPaths.help(),
    grant: null,
    nav: 'help',
    load: async () => (await import('#modules/people/guide/help.page.tsx')).HelpPage,
  },
  {
    path: staffPaths.self,
    grant: null,
    nav: 'self',
    load: async () => (await import('#modules/people/session/session.page.tsx')).OwnAccountPage,
  },
]
