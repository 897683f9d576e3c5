/** A PDF written by hand: its objects in their order, the first the catalogue. */
export function pdfOf(objects: readonly string[]): Buffer {
  const starts: number[] = []
  let text = '%PDF-1.4\n'
  for (const [at, object] of objects.entries()) {
    starts.push(text.length)
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1')
}

export interface ScanParts {
  readonly pages?: number
  /** What else the catalogue says, and the first page. */
  readonly catalogue?: string
  readonly page?: string
  readonly more?: readonly string[]
}

/** A small scan of as many pages as asked; objects 1 to 4 are its own, further ones follow. */
export function scanOf({ pages = 1, catalogue = '', page = '', more = [] }: ScanParts = {}): Buffer {
  const content = 'BT /F1 18 Tf 20 100 Td (Berita acara) Tj ET'
  const first = 5 + more.length
  const pageObjects = Array.from({ length: pages }, (_, at) => (
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> ${at === 0 ? page : ''} >>`))
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Count ${pages} /Kids [${pageObjects.map((_, at) => `${first + at} 0 R`).join(' ')}] >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...more, ...pageObjects,
  ])
}
