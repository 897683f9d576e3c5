import { implement, type RouteModule } from '#platform/http/routes.ts'
import { ok } from '#platform/result.ts'
import { downloadForm, listForms, readForm, uploadForm, type FormDeps } from './form.actions.ts'
import { formOperations } from './form.contract.ts'

/** The family form and its versions. */
export function formRoutes(deps: FormDeps): RouteModule {
  return implement(formOperations, {
    listForms: async ({ actor, query }) => ok(await listForms(deps, actor, query.after)),
    uploadForm: ({ actor, command, language, query, body }) => uploadForm(deps, { actor, command }, { ...query, bytes: body, language }),
    downloadForm: ({ actor, params }) => downloadForm(deps, actor, params.formVersionId),
    readForm: async ({ actor, params }) => {
      const read = await readForm(deps, actor, params.formVersionId)
      return read.ok ? ok({ ...read.value, items: [...read.value.items], choices: Object.fromEntries(Object.entries(read.value.choices).map(([list, of]) => [list, [...of]])) }) : read
    },
  })
}
