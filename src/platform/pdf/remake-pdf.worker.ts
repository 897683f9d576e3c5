import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { RemakeAnswer, RemakeWork } from './remake-pdf.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const scanPath = `${folder}scan.pdf`
const maxStreamBytes = 120_000_000
const packed = /\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b/g

/** Makes one PDF anew, page for page. */
function remake({ bytes, maxPages }: RemakeWork): RemakeAnswer {
  const scan = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (scan.subarray(0, 5).toString('latin1') !== '%PDF-' || isBomb(scan)) return { refused: true }
  try {
    const compiler = NodeCompiler.create({ workspace: folder })
    compiler.mapShadow(scanPath, scan)
    const pages = countPages(compiler, maxPages)
    if (pages === undefined) return { refused: true }
    const made = compiler.pdf({ mainFileContent: templateOf(1, pages), inputs: {} }, {})
    return { bytes: new Uint8Array(made), pages }
  } catch {
    return { refused: true }
  }
}

function templateOf(from: number, to: number): string {
  return `#set document(date: none)\n#set page(width: auto, height: auto, margin: 0pt)\n#for n in range(${from}, ${to + 1}) { page(image("/scan.pdf", page: n)) }`
}

/** How many pages a file has, by halves; undefined when it has none that can be read, or too many. */
function countPages(compiler: NodeCompiler, maxPages: number): number | undefined {
  const has = (page: number): boolean => !compiler.compile({ mainFileContent: templateOf(page, page), inputs: {} }).hasError()
  if (!has(1) || has(maxPages + 1)) return undefined
  let [there, gone] = [1, maxPages + 1]
  while (gone - there > 1) {
    const middle = Math.floor((there + gone) / 2)
    if (has(middle)) there = middle
    else gone = middle
  }
  return there
}

/** Whether a packed part unpacks beyond all measure, or is packed more than once, by which a small file hides a huge one. */
function isBomb(scan: Buffer): boolean {
  for (let at = scan.indexOf('stream'); at !== -1; at = scan.indexOf('stream', at + 6)) {
    if (scan.subarray(at - 3, at).toString('latin1') === 'end') continue
    const before = scan.subarray(Math.max(0, at - 2_000), at).toString('latin1')
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1)
    const filters = /\/Filter\b[^\]>]*/.exec(dictionary)?.[0].match(packed) ?? []
    if (filters.length > 1) return true
    if (filters.length === 1 && unpacksTooFar(scan.subarray(at + 6))) return true
  }
  return false
}

function unpacksTooFar(rest: Buffer): boolean {
  const start = rest[0] === 0x0d && rest[1] === 0x0a ? 2 : 1
  const end = rest.indexOf('endstream')
  try {
    inflateSync(rest.subarray(start, end === -1 ? rest.length : end), { maxOutputLength: maxStreamBytes })
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
  }
}

process.once('message', (work: RemakeWork) => {
  process.send?.(remake(work), () => process.disconnect?.())
})
