import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

/** Who signs in. */
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
    path: staffPaths.self,
    grant: null,
    nav: 'self',
    load: async () => (await import('#modules/people/session/session.page.tsx')).OwnAccountPage,
  },
]
