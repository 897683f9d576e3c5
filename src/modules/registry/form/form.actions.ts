import { createHash } from 'node:crypto'
import type { Deps } from '#deps.ts'
import { act, type Command, type CommandReused } from '#platform/act.ts'
import { dayOf } from '#platform/day.ts'
import type { Actor } from '#platform/db/actor.ts'
import type { Tx } from '#platform/db/db.ts'
import type { FileAnswer } from '#platform/http/routes.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { SheetRefusal } from '#platform/sheets/limits.ts'
import { problems } from '#web/i18n/index.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { questionsOf } from './answer.rules.ts'
import type { CompiledForm, FormProblem, FormVersion } from './form.contract.ts'
import { formProblemText } from './problem-text.rules.ts'
import { readFormWorkbook, type WorkbookRefused } from './form-workbook.load.ts'
import {
  findCompiledForm, findCurrentVersion, findFormFile, findLatestVersion, insertFormVersion, listFormVersions, lockForm, type FormVersionRow,
} from './form.store.ts'

export type FormDeps = Pick<Deps, 'db' | 'jobs' | 'regency' | 'clock'>

export interface FormUpload {
  readonly fileName: string
  readonly validFrom: string
  readonly bytes: Buffer
  readonly language: Lang
}

type NotFound = { readonly kind: 'not_found' }
export type UploadRefused =
  | SheetRefusal
  | CommandReused
  | { readonly kind: 'form_sheet_missing'; readonly sheet: string }
  | { readonly kind: 'form_invalid'; readonly problems: readonly FormProblem[] }
  | { readonly kind: 'form_unchanged' | 'form_date_past' }

/** Takes in a form as its next version. What is wrong with it is said by sheet, row and column, all at once. */
export async function uploadForm(deps: FormDeps, by: { readonly actor: Actor; readonly command: Command }, upload: FormUpload): Promise<Result<FormVersion, UploadRefused>> {
  if (upload.validFrom < dayOf(deps.clock.now(), deps.regency.timeZone)) return err({ kind: 'form_date_past' })
  const read = await readFormWorkbook(upload.bytes)
  if (!read.ok) return err(inWords(read.error, upload.language))
  const form = read.value
  return act<FormVersion, UploadRefused>(deps, { ...by, action: 'uploadForm' }, async (tx) => {
    await lockForm(tx, form.key)
    const latest = await findLatestVersion(tx, form.key)
    const fileSha256 = createHash('sha256').update(upload.bytes).digest()
    if (latest?.fileSha256.equals(fileSha256) === true) return err({ kind: 'form_unchanged' })
    const formVersionId = newId()
    const version = { formVersionId, number: (latest?.number ?? 0) + 1, validFrom: upload.validFrom, questions: questionsOf(form).size, fileName: upload.fileName }
    await insertFormVersion(tx, { ...version, form, file: upload.bytes, fileSha256 })
    tx.audit({ subjectKind: 'form_version', subjectId: formVersionId, detail: { number: version.number, questions: version.questions, validFrom: version.validFrom } })
    const current = await findCurrentVersion(tx, dayOf(tx.now, deps.regency.timeZone))
    return ok({
      ...version, key: form.key, title: form.title, uploadedByName: tx.actor.name, uploadedAt: tx.now.toISOString(), isCurrent: current?.formVersionId === formVersionId, isLater: upload.validFrom > dayOf(tx.now, deps.regency.timeZone),
    })
  })
}

function inWords(refused: WorkbookRefused, language: Lang): UploadRefused {
  if (refused.kind !== 'form_invalid') return refused
  return {
    kind: 'form_invalid',
    problems: refused.problems.map(({ sheet, row, column, kind, detail }) => ({ sheet, row, column, message: formProblemText(problems(language).formProblems, kind, detail) })),
  }
}

/** Every version, the latest first. */
export async function listForms(deps: FormDeps, actor: Actor, after: number | undefined): Promise<{ items: FormVersion[]; next: string | null }> {
  return deps.db.asActor(actor, async (tx) => {
    const rows = await listFormVersions(tx, after)
    const current = await currentVersion(tx, deps)
    const shown = rows.slice(0, 50)
    const today = dayOf(tx.now, deps.regency.timeZone)
    return {
      items: shown.map((row) => ({ ...row, isCurrent: row.formVersionId === current?.formVersionId, isLater: row.validFrom > today })),
      next: rows.length > 50 ? String(shown.at(-1)!.number) : null,
    }
  })
}

/** The version by which new visits ask today. */
export function currentVersion(tx: Tx, { regency }: Pick<FormDeps, 'regency'>): Promise<FormVersionRow | undefined> {
  return findCurrentVersion(tx, dayOf(tx.now, regency.timeZone))
}

/** A version as it is asked; for whoever may see forms at all. */
export async function readForm(deps: Pick<FormDeps, 'db'>, actor: Actor, formVersionId: string): Promise<Result<CompiledForm, NotFound>> {
  const form = await deps.db.asActor(actor, (tx) => findCompiledForm(tx, formVersionId))
  return form === undefined ? err({ kind: 'not_found' }) : ok(form)
}

/** A version as the workbook that was uploaded. */
export async function downloadForm(deps: Pick<FormDeps, 'db'>, actor: Actor, formVersionId: string): Promise<Result<FileAnswer, NotFound>> {
  const file = await deps.db.asActor(actor, (tx) => findFormFile(tx, formVersionId))
  if (file === undefined) return err({ kind: 'not_found' })
  return ok({ ...file, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}
