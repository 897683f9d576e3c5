import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

/** What leaves the registry: one's own exports, and the trail of all of them. */
export const exportScreens: readonly Screen[] = [
  {
    path: staffPaths.exports,
    grant: 'registry.export.make',
    nav: 'exports',
    load: async () => (await import('#modules/registry/export/exports.page.tsx')).ExportsPage,
  },
  {
    path: staffPaths.export('$exportId'),
    grant: 'registry.export.make',
    load: async () => (await import('#modules/registry/export/export.page.tsx')).ExportPage,
  },
  {
    path: staffPaths.exportTrail,
    grant: 'people.audit.read',
    nav: 'exportTrail',
    load: async () => (await import('#modules/registry/export/export-trail.page.tsx')).ExportTrailPage,
  },
]
