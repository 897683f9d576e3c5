import type { Readable } from 'node:stream'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { SheetRefused, type SheetLimits } from './limits.ts'

/** Receives the unpacked bytes of one part, piece by piece. */
export type PartListener = (chunk: Buffer) => void

const symbolicLink = 0o120000
const kindOfFile = 0o170000
const smallBytes = 1_000_000

/**
 * Unpacks every part of a zip once, keeping nothing, before anybody else reads it: number of parts, names, unpacked sizes and ratios are
 * held against the limits by counting what really comes out, so that a header that lies is found too. Throws `SheetRefused`.
 */
export async function guardZip(bytes: Buffer, limits: SheetLimits, listen: (name: string) => PartListener | undefined): Promise<void> {
  const zip = await openZip(bytes)
  const budget = { unpackedBytes: limits.maxUnpackedBytes, fileBytes: bytes.length }
  const names = new Set<string>()
  try {
    if (zip.entryCount > limits.maxParts) throw new SheetRefused('sheet_too_big')
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, names, limits)
      if (entry.fileName.endsWith('/')) continue
      budget.unpackedBytes -= await measure(await openPart(zip, entry), { entry, limits, budget, listener: listen(entry.fileName) })
    }
  } catch (error) {
    throw error instanceof SheetRefused ? error : new SheetRefused('sheet_broken')
  } finally {
    zip.close()
  }
}

async function openZip(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true })
  } catch {
    throw new SheetRefused('sheet_broken')
  }
}

function checkEntry(entry: Entry, names: Set<string>, limits: SheetLimits): void {
  const mode = entry.externalFileAttributes >>> 16
  if ((mode & kindOfFile) === symbolicLink || names.has(entry.fileName)) throw new SheetRefused('sheet_broken')
  if (entry.isEncrypted()) throw new SheetRefused('sheet_locked')
  names.add(entry.fileName)
  if (names.size > limits.maxParts || isTooDense(entry.uncompressedSize, entry.compressedSize, limits)) throw new SheetRefused('sheet_too_big')
}

function isTooDense(unpackedBytes: number, packedBytes: number, limits: SheetLimits): boolean {
  return unpackedBytes > limits.maxUnpackedBytes || (unpackedBytes > smallBytes && unpackedBytes > packedBytes * limits.maxRatio)
}

async function openPart(zip: ZipFile, entry: Entry): Promise<Readable> {
  return zip.openReadStreamPromise(entry)
}

async function measure(
  part: Readable, what: { entry: Entry; limits: SheetLimits; budget: { unpackedBytes: number; fileBytes: number }; listener: PartListener | undefined },
): Promise<number> {
  let unpackedBytes = 0
  for await (const chunk of part as AsyncIterable<Buffer>) {
    unpackedBytes += chunk.length
    const tooDense = isTooDense(unpackedBytes, Math.min(what.entry.compressedSize, what.budget.fileBytes), what.limits)
    if (tooDense || unpackedBytes > what.budget.unpackedBytes) throw new SheetRefused('sheet_too_big')
    what.listener?.(chunk)
  }
  return unpackedBytes
}
