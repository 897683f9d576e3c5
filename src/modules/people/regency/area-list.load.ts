import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { AreaCode, type Area, type AreaTree } from '#modules/people/area/area.contract.ts'
import { areaIdOf, areaKindOf, buildAreaTree, parentCodeOf } from '#modules/people/area/area.rules.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { RegencyFiles } from './regency-check.rules.ts'
import type { LocatedProblem, Problem } from './regency-problem.rules.ts'

interface Row {
  readonly code: string
  readonly name: string
  readonly line: number
}

/**
 * Districts and villages of a regency. Names and codes come from the npm package `idn-area-data`
 * (its data: Open Database License, https://github.com/fityannugroho/idn-area-data), or from the regency's own areas.csv.
 */
export function readAreas(folder: string, regency: RegencyFiles['regency']): Result<AreaTree, (Problem | LocatedProblem)[]> {
  const rows = regency.areas.from === 'areas.csv' ? readOwnList(folder, regency.code) : readPackage(regency.code)
  if (!rows.ok) return rows
  const areas = rows.value.map((row) => areaFrom(row, regency.code))
  return ok(buildAreaTree([{ areaId: 0, code: regency.code, kind: 'regency', name: regency.name, parentId: null, centroid: null }, ...areas]))
}

function areaFrom(row: Row, regencyCode: string): Area {
  const parent = parentCodeOf(row.code) ?? regencyCode
  return { areaId: areaIdOf(row.code), code: row.code, kind: areaKindOf(row.code), name: row.name, parentId: areaIdOf(parent), centroid: null }
}

/** The text of a file; undefined when there is none. */
export function findText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

// The package's own functions read all 84,000 villages of the country into objects; one regency's lines are all we want.
const packageData = join(dirname(createRequire(import.meta.url).resolve('idn-area-data')), '..', 'data')

function readPackage(code: string): Result<Row[], Problem[]> {
  if (listPackageRows('regencies', code).length === 0) return err([{ kind: 'regency_code_unknown', file: 'regency.yaml', path: ['code'], detail: { code } }])
  return ok([...listPackageRows('districts', `${code}.`), ...listPackageRows('villages', `${code}.`)])
}

function listPackageRows(level: 'regencies' | 'districts' | 'villages', prefix: string): Row[] {
  const all = readFileSync(join(packageData, `${level}.csv`), 'utf8')
  const own = all.match(new RegExp(`^${prefix.replaceAll('.', '\\.')}.*$`, 'gm')) ?? []
  const rows: string[][] = parse(own.join('\n'))
  return rows.map(([code = '', , name = '']) => ({ code, name, line: 0 }))
}

const ownFile = 'areas.csv'

function readOwnList(folder: string, regencyCode: string): Result<Row[], LocatedProblem[]> {
  const text = findText(join(folder, ownFile))
  if (text === undefined) return err([{ kind: 'file_missing', file: ownFile, path: [], line: 1 }])
  const options = { info: true, bom: true, trim: true, relax_column_count: true, relax_quotes: true, comment: '#' } as const
  const records = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[]
  const rows = records.slice(1).map(({ info, record }): Row => ({ code: record[0] ?? '', name: record[1] ?? '', line: info.lines }))
  const problems = rows.flatMap((row, at) => checkRow(row, { regencyCode, rows, earlier: rows.slice(0, at) }))
  return problems.length === 0 ? ok(rows) : err(problems)
}

function checkRow(row: Row, list: { regencyCode: string; rows: readonly Row[]; earlier: readonly Row[] }): LocatedProblem[] {
  const place = { file: ownFile, path: [], line: row.line }
  if (!AreaCode.safeParse(row.code).success || row.name === '' || row.code.length === 5) return [{ kind: 'area_row_wrong', ...place }]
  if (!row.code.startsWith(`${list.regencyCode}.`)) return [{ kind: 'area_outside_regency', ...place, detail: { code: row.code, regency: list.regencyCode } }]
  const first = list.earlier.find((earlier) => earlier.code === row.code)
  if (first !== undefined) return [{ kind: 'used_twice', ...place, detail: { value: row.code, member: 'code', firstLine: String(first.line) } }]
  const parent = parentCodeOf(row.code) ?? ''
  const hasParent = parent === list.regencyCode || list.rows.some((other) => other.code === parent)
  return hasParent ? [] : [{ kind: 'area_without_parent', ...place, detail: { code: row.code, parent } }]
}
