import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Regency } from '#modules/people/index.ts'
import { newId } from '#platform/id.ts'
import { questionsOf } from './answer.rules.ts'
import { readFormWorkbook } from './form-workbook.load.ts'

/**
 * Puts the forms that come with a regency (`forms/*.xlsx`) into its database. A form that somebody has uploaded a version of is left alone:
 * from then on the regency's own hand decides. It holds for as long as the regency is described here. Doing it again changes nothing.
 */
export async function installForms(owner: pg.ClientBase, regency: Regency): Promise<void> {
  for (const { fileName, file } of shippedForms(regency.folder)) {
    if (await isKnown(owner, regency, file)) continue
    const read = await readFormWorkbook(file)
    if (!read.ok) throw new Error(`forms/${fileName} of the regency cannot be used: ${JSON.stringify(read.error)}`)
    await inContext(owner, regency, () => owner.query(
      `insert into registry.form_version (regency_id, form_version_id, form_key, number, title, valid_from, compiled, question_count, file_name, file,
         file_sha256, uploaded_at)
       select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5::date, $6, $7, $8, $9, $10, now()
       from registry.form_version where regency_id = $1 and form_key = $3
       having count(uploaded_by) = 0`,
      [regency.regencyId, newId(), read.value.key, JSON.stringify(read.value.title), regency.areasValidFrom, JSON.stringify(read.value),
        questionsOf(read.value).size, fileName, file, hashOf(file)]))
  }
}

function shippedForms(folder: string): readonly { readonly fileName: string; readonly file: Buffer }[] {
  const forms = join(folder, 'forms')
  if (!existsSync(forms)) return []
  return readdirSync(forms).filter((name) => name.endsWith('.xlsx')).sort().map((fileName) => ({ fileName, file: readFileSync(join(forms, fileName)) }))
}

async function isKnown(owner: pg.ClientBase, regency: Regency, file: Buffer): Promise<boolean> {
  const { rowCount } = await inContext(owner, regency, () =>
    owner.query('select 1 from registry.form_version where regency_id = $1 and file_sha256 = $2', [regency.regencyId, hashOf(file)]))
  return rowCount !== 0
}

async function inContext<T>(owner: pg.ClientBase, regency: Regency, work: () => Promise<T>): Promise<T> {
  await owner.query('begin')
  try {
    await owner.query(`select set_config('app.regency', $1, true), set_config('app.grants', '{registry.form.manage}', true)`, [String(regency.regencyId)])
    const result = await work()
    await owner.query('commit')
    return result
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

function hashOf(file: Buffer): Buffer {
  return createHash('sha256').update(file).digest()
}
