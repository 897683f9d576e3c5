import { z } from 'zod'

export const backupFormat = 'kentongan-backup/1'
export const formatEntry = 'FORMAT'
export const manifestEntry = 'manifest.json'
/** Proves the manifest, which proves everything else; written as `sha256sum` writes it. */
export const manifestSumEntry = 'manifest.json.sha256'
export const keysEntry = 'keys.json'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const TableContent = z.strictObject({
  /** With its schema, quoted where SQL needs it. */
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.int().min(0),
  sizeBytes: z.int().min(0),
  /** Over the rows as COPY writes them (text format), all parts together, before compression. */
  sha256: Sha256,
  /** Over the parts as they lie in the file: a changed byte shows even where it does not change what unfolds. */
  packedSha256: Sha256,
  parts: z.int().min(0),
})

export type TableContent = z.infer<typeof TableContent>

/** What a backup holds. It is the last part of the file, so a file that has one is whole. */
export const Manifest = z.strictObject({
  format: z.literal(backupFormat),
  /** The version of Kentongan that made it. */
  product: z.string(),
  regencyId: z.int(),
  /** All rows are as they stood at one moment shortly after this one. */
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: Sha256 })),
  /** The version of the job queue's tables; null where they were never made. */
  queueVersion: z.int().nullable(),
  tables: z.array(TableContent),
  sequences: z.array(z.strictObject({ name: z.string(), lastValue: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
  /** Each file is named by the hash of its content; `sha256` is over the names in their order, so that a missing one shows. */
  files: z.strictObject({ count: z.int().min(0), sizeBytes: z.int().min(0), sha256: Sha256 }),
  /** Which key file opens the identity numbers inside; null where there is none yet. */
  keys: z.strictObject({ included: z.boolean(), fingerprint: z.string().nullable() }),
})

export type Manifest = z.infer<typeof Manifest>

/** The name of one part of a table's rows inside the file. */
export function partEntry(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.zst`
}

/** The table that a part belongs to; undefined for other entries. */
export function tableOfEntry(entry: string): string | undefined {
  return /^tables\/(.+)\/\d{6}\.zst$/.exec(entry)?.[1]
}

/** The name of a stored file inside the backup. */
export function fileEntry(sha256: string): string {
  return `files/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
}

/** The hash that a stored file is named by; undefined for other entries. */
export function fileOfEntry(entry: string): string | undefined {
  return /^files\/[0-9a-f]{2}\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(entry)?.[1]
}
