import { staffPaths } from '#web/routes.ts'
import { exportScreens } from './export-screens.tsx'
import type { Screen } from './screen-entry.ts'

/** Lists, sources, quality and what is taken out. */
export const dataScreens: readonly Screen[] = [
  {
    path: staffPaths.quality,
    grant: 'registry.quality.read',
    nav: 'quality',
    load: async () => (await import('#modules/registry/quality/quality.page.tsx')).QualityPage,
  },
  {
    path: staffPaths.qualityTask('$task'), grant: 'registry.person.read',
    load: async () => (await import('#modules/registry/quality/quality-task.page.tsx')).QualityTaskPage,
  },
  {
    path: staffPaths.qualityArea('$areaId'), grant: 'registry.quality.read',
    load: async () => (await import('#modules/registry/quality/quality-area.page.tsx')).QualityAreaPage,
  },
  {
    path: staffPaths.savedLists,
    grant: 'registry.person.search',
    nav: 'savedLists',
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
    nav: 'lists',
    load: async () => (await import('#modules/registry/import/import-lists.page.tsx')).ImportListsPage,
  },
  {
    path: staffPaths.list('$importId'), grant: 'registry.list.import',
    load: async () => (await import('#modules/registry/import/import.page.tsx')).ImportPage,
  },
  {
    path: staffPaths.sources,
    grant: 'registry.source.read',
    nav: 'sources',
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
    path: staffPaths.forms, grant: 'registry.form.manage', nav: 'forms',
    load: async () => (await import('#modules/registry/form/form.page.tsx')).FormPage,
  },
  {
    path: staffPaths.areas,
    grant: 'people.area.import',
    nav: 'areas',
    load: async () => (await import('#modules/people/area/area.page.tsx')).AreaPage,
  },
]
