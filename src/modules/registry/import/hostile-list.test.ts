import { writeXlsx } from 'hucre/xlsx'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkBytes, familyLines, listBytes, listHeadings, storeBytes } from '../../../../test/make/list.ts'
import { startWorld, type Client, type World } from '../../../../test/world.ts'
import { readSheet } from '#platform/sheets/read-sheet.ts'
import type { SheetRow } from '#platform/sheets/cell.ts'
import type { ImportDetail, ImportRow } from './import.contract.ts'

/** Lists made to do harm, or that do it by accident; what a reader alone can find out is tried in `read-sheet.test.ts`. */

let world: World
let operator: Client
let owner: pg.Client

beforeAll(async () => {
  world = await startWorld({ works: true })
  operator = await world.as('operator.kemiren')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const rowsOf = async (importId: string): Promise<readonly ImportRow[]> => (await operator.get(`/api/registry/imports/${importId}/rows?limit=100`)).json<{ items: ImportRow[] }>().items
const kindsOf = (list: ImportDetail): Readonly<Record<string, number | undefined>> => list.counts?.kinds ?? {}

describe('a hostile list', () => {
  test.each(['=cmd|\' /C calc\'!A0', '+SUM(1+1)', '-2+3', '@SUM(A1)', '\tbaru', '=HYPERLINK("http://jahat.example","klik")', '＝1+1'])(
    'with %j in a cell hands it back as text, never as something to compute', async (poison) => {
      const [line] = familyLines(100 + poison.length, ['RUSAK'])
      const list = await checkBytes(operator, listBytes([[...line!.with(4, '31-02-1990'), `"${poison.replaceAll('"', '""')}"`]], [...listHeadings, 'Catatan']), { fileName: `racun-${poison.length}.csv` })
      const download = await operator.get(`/api/registry/imports/${list.importId}/bad-rows`)
      const rows: SheetRow[] = []
      await readSheet(download.rawPayload, { onRows: (batch) => void rows.push(...batch) })
      const cells = rows.flatMap((row) => row.cells)
      expect(cells.length).toBeGreaterThan(listHeadings.length)
      expect(cells.filter((cell) => cell !== null && typeof cell === 'object' && 'formula' in cell)).toEqual([])
    })

  test('with names that hide control, right-to-left and zero-width marks stores them plain', async () => {
    const [line] = familyLines(120, ['x'])
    await storeBytes(operator, listBytes([line!.with(2, 'SITI\u0000 AMI\u202eNAH\u200b\u0007')]))
    const { rows } = await owner.query<{ name: string }>(`select name from registry.person where name like 'SITI%'`)
    expect(rows).toEqual([{ name: expect.stringMatching(/^SITI[ A-Z]+$/) as string }])
  })

  test('with names in letters that only look Latin refuses them, so that nobody becomes two', async () => {
    const list = await checkBytes(operator, listBytes(familyLines(121, ['SL\u0410MET', 'SITI \u03a1ONIYEM', 'BUDI'])))
    expect(list.counts).toMatchObject({ good: 1, bad: 2 })
    expect(kindsOf(list)).toMatchObject({ name_not_latin: 2 })
  })

  test('whose numbers of identity became 3,51E+15 or were rounded refuses each of them', async () => {
    const [one, two, three, four] = familyLines(122, ['A SATU', 'B DUA', 'C TIGA', 'D EMPAT'])
    const list = await checkBytes(operator, listBytes([one!.with(0, '3,51015E+15'), two!.with(1, '3.51E15'), three!.with(0, '3510151203901220'), four!]))
    expect(kindsOf(list)).toMatchObject({ nik_scientific: 1, card_scientific: 1 })
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Data', rows: [[...listHeadings], [3_510_151_203_901_230, ...one!.slice(1)], ...[two!, four!].map((line) => [...line])] }] }))
    const rounded = await checkBytes(operator, bytes, { fileName: 'bulat.xlsx' })
    expect(kindsOf(rounded)).toMatchObject({ nik_rounded: 1 })
  })

  test.each(['1900', '1904'] as const)('that counts its days from %s has the days that its spreadsheet shows', async (dateSystem) => {
    const [line] = familyLines(dateSystem === '1900' ? 123 : 124, ['HARINYA'])
    const rows = [[...listHeadings], line!.map((cell, at) => (at === 4 ? new Date('1990-03-12T00:00:00Z') : cell))]
    const columns = listHeadings.map((_, at) => (at === 4 ? { style: { numFmt: 'dd/mm/yyyy' } } : {}))
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Data', rows, columns }], dateSystem }))
    const list = await checkBytes(operator, bytes, { fileName: `hari-${dateSystem}.xlsx` })
    expect(list.counts).toMatchObject({ good: 1, bad: 0 })
    const [row] = await rowsOf(list.importId)
    expect(row?.cells[4]).toBe('1990-03-12')
  })

  test('with a hidden sheet that is fuller reads the one that people see, and never names the other', async () => {
    const seen = familyLines(125, ['TAMPAK']).map((line) => [...line])
    const hidden = familyLines(126, ['TERSEMBUNYI', 'SEKALI', 'LAGI']).map((line) => [...line])
    const sheet = (name: string, rows: (string | null)[][], isHidden: boolean) => ({ name, rows: [[...listHeadings], ...rows], ...(isHidden && { hidden: true }) })
    const bytes = Buffer.from(await writeXlsx({ sheets: [sheet('Rahasia', hidden, true), sheet('Data', seen, false)] }))
    const list = await checkBytes(operator, bytes, { fileName: 'lembar.xlsx' })
    expect(list).toMatchObject({ rowsTotal: 1, sheet: { sheetName: 'Data', otherSheets: [] } })
  })

  test('that fetches cells from another file keeps the last result, says so, and fetches nothing', async () => {
    const [line] = familyLines(127, ['TAUTAN'])
    const cells = new Map([['1,8', { formula: '\'[lain.xlsx]Data\'!$B$2', formulaResult: 3 }]])
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Data', rows: [[...listHeadings], line!.with(8, '3').map((cell, at) => (at === 8 ? 3 : cell))], cells }] }))
    const list = await checkBytes(operator, bytes, { fileName: 'tautan.xlsx' })
    expect(list.counts).toMatchObject({ warned: 1, bad: 0 })
    expect(kindsOf(list)).toEqual({ formula: 1 })
  })

  test('with one card in a merged cell over its members reads it for each of them', async () => {
    const lines = familyLines(128, ['GABUNG', 'GABUNGAN', 'ANAKNYA']).map((line, at) => (at === 0 ? [...line] : line.with(1, null)))
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Data', rows: [[...listHeadings], ...lines], merges: [{ startRow: 1, endRow: 3, startCol: 1, endCol: 1 }] }] }))
    expect((await storeBytes(operator, bytes, { fileName: 'gabung.xlsx' })).result).toMatchObject({ new: 3, familiesNew: 1 })
  })

  test('of a million columns, or one cell of megabytes, is refused, and the server goes on', async () => {
    for (const [at, bytes] of [Buffer.from(`Nama${';x'.repeat(1_000_000)}\r\nA`), Buffer.from(`Nama;NIK\r\n"${'A'.repeat(3_000_000)}";1`)].entries()) {
      const query = new URLSearchParams({ fileName: `lebar-${at}.csv`, source: 'village_list', asOfOn: '2026-11-01' })
      const uploaded = await operator.send('POST', `/api/registry/imports?${query}`, bytes, { contentType: 'application/octet-stream' })
      const { importId } = uploaded.json<{ importId: string }>()
      await expect.poll(async () => (await operator.get(`/api/registry/imports/${importId}`)).json<ImportDetail>().state).toBe('failed')
      expect((await operator.get(`/api/registry/imports/${importId}`)).json<ImportDetail>().refusal?.kind).toMatch(/^sheet_/)
    }
  })
})
