import { join } from 'node:path'
import { findText } from './area-list.load.ts'
import type { RegencyFiles } from './regency-check.rules.ts'
import type { LocatedProblem } from './regency-problem.rules.ts'
import type { LabelledText } from './triage.contract.ts'

interface ReadTexts {
  readonly texts: readonly LabelledText[]
  readonly problems: readonly LocatedProblem[]
}

/** Reads labelled reports, a line each: the code of a category, a tab, the sentence. Lines that begin with # are remarks. */
export function readLabelledTexts(folder: string, file: string, files: Pick<RegencyFiles, 'categories'>): ReadTexts {
  const found = findText(join(folder, file))
  if (found === undefined) return { texts: [], problems: [{ kind: 'file_missing', file, path: [], line: 1 }] }
  const codes = new Set(files.categories.categories.map((category) => category.code))
  const texts: LabelledText[] = []
  const problems: LocatedProblem[] = []
  for (const [at, line] of found.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue
    const [category = '', text = '', ...more] = line.split('\t')
    const place = { file, path: [], line: at + 1 }
    if (text.trim() === '' || more.length > 0) problems.push({ kind: 'sample_unreadable', ...place })
    else if (!codes.has(category)) problems.push({ kind: 'sample_category_unknown', ...place, detail: { value: category } })
    else texts.push({ category, text: text.trim() })
  }
  return { texts, problems }
}
