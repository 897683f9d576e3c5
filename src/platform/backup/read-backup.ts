import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { decrypt, isEncrypted, type Opener } from './age.ts'
import { createByteReader } from './byte-reader.ts'
import { backupFormat, fileOfEntry, formatEntry, keysEntry, Manifest, manifestEntry, manifestSumEntry, tableOfEntry } from './manifest.ts'
import { BackupRefused } from './refused.ts'
import { readTar, tarEntry, type TarEntry } from './tar.ts'

const decompress = promisify(zstdDecompress)
/** A part holds a few megabytes of rows; one that would unfold to more was not written by us. */
const maxPartBytes = 64 * 1_024 * 1_024

/** A backup's file, and what opens it when it is encrypted. */
export interface BackupFile {
  readonly path: string
  readonly opener?: Opener | undefined
}

/** The parts of a backup in their order, decrypted. What comes out was not checked against the table of contents yet. */
export async function* readEntries(file: BackupFile): AsyncGenerator<TarEntry> {
  const reader = createByteReader(createReadStream(file.path, { highWaterMark: 1_048_576 }))
  if (!(await isEncrypted(reader))) {
    yield* readTar(await startingAsBackup(reader.rest()))
    return
  }
  if (file.opener === undefined) throw new BackupRefused({ kind: 'backup_encrypted' })
  yield* readTar(await startingAsBackup(decrypt(reader, file.opener)))
}

/** Anything else than a backup is named as such before it is called damaged. */
async function startingAsBackup(source: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const expected = tarEntry({ name: formatEntry, body: Buffer.from(`${backupFormat}\n`) })
  const reader = createByteReader(source)
  const start = await reader.read(expected.length)
  if (!start.equals(expected)) throw new BackupRefused({ kind: 'not_a_backup' })
  reader.unread(start)
  return reader.rest()
}

/** The rows of one part. */
export async function rowsOfPart(entry: TarEntry): Promise<Buffer> {
  try {
    return await decompress(entry.body, { maxOutputLength: maxPartBytes })
  } catch {
    throw damaged(entry.name)
  }
}

/** Reads a backup from its first byte to its last and proves every part of it; gives its table of contents. Changes nothing anywhere. */
export async function checkBackup(file: BackupFile): Promise<Manifest> {
  const found = new Found()
  for await (const entry of readEntries(file)) await found.add(entry)
  return found.prove()
}

interface Sum {
  readonly hash: Hash
  readonly packed: Hash
  sizeBytes: number
  parts: number
}

/** Sums up what lies in the file, to hold it against what the manifest says. */
class Found {
  readonly #tables = new Map<string, Sum>()
  readonly #files = newSum()
  #hasKeys = false
  #manifest: Buffer | undefined
  #manifestSum = ''

  async add(entry: TarEntry): Promise<void> {
    const table = tableOfEntry(entry.name)
    const file = fileOfEntry(entry.name)
    if (this.#manifest !== undefined && entry.name !== manifestSumEntry) throw damaged(entry.name)
    if (table !== undefined) await this.#addRows(table, entry)
    else if (file !== undefined) this.#addFile(file, entry)
    else if (entry.name === manifestEntry) this.#manifest = entry.body
    else if (entry.name === manifestSumEntry) this.#manifestSum = entry.body.toString('latin1')
    else if (entry.name === keysEntry) this.#hasKeys = true
    else if (entry.name !== formatEntry) throw damaged(entry.name)
  }

  prove(): Manifest {
    const manifest = this.#readManifest()
    for (const table of manifest.tables) {
      const sum = this.#tables.get(table.name) ?? newSum()
      const isWhole = sum.parts === table.parts && sum.sizeBytes === table.sizeBytes
        && sum.hash.digest('hex') === table.sha256 && sum.packed.digest('hex') === table.packedSha256
      if (!isWhole) throw damaged(table.name)
    }
    const surplus = [...this.#tables.keys()].find((name) => manifest.tables.every((table) => table.name !== name))
    if (surplus !== undefined) throw damaged(surplus)
    const { count, sizeBytes, sha256 } = manifest.files
    if (this.#files.parts !== count || this.#files.sizeBytes !== sizeBytes || this.#files.hash.digest('hex') !== sha256) throw damaged('files')
    if (manifest.keys.included !== this.#hasKeys) throw damaged(keysEntry)
    return manifest
  }

  async #addRows(table: string, entry: TarEntry): Promise<void> {
    const sum = this.#tables.get(table) ?? newSum()
    this.#tables.set(table, sum)
    const rows = await rowsOfPart(entry)
    sum.hash.update(rows)
    sum.packed.update(entry.body)
    sum.sizeBytes += rows.length
    sum.parts += 1
  }

  #addFile(sha256: string, { name, body }: TarEntry): void {
    if (createHash('sha256').update(body).digest('hex') !== sha256) throw damaged(name)
    this.#files.hash.update(sha256)
    this.#files.sizeBytes += body.length
    this.#files.parts += 1
  }

  #readManifest(): Manifest {
    if (this.#manifest === undefined || this.#manifestSum === '') throw new BackupRefused({ kind: 'backup_incomplete' })
    const sum = createHash('sha256').update(this.#manifest).digest('hex')
    if (this.#manifestSum !== `${sum}  ${manifestEntry}\n`) throw damaged(manifestEntry)
    return Manifest.parse(JSON.parse(this.#manifest.toString('utf8')))
  }
}

function newSum(): Sum {
  return { hash: createHash('sha256'), packed: createHash('sha256'), sizeBytes: 0, parts: 0 }
}

function damaged(where: string): BackupRefused {
  return new BackupRefused({ kind: 'backup_damaged', where })
}
