import { expect, test } from 'vitest'
import { textOfPdf } from '../../../test/make/pdf-text.ts'
import { renderPdf } from './render-pdf.ts'

const template = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: auto)
#set text(lang: "id", font: "Libertinus Serif")
= #data.title
Nama: #data.name
#table(columns: 2, table.header[Nama][Peran], ..data.rows.flatten())`
const createdAt = new Date('2026-11-12T03:00:00Z')
const data = { title: 'Berita Acara', name: 'Siti Aminah', rows: [['Pak Lurah', 'Ketua'], ['Bu RT', 'Anggota']] }

test('a document is made of a template and data, the same bytes for the same words', async () => {
  const [first, second] = [await renderPdf({ template, data, createdAt }), await renderPdf({ template, data, createdAt })]
  expect(first.equals(second)).toBe(true)
  expect(textOfPdf(first).replaceAll(/\s+/g, ' ')).toContain('Siti Aminah')
  const other = await renderPdf({ template, data, createdAt: new Date('2026-11-13T03:00:00Z') })
  expect(other.equals(first)).toBe(false)
})

test('it is tagged, archival, and says its language', async () => {
  const file = (await renderPdf({ template, data, createdAt })).toString('latin1')
  expect(file).toContain('/StructTreeRoot')
  expect(file).toContain('<pdfaid:part>2</pdfaid:part>')
  expect(file).toMatch(/\/Lang \(id\)/)
})

test('data stays data: nothing in it is read as a command', async () => {
  const name = '#panic("x") *tebal* $x$ \\ #read("/etc/passwd") "kutip" \u202E'
  const text = textOfPdf(await renderPdf({ template, data: { ...data, name }, createdAt }))
  expect(text.replaceAll(/\s+/g, '')).toContain('#panic("x")*tebal*$x$')
})

test('a template that is wrong, or reads files, fails and says so', async () => {
  await expect(renderPdf({ template: '#let x = ', data: {}, createdAt })).rejects.toThrow('the document cannot be made')
  await expect(renderPdf({ template: '#read("/../../../etc/passwd")', data: {}, createdAt })).rejects.toThrow('the document cannot be made')
})
