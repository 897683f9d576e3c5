import type { Dexie, Table } from 'dexie'
import { keyOf } from './vault.ts'

/** How a row lies on the device: by what it is found in the open, everything else sealed (AES-GCM). */
interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly bytes?: ArrayBuffer
  /** Grows with every change, so that two tabs do not undo each other's. */
  readonly revision?: number
}

/** A row as the device stores it; `Open` are the columns by which it is found. */
export type SealedRow<T, Open extends keyof T> = Pick<T, Open> & Sealed

/** What of a row is in the open; the first column is its key. */
interface Shape<T, Open extends keyof T> {
  readonly accountId: string
  readonly open: readonly [Open, ...Open[]]
}

/**
 * A table whose rows are sealed with the key of an account. Sealing takes longer than a transaction of the browser's store lasts, so a change reads,
 * seals, and writes only where nobody wrote meanwhile; else it begins again.
 */
export class SealedTable<T extends object, Open extends keyof T & string> {
  readonly #db: Dexie
  readonly #shape: Shape<T, Open>
  readonly #name: string
  #last: Promise<unknown> = Promise.resolve()

  constructor(db: Dexie, name: string, shape: Shape<T, Open>) {
    this.#db = db
    this.#name = name
    this.#shape = shape
  }

  /** The rows as they lie there, to be searched, counted and deleted by their open columns, also within a transaction. */
  get rows(): Table<SealedRow<T, Open>, string> {
    return this.#db.table(this.#name)
  }

  /** The row of a key, if there is one. */
  async get(id: string): Promise<T | undefined> {
    const row = await this.rows.get(id)
    return row === undefined ? undefined : this.unseal(row)
  }

  /** Puts a row in place of whatever lay there. */
  async put(value: T): Promise<void> {
    await this.rows.put(await this.seal(value))
  }

  /** Changes a row by what it is now; changes of one tab follow one another in the order in which they were asked for. */
  change(id: string, change: (value: T) => Partial<T>): Promise<void> {
    const done = this.#last.then(() => this.#change(id, change))
    this.#last = done.catch(() => undefined)
    return done
  }

  async #change(id: string, change: (value: T) => Partial<T>): Promise<void> {
    const row = await this.rows.get(id)
    if (row === undefined) return undefined
    const value = await this.unseal(row)
    const next = await this.seal({ ...value, ...change(value) }, (row.revision ?? 0) + 1)
    return (await this.#replace(id, row.revision, next)) ? undefined : this.#change(id, change)
  }

  #replace(id: string, revision: number | undefined, next: SealedRow<T, Open>): Promise<boolean> {
    return this.#db.transaction('rw', this.#name, async () => {
      const now = await this.rows.get(id)
      if (now === undefined || now.revision !== revision) return now === undefined
      await this.rows.put(next)
      return true
    })
  }

  /** A value as it may lie on the device. */
  async seal(value: T, revision = 1): Promise<SealedRow<T, Open>> {
    const key = await keyOf(this.#shape.accountId)
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const open = Object.fromEntries(this.#shape.open.map((column) => [column, value[column]])) as Pick<T, Open>
    const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: this.#label(open) }, key, await packed(value))
    return { ...open, iv, bytes, revision }
  }

  /** The value that a row holds; throws when it was changed or belongs to another place. */
  async unseal(row: SealedRow<T, Open>): Promise<T> {
    // What an earlier version of the application left in the open; its next change seals it.
    if (row.bytes === undefined) return row as unknown as T
    const key = await keyOf(this.#shape.accountId)
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv, additionalData: this.#label(row) }, key, row.bytes)
    return unpacked(new Uint8Array(bytes)) as T
  }

  /** The same for several rows. */
  async unsealAll(rows: readonly SealedRow<T, Open>[]): Promise<readonly T[]> {
    return Promise.all(rows.map((row) => this.unseal(row)))
  }

  /** Binds what is sealed to its place, so that no row can be put in another's. */
  #label(row: Pick<T, Open>): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`${this.#name} ${String(row[this.#shape.open[0]])}`)
  }
}

/** A value as bytes: the length of its words, the words (JSON), then the bytes of its one picture, if it has one. */
async function packed(value: object): Promise<Uint8Array<ArrayBuffer>> {
  const picture = Object.values(value).find((part) => part instanceof Blob)
  const words = new TextEncoder().encode(JSON.stringify(value, (_, part: unknown) => (part instanceof Blob ? { blob: part.type } : part)))
  const pictureBytes = new Uint8Array(picture === undefined ? new ArrayBuffer(0) : await picture.arrayBuffer())
  const bytes = new Uint8Array(4 + words.length + pictureBytes.length)
  new DataView(bytes.buffer).setUint32(0, words.length)
  bytes.set(words, 4)
  bytes.set(pictureBytes, 4 + words.length)
  return bytes
}

function unpacked(bytes: Uint8Array<ArrayBuffer>): object {
  const end = 4 + new DataView(bytes.buffer).getUint32(0)
  const value = JSON.parse(new TextDecoder().decode(bytes.subarray(4, end))) as Record<string, unknown>
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, isPicture(part) ? new Blob([bytes.subarray(end)], { type: part.blob }) : part]))
}

function isPicture(part: unknown): part is { readonly blob: string } {
  return typeof part === 'object' && part !== null && Object.keys(part).join() === 'blob' && typeof (part as { blob: unknown }).blob === 'string'
}
