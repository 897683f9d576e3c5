import type { Deps } from '#deps.ts'
import { listListSources } from '#modules/registry/source/source.rules.ts'
import { dayOf } from '#platform/day.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { answerImportPlace, correctImportCell } from './correct-list.actions.ts'
import { downloadBadRows, downloadImportTemplate, getImport, listImportRows, listImports } from './import-view.actions.ts'
import { cancelImport, confirmImport, setImportColumns, uploadList } from './import.actions.ts'
import { importOperations } from './import.contract.ts'
import { undoImport } from './undo-import.actions.ts'

/** Loading lists: upload, columns, rows, corrections, confirmation. */
export function importRoutes(deps: Deps): RouteModule {
  return implement(importOperations, {
    listImportSources: async () => ok({ sources: listListSources(deps.regency, dayOf(deps.clock.now(), deps.regency.timeZone)).map(({ key, name }) => ({ key, name })) }),
    downloadImportTemplate: async ({ language }) => ok(await downloadImportTemplate(language)),
    uploadList: ({ actor, command, query, body }) => uploadList(deps, { actor, command }, { ...query, bytes: body }),
    listImports: async ({ actor, query, language }) => ok(await listImports(deps, actor, { ...query, language })),
    getImport: ({ actor, params, language }) => getImport(deps, actor, { ...params, language }),
    setImportColumns: ({ actor, command, params, body }) => setImportColumns(deps, { actor, command }, { ...params, ...body }),
    listImportRows: ({ actor, params, query, language }) => listImportRows(deps, actor, { ...params, ...query, language }),
    correctImportCell: ({ actor, command, params, body }) => correctImportCell(deps, { actor, command }, { ...params, ...body }),
    answerImportPlace: ({ actor, command, params, body }) => answerImportPlace(deps, { actor, command }, { ...params, ...body }),
    downloadBadRows: ({ actor, params, language }) => downloadBadRows(deps, actor, { ...params, language }),
    confirmImport: ({ actor, command, params }) => confirmImport(deps, { actor, command }, params.importId),
    undoImport: ({ actor, command, params }) => undoImport(deps, { actor, command }, params.importId),
    cancelImport: ({ actor, command, params }) => cancelImport(deps, { actor, command }, params.importId),
  })
}
