import type { SealedSubjects } from '#platform/key-rotation.ts'

/**
 * Whose the closed values of a column are, in SQL over its table: their key closes them, and its destruction makes them unreadable in every copy.
 * What stands in no column of these (telephones, chats, lists on their way, batches) is closed with the regency's key.
 */
export const sealedSubjects: SealedSubjects = new Map([
  ['registry.person_identity.nik_sealed', 'person_identity.person_id'],
  ['registry.family_identity.card_sealed', 'family_identity.family_id'],
  ['registry.source_record.sealed', `select l.person_id from registry.link l where l.regency_id = source_record.regency_id
    and l.source_record_id = source_record.source_record_id and l.ended_at is null order by l.link_id limit 1`],
  ...['cells_sealed', 'corrections_sealed', 'person_sealed'].map((column): [string, string] => (
    [`registry.import_row.${column}`, "case when import_row.state = 'stored' then import_row.person_id end"])),
  ...['nik_sealed', 'card_sealed'].map((column): [string, string] => [`registry.proposal_identity.${column}`, `select o.person_id from registry.proposal o
    where o.regency_id = proposal_identity.regency_id and o.proposal_id = proposal_identity.proposal_id`]),
])
