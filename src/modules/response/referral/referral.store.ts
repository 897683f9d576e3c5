import { sql, type RawBuilder } from 'kysely'
import type { Pile } from '#modules/people/index.ts'
import type { Tx } from '#platform/db/db.ts'
import type { JsonObject } from '#platform/json.ts'
import type { ReferralState, RequestKind } from './referral.contract.ts'

export interface ReferralRow {
  readonly referralId: string
  readonly caseId: string
  readonly caseNumber: string
  readonly areaId: number
  readonly state: ReferralState
  readonly sector: string
  readonly service: string
  readonly reason: string
  readonly noProgramme: string | null
  readonly fromOfficeId: number
  readonly toOfficeId: number | null
  readonly toBody: string | null
  readonly passedFrom: string | null
  readonly proposedAt: Date
  readonly proposedBy: string
  readonly proposedByName: string
  readonly letterNumber: string | null
  readonly letterSha256: string | null
  readonly issuedAt: Date | null
  readonly issuedByName: string | null
  readonly answerDueOn: string | null
  readonly answer: string | null
  readonly answeredAt: Date | null
  readonly answeredByName: string | null
}

const columns = sql`referral_id as "referralId", case_id as "caseId", case_number as "caseNumber", area_id as "areaId", state, sector, service,
  reason, no_programme as "noProgramme", from_office_id as "fromOfficeId", to_office_id as "toOfficeId", to_body as "toBody",
  passed_from as "passedFrom", proposed_at as "proposedAt",
  proposed_by as "proposedBy", proposed_by_name as "proposedByName", letter_number as "letterNumber", letter_sha256 as "letterSha256",
  issued_at as "issuedAt", issued_by_name as "issuedByName", answer_due_on::text as "answerDueOn", answer, answered_at as "answeredAt",
  answered_by_name as "answeredByName"`

/** The referrals of an entered case, the oldest first. */
export async function listCaseReferrals(tx: Tx, caseId: string): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`
    select ${columns} from response.referral where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid
    order by referral_id limit 200`.execute(tx.db)
  return rows
}

/** One referral of an entered case, which stays locked until the transaction ends. */
export async function lockReferral(tx: Tx, of: { caseId: string; referralId: string }): Promise<ReferralRow | undefined> {
  const { rows } = await sql<ReferralRow>`
    select ${columns} from response.referral
    where regency_id = ${tx.regencyId} and case_id = ${of.caseId}::uuid and referral_id = ${of.referralId}::uuid for update`.execute(tx.db)
  return rows[0]
}

/** One referral of an entered case. */
export async function findReferral(tx: Tx, of: { caseId: string; referralId: string }): Promise<ReferralRow | undefined> {
  return (await listCaseReferrals(tx, of.caseId)).find((row) => row.referralId === of.referralId)
}

/** Which referrals a list shows; `officeId` is the caller's own. */
export type Box = 'to_sign' | 'to_answer' | 'sent' | 'valve' | 'ended'

/** Which referrals stand next in a box of the caller's scope, the oldest first; which of their cases the caller may see is asked apart. */
export async function listReferralIds(
  tx: Tx, of: { box: Box; officeId: number | null; after: string | null; limit: number },
): Promise<readonly { readonly referralId: string; readonly caseId: string }[]> {
  const { rows } = await sql<{ referralId: string; caseId: string }>`
    select referral_id as "referralId", case_id as "caseId"
    from response.referral_page(${tx.regencyId}, ${of.box}, ${of.officeId}::int, ${of.after}::uuid, ${of.limit})`.execute(tx.db)
  return rows
}

/** Referrals of entered cases by their ids, the oldest first. */
export async function listReferralsById(tx: Tx, referralIds: readonly string[]): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`
    select ${columns} from response.referral where regency_id = ${tx.regencyId} and referral_id = any(${referralIds}::uuid[])
    order by referral_id`.execute(tx.db)
  return rows
}

export interface NewReferral {
  readonly referralId: string
  readonly caseId: string
  readonly caseNumber: string
  readonly areaId: number
  readonly districtId: number
  readonly sector: string
  readonly service: string
  readonly reason: string
  readonly noProgramme: string | null
  readonly fromOfficeId: number
  readonly toOfficeId: number | null
  readonly toBody: string | null
  readonly passedFrom: string | null
}

/** Keeps a proposed referral. */
export async function insertReferral(tx: Tx, made: NewReferral): Promise<void> {
  await tx.db.insertInto('response.referral').values({
    regency_id: tx.regencyId, case_id: made.caseId, referral_id: made.referralId, area_id: made.areaId, district_id: made.districtId,
    case_number: made.caseNumber, state: 'proposed', sector: made.sector, service: made.service, reason: made.reason, no_programme: made.noProgramme,
    from_office_id: made.fromOfficeId,
    to_office_id: made.toOfficeId, to_body: made.toBody, passed_from: made.passedFrom, proposed_at: tx.now, proposed_by: tx.actor.accountId ?? '',
    proposed_by_name: tx.actor.name,
  }).execute()
}

