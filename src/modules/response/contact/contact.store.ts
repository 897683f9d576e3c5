import { sql } from 'kysely'
import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import type { NewContact } from '#modules/response/notice/notice.store.ts'
import type { Tx } from '#platform/db/db.ts'

export interface OwnContactRow {
  readonly reportId: string
  readonly areaId: number
  readonly phoneSealed: Buffer | null
  /** Null where no news is wanted. */
  readonly channel: ContactChannel | null
  readonly lang: 'id' | 'en' | null
  readonly sealed: Buffer | null
}

/** How the holder of a code is reached, in the order in which it is tried: at least one row for a code that opens something. */
export async function listOwnContacts(tx: Tx, receiptMac: Buffer): Promise<readonly OwnContactRow[]> {
  const { rows } = await sql<OwnContactRow>`
    select report_id as "reportId", area_id as "areaId", phone_sealed as "phoneSealed", channel, lang, address_sealed as sealed
    from response.own_contacts(${tx.regencyId}, ${receiptMac})`.execute(tx.db)
  return rows
}

/** What takes the place of how somebody was reached. */
export interface ChangedContacts {
  readonly lang: 'id' | 'en'
  readonly phone: { readonly sealed: Buffer; readonly last4: string } | null
  readonly contacts: readonly NewContact[]
}

/** Writes down how the holder of a code is reached from now on. */
export async function changeOwnContacts(tx: Tx, receiptMac: Buffer, { lang, phone, contacts }: ChangedContacts): Promise<void> {
  await sql`
    select response.change_own_contacts(${tx.regencyId}, ${receiptMac}, ${tx.now}, ${phone?.sealed ?? null}, ${phone?.last4 ?? null}, ${lang},
      ${contacts.map((contact) => contact.channel)}::text[], ${contacts.map((contact) => contact.sealed)}::bytea[],
      ${contacts.map((contact) => contact.mac)}::bytea[])`.execute(tx.db)
}
