import { inflateSync } from 'node:zlib'

/** One object of a PDF file: its dictionary as text, and its stream unpacked. */
interface PdfObject {
  readonly dictionary: string
  readonly stream: string | null
}

/** The words of a PDF in the order in which they are drawn; enough for the files that we make ourselves (unpacked objects, composite fonts). */
export function textOfPdf(bytes: Buffer): string {
  const objects = readObjects(bytes)
  const fonts = fontsOf(objects)
  const pages = [...objects.values()].filter((object) => /\/Type\s*\/Page\b/.test(object.dictionary))
  return pages.map((page) => {
    const content = Number(/\/Contents\s+(\d+)/.exec(page.dictionary)?.[1])
    return wordsOf(objects.get(content)?.stream ?? '', fonts)
  }).join('\n')
}

/** Every dictionary and every unpacked stream of a PDF: what stands there without being drawn (title, author, tags, attachments). */
export function everyStreamOfPdf(bytes: Buffer): string {
  return [...readObjects(bytes).values()].map(({ dictionary, stream }) => `${dictionary}\n${stream ?? ''}`).join('\n')
}

function readObjects(bytes: Buffer): ReadonlyMap<number, PdfObject> {
  const file = bytes.toString('latin1')
  const objects = new Map<number, PdfObject>()
  for (const match of file.matchAll(/(\d+) 0 obj\n([\s\S]*?)(?:endobj|stream\n)/g)) {
    const [whole, number = '', dictionary = ''] = match
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const start = match.index + whole.length
    const stream = whole.endsWith('stream\n') ? unpack(bytes.subarray(start, start + length), dictionary) : null
    objects.set(Number(number), { dictionary, stream })
  }
  return objects
}

function unpack(bytes: Buffer, dictionary: string): string {
  return (dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
}

type Glyphs = ReadonlyMap<string, string>

/** Each font by its name in the resources (`f0`), with what its glyphs mean. */
function fontsOf(objects: ReadonlyMap<number, PdfObject>): ReadonlyMap<string, Glyphs> {
  const fonts = new Map<string, Glyphs>()
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', number = ''] of dictionary.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+)/.exec(objects.get(Number(number))?.dictionary ?? '')?.[1]
      if (map !== undefined) fonts.set(name, glyphsOf(objects.get(Number(map))?.stream ?? ''))
    }
  }
  return fonts
}

function glyphsOf(cmap: string): Glyphs {
  const glyphs = new Map<string, string>()
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', text = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) glyphs.set(glyph.toUpperCase(), unicode(text))
  }
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', first = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      for (let glyph = Number.parseInt(from, 16); glyph <= Number.parseInt(to, 16); glyph += 1) {
        const text = String.fromCodePoint(Number.parseInt(first, 16) + glyph - Number.parseInt(from, 16))
        glyphs.set(glyph.toString(16).toUpperCase().padStart(from.length, '0'), text)
      }
    }
  }
  return glyphs
}

function unicode(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le')
}

function wordsOf(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map()
  let text = ''
  for (const [, font, shown] of content.matchAll(/\/(f\d+) [\d.]+ Tf|(\[[\s\S]*?\] ?TJ|<[0-9A-Fa-f]+> ?Tj|\((?:\\[\s\S]|[^\\)])*\) ?Tj)/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map()
    else text += `${glyphsIn(shown ?? '').map((glyph) => glyphs.get(glyph) ?? '').join('')} `
  }
  return text
}

/** The glyphs of a text operator, four hex digits each. */
function glyphsIn(shown: string): string[] {
  const parts = [...shown.matchAll(/<([0-9A-Fa-f]+)>|\(((?:\\[\s\S]|[^\\)])*)\)/g)].map(([, hex, literal]) => hex ?? hexOf(literal ?? ''))
  return parts.flatMap((hex) => hex.toUpperCase().match(/.{4}/g) ?? [])
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function hexOf(literal: string): string {
  const plain = literal.replaceAll(/\\([0-7]{1,3}|[\s\S])/g, (_whole, escaped: string) => (
    /^[0-7]/.test(escaped) ? String.fromCodePoint(Number.parseInt(escaped, 8)) : (escapes[escaped] ?? escaped)
  ))
  return Buffer.from(plain, 'latin1').toString('hex')
}