/** The next number of a year's letters. The row stays locked until the letter is written, so that numbers have no gap. */
export async function takeLetterNo(tx: Tx, year: number): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    insert into response.letter_series as s (regency_id, year, last_no) values (${tx.regencyId}, ${year}, 1)
    on conflict (regency_id, year) do update set last_no = s.last_no + 1 returning last_no as no`.execute(tx.db)
  return rows[0]!.no
}

export interface IssuedLetter {
  readonly year: number
  readonly no: number
  readonly number: string
  readonly letter: JsonObject
  readonly sha256: string
  readonly codeMac: Buffer
  readonly answerDueOn: string
  readonly taskId: string | null
}

/** A referral that was signed, with its letter. */
export async function writeIssue(tx: Tx, of: { caseId: string; referralId: string }, made: IssuedLetter): Promise<void> {
  await tx.db.updateTable('response.referral').set({
    state: 'issued', letter_year: made.year, letter_no: made.no, letter_number: made.number, letter: JSON.stringify(made.letter),
    letter_sha256: made.sha256, code_mac: made.codeMac, issued_at: tx.now, issued_by: tx.actor.accountId, issued_by_name: tx.actor.name,
    answer_due_on: made.answerDueOn, task_id: made.taskId,
  }).where('regency_id', '=', tx.regencyId).where('case_id', '=', of.caseId).where('referral_id', '=', of.referralId).execute()
}

/** Another state, with the words of whoever said so. */
export async function writeAnswer(tx: Tx, of: { caseId: string; referralId: string }, given: { state: ReferralState; words: string }): Promise<void> {
  await tx.db.updateTable('response.referral')
    .set({ state: given.state, answer: given.words, answered_at: tx.now, answered_by_name: tx.actor.name })
    .where('regency_id', '=', tx.regencyId).where('case_id', '=', of.caseId).where('referral_id', '=', of.referralId).execute()
}

export interface AssessmentRow {
  readonly kind: RequestKind
  readonly sectors: readonly string[]
  readonly recommendation: string
  readonly isListed: boolean
  readonly at: Date
  readonly byName: string
}

/** The newest assessment of an entered case. */
export async function findAssessment(tx: Tx, caseId: string): Promise<AssessmentRow | undefined> {
  const { rows } = await sql<AssessmentRow>`
    select kind, sectors, recommendation, is_listed as "isListed", at, by_name as "byName" from response.assessment
    where regency_id = ${tx.regencyId} and case_id = ${caseId}::uuid order by assessment_id desc limit 1`.execute(tx.db)
  return rows[0]
}

/** Keeps an assessment; earlier ones stay. */
export async function insertAssessment(
  tx: Tx, made: Pick<AssessmentRow, 'kind' | 'sectors' | 'recommendation' | 'isListed'> & { readonly caseId: string; readonly assessmentId: string },
): Promise<void> {
  await tx.db.insertInto('response.assessment').values({
    regency_id: tx.regencyId, case_id: made.caseId, assessment_id: made.assessmentId, kind: made.kind, sectors: [...made.sectors],
    recommendation: made.recommendation, is_listed: made.isListed, at: tx.now, by_account_id: tx.actor.accountId ?? '', by_name: tx.actor.name,
  }).execute()
}

export interface CheckedLetter {
  readonly number: string
  readonly issuedAt: Date
  readonly fromOfficeId: number
  readonly toOfficeId: number | null
  readonly toBody: string | null
  readonly sector: string
  readonly state: ReferralState
  readonly sha256: string
}

/** A letter by the keyed hash of the code on it. */
export async function findLetterByCode(tx: Tx, codeMac: Buffer): Promise<CheckedLetter | undefined> {
  const { rows } = await sql<CheckedLetter>`
    select letter_number as number, issued_at as "issuedAt", from_office_id as "fromOfficeId", to_office_id as "toOfficeId", to_body as "toBody",
      sector, state,
      letter_sha256 as sha256
    from response.check_referral(${tx.regencyId}, ${codeMac})`.execute(tx.db)
  return rows[0]
}

export interface NeedCount {
  readonly sector: string
  readonly districtId: number
  readonly state: 'rejected' | 'not_eligible' | 'quota_full'
  readonly count: number
}

/** Needs that could not be met in a span. */
export async function countNeeds(tx: Tx, period: { from: Date; to: Date }): Promise<readonly NeedCount[]> {
  const { rows } = await sql<NeedCount>`
    select sector, district_id as "districtId", state, need_count as count
    from response.unmet_needs(${tx.regencyId}, ${period.from}, ${period.to})`.execute(tx.db)
  return rows
}

/** Whom the letter is about, as far as the signer may read it: the person of the case, else the name in the report. */
export async function findSubject(tx: Tx, caseId: string): Promise<{ readonly name: string | null; readonly address: string | null }> {
  const { rows } = await sql<{ name: string | null; address: string | null }>`
    select coalesce(p.name, r.subject_name) as name, r.subject_address as address
    from response.case_file c
    left join registry.person p on p.regency_id = c.regency_id and p.person_id = c.person_id
    left join response.report r on r.regency_id = c.regency_id and r.case_id = c.case_id
    where c.regency_id = ${tx.regencyId} and c.case_id = ${caseId}::uuid order by r.received_at, r.report_id limit 1`.execute(tx.db)
  return rows[0] ?? { name: null, address: null }
}

/** As many as the function gives at once. */
const mostOfPage = 200

/** Letters that wait for a signature, and letters to one's own office that wait for an answer. */
export const referralPiles: readonly Pile[] = [
  { key: 'lettersToSign', grants: ['response.referral.issue'], rows: (tx) => inBox(tx, 'to_sign') },
  { key: 'lettersToAnswer', grants: ['response.case.work'], rows: (tx) => (tx.actor.ownOfficeId === null ? undefined : inBox(tx, 'to_answer')) },
]

function inBox(tx: Tx, box: Box): RawBuilder<unknown> {
  return sql`select from response.referral_page(${tx.regencyId}, ${box}, ${tx.actor.ownOfficeId}::int, null, ${mostOfPage})`
}
