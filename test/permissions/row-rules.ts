import { changedOfRegister, shownOfRegister } from './register-rows.ts'

// Who sees and who changes which rows, said apart from the policies. `who` is the actor: areas, offices, grants, account, cases.

/** Rows that concern nobody in particular. */
export const everybody = 'true'
const noRow = 'false'
const has = (...grants: readonly string[]): string => `who.grants && array[${grants.map((grant) => `'${grant}'`).join(', ')}]`
const inArea = 'area_id = any(who.areas)'
const own = 'account_id = who.account'
const inRegistry = `${inArea} and ${has('registry.person.read', 'registry.list.import')}`
const putsRight = `${inArea} and ${has('registry.review.decide')}`
const loadsOrPutsRight = `${inArea} and ${has('registry.list.import', 'registry.review.decide')}`
const seesPair = `(${loadsOrPutsRight}) or (asked_area_id = any(who.areas) and ${has('registry.review.answer')})`
const inImport = `${inArea} and ${has('registry.list.import')}`
const entered = 'case_id = any(who.cases)'
const forOfficers = `${entered} and ${has('response.case.read')}`

/** Who sees which rows of which table, in words of their own and not of the policies. A table that is not named here fails the test. */
export const shown: Readonly<Record<string, string>> = {
  'audit.entry': has('people.audit.read'),
  'audit.seal': everybody,
  'audit.seal_entry': has('people.audit.read'),
  'people.account': `${own} or ${has('people.account.manage', 'people.audit.read')}`,
  'people.area': everybody,
  'people.area_boundary': everybody,
  'people.credential': `${own} or ${has('people.account.manage')}`,
  'people.office': everybody,
  'people.recovery_code': `${own} or ${has('people.account.manage')}`,
  'people.role': everybody,
  'people.role_grant': everybody,
  'people.scope': `${own} or ${has('people.account.manage')}`,
  'people.session': `${own} or ${has('people.account.manage')}`,
  'people.sign_in_attempt': noRow,
  'people.totp': `${own} or ${has('people.account.manage')}`,
  'platform.attempt': everybody,
  'platform.command': own,
  'platform.installation_fact': everybody,
  'privacy.breach': has('privacy.breach.handle'),
  'privacy.consent': `${inArea} and ${has('privacy.request.take')}`,
  'privacy.erasure': has('privacy.request.decide', 'privacy.retain'),
  'privacy.request': `(asked_by = who.account and ${has('privacy.request.own', 'privacy.request.take')}) or ${has('privacy.request.decide')}
    or (${inArea} and ${has('privacy.request.take')})`,
  'privacy.retention_run': has('privacy.record.read', 'privacy.retain'),
  'registry.absence': inImport,
  'registry.attribute_set': inRegistry,
  'registry.attribute_value': inRegistry,
  'registry.bulk_act': `proposed_by = who.account or (${inArea} and ${has('registry.bulk.approve')})`,
  'registry.bulk_act_row': `proposed_by = who.account or (act_area_id = any(who.areas) and ${has('registry.bulk.approve')})`,
  'registry.family': inRegistry,
  'registry.family_identity': inRegistry,
  'registry.family_member': inRegistry,
  'registry.import': inImport,
  'registry.import_heading': has('registry.list.import'),
  'registry.import_row': inImport,
  'registry.import_trace': inImport,
  'registry.link': inRegistry,
  'registry.merge': inRegistry,
  'registry.person': inRegistry,
  'registry.person_event': inRegistry,
  'registry.person_identity': inRegistry,
  'registry.person_search': `${inArea} and ${has('registry.list.import', 'registry.person.verify', 'registry.review.decide')}`,
  'registry.review': seesPair,
  'registry.review_step': seesPair,
  'registry.recheck': `${inArea} and ${has('registry.person.read')}`,
  'registry.saved_list': `(owner_account_id = who.account or shared_office_id = who.office) and ${has('registry.person.search')}`,
  ...shownOfRegister,
  'registry.sensitive_set': `${inArea} and 'registry.' || class || '.read' = any(who.grants)`,
  'registry.snapshot': has('registry.person.read', 'registry.list.import', 'registry.source.read'),
  'registry.source': everybody,
  'registry.source_record': inRegistry,
  'registry.split': inRegistry,
  'registry.split_row': inRegistry,
  'registry.verification': `${inArea} and ${has('registry.person.verify')}`,
  'response.attempt': everybody,
  'response.case_file': `${entered} or (${inArea} and office_ids && who.offices and ${has('response.case.read')})`,
  'response.task': `${entered} or (${inArea} and office_id = any(who.offices) and ${has('response.case.read')})`,
  'response.clock': entered,
  'response.clock_pause': entered,
  'response.escalation': entered,
  'response.question': entered,
  'response.case_event': `${entered} and (shown_to_reporter or ${has('response.case.read')})`,
  'response.visit': forOfficers,
  'response.visit_photo': forOfficers,
  'response.report': forOfficers,
  'response.report_photo': forOfficers,
  'response.reporter': `${entered} and ${has('response.reporter.reveal')}`,
}

/** Who may change which rows, where anybody may. Writing without looking is no way past it: nothing is read here, only overwritten. */
export const changed: Readonly<Record<string, string>> = {
  'people.account': `${own} or ${has('people.account.manage')}`,
  'people.area_boundary': has('people.area.import'),
  'people.credential': `${own} or ${has('people.account.manage')}`,
  'people.recovery_code': `${own} or ${has('people.account.manage')}`,
  'people.scope': `account_id <> who.account and ${has('people.account.manage')}`,
  'people.session': `${own} or ${has('people.account.manage')}`,
  'people.sign_in_attempt': noRow,
  'people.totp': `${own} or ${has('people.account.manage')}`,
  'platform.attempt': everybody,
  'platform.command': own,
  'platform.installation_fact': noRow,
  'privacy.breach': has('privacy.breach.handle'),
  'privacy.consent': `${inArea} and ${has('privacy.request.take')}`,
  'privacy.request': has('privacy.request.decide'),
  'registry.absence': inImport,
  'registry.attribute_set': putsRight,
  'registry.bulk_act': `proposed_by = who.account or (${inArea} and ${has('registry.bulk.approve')})`,
  'registry.family': loadsOrPutsRight,
  'registry.family_identity': inImport,
  'registry.family_member': loadsOrPutsRight,
  'registry.import': inImport,
  'registry.import_heading': has('registry.list.import'),
  'registry.import_row': inImport,
  'registry.import_trace': inImport,
  'registry.link': loadsOrPutsRight,
  'registry.merge': putsRight,
  'registry.person': `(${loadsOrPutsRight}) or (${inArea} and status = 'provisional' and ${has('registry.person.verify')})`,
  'registry.person_identity': loadsOrPutsRight,
  'registry.person_search': `${inArea} and ${has('registry.list.import', 'registry.person.verify', 'registry.review.decide')}`,
  'registry.recheck': `${inArea} and ${has('registry.recheck.record')}`,
  'registry.review': seesPair,
  'registry.saved_list': 'owner_account_id = who.account',
  ...changedOfRegister,
  'registry.sensitive_set': putsRight,
  'registry.split': putsRight,
  'registry.verification': `${inArea} and ${has('registry.person.verify')}`,
  'response.attempt': everybody,
  'response.case_file': entered,
  'response.clock': entered,
  'response.clock_pause': entered,
  'response.question': entered,
  'response.task': entered,
}
