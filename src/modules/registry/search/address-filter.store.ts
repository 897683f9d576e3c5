import { sql } from 'kysely'
import type { AddressWanted } from './search.rules.ts'

/** Whether a family (`f`) lives at an address, as far as it was typed. Comparisons of hamlet and street stay equalities and ranges: row security lets only those use the index. */
export function livesAt({ hamletKey, rt, rw, streetKey }: AddressWanted) {
  const begins = (column: 'hamlet_key' | 'street_key', key: string | null) =>
    (key === null ? sql`true` : sql`(f.${sql.ref(column)} >= ${key} and f.${sql.ref(column)} < ${`${key}~`})`)
  const [hamlet, street] = [begins('hamlet_key', hamletKey), begins('street_key', streetKey)]
  return sql`${hamlet} and ${street} and ${rt === null ? sql`true` : sql`f.rt = ${rt}`} and ${rw === null ? sql`true` : sql`f.rw = ${rw}`}`
}
