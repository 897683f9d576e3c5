/** Rows about the official register: proposals, meetings, objections. In words of their own and not of the policies; `who` is the reader. */

const has = (...grants: readonly string[]): string => `who.grants && array[${grants.map((grant) => `'${grant}'`).join(', ')}]`
/** In the reader's area, and of an office whose work the reader sees: the one that answers for the register. */
const inReach = 'area_id = any(who.areas) and office_id = any(who.offices)'
const read = `${inReach} and ${has('registry.proposal.read')}`
const acted = `${inReach} and ${has(
  'registry.proposal.make', 'registry.proposal.check', 'registry.proposal.verify', 'registry.proposal.confirm', 'registry.proposal.determine',
  'registry.proposal.export', 'registry.deliberation.close',
)}`

const held = `${inReach} and ${has('registry.deliberation.hold')}`

const sent = `${inReach} and ${has('registry.proposal.export')}`

/** Who sees which rows. */
export const shownOfRegister: Readonly<Record<string, string>> = {
  'registry.batch': sent,
  'registry.batch_download': sent,
  'registry.batch_file': sent,
  'registry.batch_result': sent,
  'registry.batch_result_line': sent,
  'registry.batch_row': sent,
  'registry.deliberation': read,
  'registry.determination': read,
  'registry.determination_item': read,
  'registry.deliberation_attendee': read,
  'registry.deliberation_item': read,
  'registry.minutes_series': `area_id = any(who.areas) and ${has('registry.deliberation.close')}`,
  'registry.objection': read,
  'registry.objector': `${inReach} and ${has('registry.submitter.reveal')}`,
  'registry.proposal': read,
  'registry.proposal_identity': read,
  'registry.proposal_photo': read,
  'registry.proposal_step': read,
  'registry.proposal_submitter': `${inReach} and ${has('registry.submitter.reveal')}`,
}

/** Who may change which rows. */
export const changedOfRegister: Readonly<Record<string, string>> = {
  'registry.batch_result': sent,
  'registry.batch_row': sent,
  'registry.deliberation': held,
  'registry.determination': `${inReach} and ${has('registry.proposal.confirm', 'registry.proposal.determine')}`,
  'registry.deliberation_attendee': held,
  'registry.deliberation_item': held,
  'registry.minutes_series': `area_id = any(who.areas) and ${has('registry.deliberation.close')}`,
  'registry.objection': `${inReach} and ${has('registry.objection.answer', 'registry.deliberation.close')}`,
  'registry.proposal': acted,
}

/** The functions that work with their owner's rights. */
export const doorsOfRegister: readonly string[] = [
  `registry.batch_copies(3510, 100)`,
  `registry.appeal_objection(3510, (select sha256('')), 'Belum', now(), '2020-01-01', '2020-01-02')`,
  `registry.count_month(3510, '2026-12')`,
  `registry.list_own_proposals(3510, now() + interval '10 years', 100)`,
  `registry.open_decree(3510, (select sha256('')))`,
  `registry.open_minutes(3510, (select sha256('')))`,
  `registry.open_objection(3510, (select sha256('')))`,
  `registry.open_proposal(3510, (select sha256('')))`,
  `registry.own_family(3510)`,
  `registry.people_of_relocations(3510, array(select r.relocation_id from registry.relocation r))`,
]
