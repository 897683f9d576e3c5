import { crc32, deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { SheetRow } from './cell.ts'
import type { SheetLimits } from './limits.ts'
import { readSheet } from './read-sheet.ts'

async function read(bytes: Uint8Array, limits: Partial<SheetLimits> = {}) {
  const rows: SheetRow[] = []
  const result = await readSheet(bytes, { limits, onRows: (batch) => void rows.push(...batch) })
  return { result, rows }
}

async function refusalOf(bytes: Uint8Array, limits: Partial<SheetLimits> = {}): Promise<string> {
  const { result } = await read(bytes, limits)
  return result.ok ? 'accepted' : result.error.kind
}

interface Part {
  readonly name: string
  readonly body: Buffer
  /** What the header claims, where it lies. */
  readonly claimedBytes?: number
  readonly mode?: number
}

/** A zip as its makers may make it, lies included. */
function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const packed = deflateRawSync(part.body, { level: 9 })
    const name = Buffer.from(part.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(part.body), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(part.claimedBytes ?? part.body.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((part.mode ?? 0) << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, tail, name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

function workbookOf(sheetXml: string | Buffer, extra: readonly Part[] = [], claimedBytes?: number): Buffer {
  const text = (name: string, body: string): Part => ({ name, body: Buffer.from(body) })
  return zipOf([
    text('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'),
    text('_rels/.rels', `<Relationships xmlns="x"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    text('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Data &amp; lain" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    text('xl/_rels/workbook.xml.rels', `<Relationships xmlns="x"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    { name: 'xl/worksheets/sheet1.xml', body: Buffer.from(sheetXml), ...(claimedBytes !== undefined && { claimedBytes }) },
    ...extra,
  ])
}

const sheetOf = (rows: string): string => `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`

describe('a workbook', () => {
  test('keeps texts, numbers, days, booleans and errors apart', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'Data', rows: [
      ['NIK', 'angka', 'hari', 'ya'],
      ['3510051203900001', 3_510_051_203_900_001, new Date('1990-03-12T00:00:00Z'), true],
      [null, '#REF!', null, null],
    ], columns: [{}, {}, { style: { numFmt: 'dd/mm/yyyy' } }, {}] }] })
    const { result, rows } = await read(bytes)
    expect(result).toMatchObject({ ok: true, value: { kind: 'xlsx', sheetName: 'Data' } })
    expect(rows).toEqual([
      { number: 1, cells: ['NIK', 'angka', 'hari', 'ya'] },
      { number: 2, cells: ['3510051203900001', 3_510_051_203_900_001, { day: '1990-03-12' }, true] },
      { number: 3, cells: [null, { error: '#REF!' }] },
    ])
  })

  test('marks what was computed, and fills merged cells', async () => {
    const xml = sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>Lahir</t></is></c><c r="B1"/></row>'
      + '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><v>7</v></c></row><row r="4"><c r="B4"><v>8</v></c></row>')
      .replace('</worksheet>', '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A3:A4"/></mergeCells></worksheet>')
    const { result, rows } = await read(workbookOf(xml))
    expect(result).toMatchObject({ ok: true, value: { sheetName: 'Data & lain' } })
    expect(rows).toEqual([
      { number: 1, cells: ['Lahir', 'Lahir'] },
      { number: 3, cells: [{ formula: true, value: 2 }, 7] },
      { number: 4, cells: [{ formula: true, value: 2 }, 8] },
    ])
  })

  test('of several visible sheets the fullest is read', async () => {
    const bytes = await writeXlsx({ sheets: [
      { name: 'Petunjuk', rows: Array.from({ length: 9 }, (_, at) => [`${at}`, 'Isi lembar Data']) },
      { name: 'Rahasia', hidden: true, rows: [['a'], ['b'], ['c'], ['d']] },
      { name: 'Data', rows: [['NIK', 'Nama', 'L/P'], ['1', 'a', 'L'], ['2', 'b', 'P']] },
    ] })
    const { result, rows } = await read(bytes)
    expect(result).toMatchObject({ ok: true, value: { sheetName: 'Data', otherSheets: ['Petunjuk'] } })
    expect(rows.length).toBe(3)
  })

  test('of 3,000 rows comes in order and in batches', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'Data', rows: Array.from({ length: 3_000 }, (_, at) => [at]) }] })
    const sizes: number[] = []
    const seen: unknown[] = []
    await readSheet(bytes, { onRows: (rows) => {
      sizes.push(rows.length)
      seen.push(...rows.map((row) => row.cells[0]))
    } })
    expect(sizes.length).toBeGreaterThan(5)
    expect(seen).toEqual(Array.from({ length: 3_000 }, (_, at) => at))
  })
})

