import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pdfOf, scanOf } from '../../../test/make/pdf.ts'
import { readScannedPaper } from '../files/scanned-paper.ts'
import { remakePdf } from './remake-pdf.ts'

const active = ['JavaScript', 'Launch', 'URI', 'EmbeddedFile', 'cmd.exe', 'jahat', 'SubmitForm']

test('a scan keeps its pages and loses everything that acts: scripts, links, attachments, forms', async () => {
  const hostile = scanOf({
    pages: 3,
    catalogue: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFiles << /Names [(x.exe) 5 0 R] >> >> /AcroForm << /Fields [7 0 R] >>',
    page: '/Annots [6 0 R 7 0 R] /AA << /O << /S /Launch /F (cmd.exe) >> >>',
    more: [
      '<< /Type /Filespec /F (x.exe) >>', '<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] /A << /S /URI /URI (http://jahat.example/) >> >>',
      '<< /Type /Annot /Subtype /Widget /FT /Btn /T (kirim) /Rect [0 0 9 9] /A << /S /SubmitForm /F (http://jahat.example/) >> >>',
    ],
  })
  expect(active.filter((word) => hostile.toString('latin1').includes(word))).toEqual(active)
  const made = await remakePdf(hostile)
  expect(made.ok && made.value.pages).toBe(3)
  const text = made.ok ? made.value.bytes.toString('latin1') : ''
  expect(text).toContain('%PDF-')
  expect(active.filter((word) => text.includes(word))).toEqual([])
})

test('the same scan gives the same file', async () => {
  const [first, second] = [await readScannedPaper(scanOf({ pages: 2 })), await readScannedPaper(scanOf({ pages: 2 }))]
  expect(first.ok && second.ok && first.value.bytes.equals(second.value.bytes)).toBe(true)
})

const bomb = deflateSync(Buffer.alloc(200_000_000))
test.each<[string, Buffer]>([
  ['only the first words of one', Buffer.from('%PDF-1.4 pindaian')],
  ['cut off in the middle', scanOf().subarray(0, 200)],
  ['of no page', pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 0 /Kids [] >>'])],
  ['of 61 pages', scanOf({ pages: 61 })],
  ['whose part unpacks to 200 MB', scanOf({ more: [`<< /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n${bomb.toString('latin1')}\nendstream`] })],
  ['packed twice over', scanOf({ more: ['<< /Filter [/FlateDecode /FlateDecode] /Length 4 >>\nstream\nabcd\nendstream'] })],
  ['whose pages contain themselves', pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>'])],
  ['nested a hundred thousand deep', pdfOf([`<< /Type /Catalog /Pages 2 0 R /X ${'['.repeat(100_000)}`, '<< /Type /Pages /Count 1 /Kids [2 0 R] >>'])],
])('a PDF %s is refused', async (_title, bytes) => {
  expect(await readScannedPaper(bytes)).toEqual({ ok: false, error: { kind: 'scan_unreadable' } })
})

test('what is neither PDF nor photo is refused', async () => {
  expect((await readScannedPaper(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).ok).toBe(false)
  expect((await readScannedPaper(Buffer.from('bukan berkas'))).ok).toBe(false)
})

test('a damaged scan is refused or made anew, and never fells the reader', async () => {
  const whole = scanOf({ pages: 2 })
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), async (damage) => {
    const bytes = Buffer.from(whole)
    for (const [at, value] of damage) bytes[at] = value
    const read = await readScannedPaper(bytes)
    expect(read.ok || read.error.kind === 'scan_unreadable').toBe(true)
  }), { numRuns: 8 })
})
