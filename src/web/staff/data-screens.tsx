import { staffPaths } from '#web/routes.ts'
import { exportScreens } from './export-screens.tsx'
import type { Screen } from './screen-entry.ts'

/** Lists, sources, quality and what is taken out. */
export const dataScreens: readonly Screen[] = [
  {
    path: staffPaths.quality,
    grant: 'registry.quality.read',
    nav: { text: (m) => m.quality.title, about: (m) => m.quality.about },
    load: async () => (await import('#modules/registry/quality/quality.page.tsx')).QualityPage,
  },
  {
    path: staffPaths.qualityTask('$task'), grant: 'registry.person.read',
    load: async () => (await import('#modules/registry/quality/quality-task.page.tsx')).QualityTaskPage,
  },
  {
    path: staffPaths.savedLists,
    grant: 'registry.person.search',
    nav: { text: (m) => m.lists.savedTitle, about: (m) => m.lists.savedAbout },
    load: async () => (await import('#modules/registry/saved-list/saved-lists.page.tsx')).SavedListsPage,
  },
  {
    path: staffPaths.savedList('$listId'), grant: 'registry.person.search',
    load: async () => (await import('#modules/registry/saved-list/saved-list.page.tsx')).SavedListPage,
  },
  ...exportScreens,
  {
    path: staffPaths.lists,
    grant: 'registry.list.import',
    nav: { text: (m) => m.importList.title, about: (m) => m.importList.about },
    load: async () => (await import('#modules/registry/import/import-lists.page.tsx')).ImportListsPage,
  },
  {
    path: staffPaths.list('$importId'), grant: 'registry.list.import',
    load: async () => (await import('#modules/registry/import/import.page.tsx')).ImportPage,
  },
  {
    path: staffPaths.sources,
    grant: 'registry.source.read',
    nav: { text: (m) => m.source.title, about: (m) => m.source.about },
    load: async () => (await import('#modules/registry/source/source-list.page.tsx')).SourceListPage,
  },
  {
    path: staffPaths.source('$sourceKey'), grant: 'registry.source.read',
    load: async () => (await import('#modules/registry/source/source.page.tsx')).SourcePage,
  },
  {
    path: staffPaths.snapshot('$snapshotId'), grant: 'registry.source.read',
    load: async () => (await import('#modules/registry/source/snapshot.page.tsx')).SnapshotPage,
  },
  {
    path: staffPaths.forms, grant: 'registry.form.manage', nav: { text: (m) => m.form.title, about: (m) => m.form.about },
    load: async () => (await import('#modules/registry/form/form.page.tsx')).FormPage,
  },
  {
    path: staffPaths.areas,
    grant: 'people.area.import',
    nav: { text: (m) => m.area.title, about: (m) => m.area.about },
    load: async () => (await import('#modules/people/area/area.page.tsx')).AreaPage,
  },
]