describe('a hostile file', () => {
  test('of 307 kB that unpacks to 300 MB is refused without being unpacked', async () => {
    const bomb = workbookOf(Buffer.alloc(300_000_000, ' '))
    expect(bomb.length).toBeLessThan(310_000)
    const before = process.memoryUsage.rss()
    expect(await refusalOf(bomb)).toBe('sheet_too_big')
    expect(process.memoryUsage.rss() - before).toBeLessThan(120_000_000)
  })

  test('whose header claims a small part is found out while unpacking', async () => {
    expect(await refusalOf(workbookOf(Buffer.alloc(30_000_000, ' '), [], 1_000))).toMatch(/sheet_(broken|too_big)/)
  })

  test('with too many parts, a repeated part, a path upwards or a link is refused', async () => {
    const part = (name: string, mode?: number): Part => ({ name, body: Buffer.from('x'), ...(mode !== undefined && { mode }) })
    const many = Array.from({ length: 2_100 }, (_, at) => part(`xl/media/${at}.png`))
    expect(await refusalOf(workbookOf(sheetOf(''), many))).toBe('sheet_too_big')
    expect(await refusalOf(workbookOf(sheetOf(''), [part('xl/workbook.xml')]))).toBe('sheet_broken')
    expect(await refusalOf(workbookOf(sheetOf(''), [part('../../etc/passwd')]))).toBe('sheet_broken')
    expect(await refusalOf(workbookOf(sheetOf(''), [part('xl/link', 0o120777)]))).toBe('sheet_broken')
  })

  test('with entities that multiply stays small', async () => {
    const xml = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')}`
    const { rows } = await read(workbookOf(xml))
    expect(JSON.stringify(rows).length).toBeLessThan(200)
  })

  test('with more rows or columns than allowed is refused', async () => {
    const many = await writeXlsx({ sheets: [{ name: 'Data', rows: Array.from({ length: 120 }, (_, at) => [at]) }] })
    expect(await refusalOf(many, { maxRows: 100 })).toBe('sheet_too_many_rows')
    expect(await refusalOf(Buffer.from('a,b\n'.repeat(120)), { maxRows: 100 })).toBe('sheet_too_many_rows')
    expect(await refusalOf(workbookOf(sheetOf('<row r="1"><c r="XFD1"><v>1</v></c></row>')))).toBe('sheet_too_big')
  })

  test('that needs more time or memory than allowed is stopped', async () => {
    const rows = Array.from({ length: 40_000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>${'teks '.repeat(20)}${at}</t></is></c></row>`)
    const big = workbookOf(sheetOf(rows.join('')))
    expect(await refusalOf(big, { maxSeconds: 0.001 })).toBe('sheet_too_slow')
    expect(await refusalOf(big, { maxHeapMegabytes: 8 })).toBe('sheet_too_big')
  })

  test.each([
    ['an empty file', Buffer.alloc(0), 'sheet_empty'],
    ['a workbook of the old kind', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'sheet_old_excel'],
    ['a web page named .xls', Buffer.from('<html><table><tr><td>NIK</td></tr></table></html>'), 'sheet_old_excel'],
    ['a workbook with a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), 'sheet_locked'],
    ['a PDF', Buffer.from('%PDF-1.7\n…'), 'sheet_kind_unknown'],
    ['a workbook hidden behind the beginning of a PDF', Buffer.concat([Buffer.from('%PDF-1.7\n'), workbookOf(sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>'))]), 'sheet_kind_unknown'],
    ['a packed file (gzip)', Buffer.from('1f8b0800000000000003', 'hex'), 'sheet_kind_unknown'],
    ['a photo', Buffer.from('ffd8ffe000104a464946', 'hex'), 'sheet_kind_unknown'],
    ['a drawing with a script', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'sheet_old_excel'],
    ['a zip without a workbook', zipOf([{ name: 'mimetype', body: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') }]), 'sheet_kind_unknown'],
    ['a zip that was cut off', workbookOf(sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>')).subarray(0, 400), 'sheet_broken'],
    ['a workbook without rows', workbookOf(sheetOf('')), 'sheet_empty'],
    ['a text of blanks', Buffer.from('\n\n , , \n'), 'sheet_empty'],
    ['a worksheet that breaks off in its second row', workbookOf(sheetOf('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1<<<<')), 'sheet_broken'],
  ])('%s is refused', async (_, bytes, kind) => {
    expect(await refusalOf(bytes)).toBe(kind)
  })

  test('with macros gives its values, and nothing of the macros', async () => {
    const macros = workbookOf(sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>Sumi</t></is></c></row>'), [{ name: 'xl/vbaProject.bin', body: Buffer.from('d0cf11e0a1b11ae1 Shell "calc"') }])
    expect((await read(macros)).rows.map((row) => row.cells)).toEqual([['Sumi']])
  })

  test('of random bytes never throws', async () => {
    const seed = Buffer.from('kentongan')
    for (let round = 0; round < 8; round += 1) {
      const noise = Buffer.from(Array.from({ length: 3_000 }, (_, at) => (at * (round * 37 + 11) + (seed[at % seed.length] ?? 0) * (at >> 3)) & 0xff))
      const zipped = workbookOf(noise)
      await expect(refusalOf(noise)).resolves.toBeTypeOf('string')
      await expect(refusalOf(zipped)).resolves.toBeTypeOf('string')
    }
  })
})

describe('a delimited text', () => {
  const lines = 'NIK;Nama;Alamat\r\n"3510051203900001";Siti Aminah;"Jl. Melati, RT 1; RW 2"\r\n'
  const expected = [['NIK', 'Nama', 'Alamat'], ['3510051203900001', 'Siti Aminah', 'Jl. Melati, RT 1; RW 2']]

  test.each([
    ['UTF-8', Buffer.from(lines)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${lines}`)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${lines}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(lines, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${lines}`, 'utf16le').swap16()],
    ['commas', Buffer.from(lines.replaceAll(';', '\u0001').replaceAll('\u0001', ',').replace('RT 1, RW 2', 'RT 1; RW 2'))],
    ['tabs', Buffer.from(lines.replaceAll(/;(?! RW)/g, '\t'))],
  ])('in %s is read the same', async (_, bytes) => {
    const { result, rows } = await read(bytes)
    expect(result.ok).toBe(true)
    expect(rows.map((row) => row.cells)).toEqual(expected)
  })

  test('in Windows-1252 keeps its accents', async () => {
    const { result, rows } = await read(Buffer.from([...Buffer.from('Nama;Desa\nDesir'), 0xe9, ...Buffer.from('e;'), 0x93, ...Buffer.from('Krajan'), 0x94]))
    expect(result).toMatchObject({ ok: true, value: { encoding: 'windows-1252', delimiter: ';' } })
    expect(rows[1]?.cells).toEqual(['Desirée', '“Krajan”'])
  })

  test('keeps row numbers across empty lines, and quoted numbers of exporters as texts', async () => {
    const { rows } = await read(Buffer.from('sep=;\nNIK;Nama\n\n="0012";=SUM(A1)\n'))
    expect(rows).toEqual([
      { number: 2, cells: ['NIK', 'Nama'] },
      { number: 4, cells: ['0012', { formula: true, value: null }] },
    ])
  })

  test('with a quotation mark that never ends is refused', async () => {
    expect(await refusalOf(Buffer.from(`a;b\n"${'x'.repeat(300_000)}`))).toBe('sheet_broken')
  })
})
