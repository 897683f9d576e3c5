import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { writeXlsx } from 'hucre/xlsx'
import { makeCaseOfFamily } from '../make/cases.ts'
import type { Client } from '../world.ts'
import { arrangeFreshCase, arrangeObjection, arrangeProposal, arrangeUnknownPerson, bordersOf, proposeRecheck, type Arranged, type ArrangedCase, type Place } from './arrange.ts'
import { exchangeActs } from './exchange-acts.ts'
import { reviewActs } from './review-acts.ts'

/** Somebody who tries something at a place. `officeId` is the office in whose name they act. */
export interface Attempt {
  readonly arranged: Arranged
  readonly client: Client
  readonly accountId: string
  readonly officeId: number | null
  readonly place: Place
}

/** One thing that a person does. `grant` is what it asks for; an act that is no place's is tried once. */
export interface Act {
  readonly grant: string
  readonly isAnywhere?: true
  readonly run: (attempt: Attempt) => Promise<LightMyRequestResponse>
  /** Whether an answer that succeeded shows what the place holds. */
  readonly shows?: (answer: LightMyRequestResponse, place: Place) => boolean
}

const because = 'karena itu tugas kami'

type FreshCase = Pick<ArrangedCase, 'caseId' | 'tasks'>

/** An act on a case that nobody has touched yet. */
function onCase(grant: string, path: (fresh: FreshCase, attempt: Attempt) => string, body: (attempt: Attempt) => object): Act {
  return {
    grant,
    run: async (attempt) => {
      const fresh = await arrangeFreshCase(attempt.arranged, attempt.place)
      return attempt.client.send('POST', `/api/response/cases/${fresh.caseId}/${path(fresh, attempt)}`, body(attempt))
    },
  }
}

/** An act on the task of one's own office, or on somebody else's where the own office has none. */
function onTask(grant: string, act: string, body: (attempt: Attempt) => object): Act {
  return onCase(grant, ({ tasks }, { officeId }) => `tasks/${(tasks.find((task) => task.officeId === officeId) ?? tasks[0])!.taskId}/${act}`, body)
}

const seenVersion = 1
/** PDAM: on none of the arranged cases. */
function strangerOffice({ arranged }: Attempt): number {
  return arranged.world.deps.regency.offices.find((office) => office.key === 'pdam')!.officeId
}

function reads(grant: string, path: (attempt: Attempt) => string, shows?: Act['shows']): Act {
  return { grant, run: (attempt) => attempt.client.get(path(attempt)), ...(shows && { shows }) }
}

function searches(words: (attempt: Attempt) => string): Act {
  return {
    grant: 'registry.person.search', shows: findsThePerson,
    run: (attempt) => attempt.client.send('POST', '/api/registry/person-searches', { q: words(attempt) }),
  }
}

/** An act on a proposal that nobody has touched yet; where no village is known there is none. */
function onProposal(grant: string, act: string, body: object): Act {
  return {
    grant,
    run: async ({ arranged, client, place }) => {
      const proposalId = place.areaId === 0 ? randomUUID() : (await arrangeProposal(arranged, place.areaId)).proposalId
      return client.send('POST', `/api/registry/proposals/${proposalId}/${act}`, body)
    },
  }
}

function anywhere(act: Act): Act {
  return { ...act, isAnywhere: true }
}

type Items<K extends string> = { readonly items: readonly Readonly<Record<K, unknown>>[] }

/** Everything that a role may or may not do, in the order of the modules. */
export const acts = {
  'lists the offices': anywhere(reads('people.office.read', () => '/api/people/offices')),
  'makes an account': anywhere({
    grant: 'people.account.manage',
    run: ({ client }) => client.send('POST', '/api/people/accounts', {
      username: `baru.${randomUUID().slice(0, 8)}`, name: 'Orang Baru', scopes: [{ role: 'planner', areaId: 0, officeId: null }],
    }),
  }),
  'reads roles to approve': anywhere(reads('people.scope.approve', () => '/api/people/asked-scopes')),
  'imports borders': anywhere({
    grant: 'people.area.import',
    run: ({ client, arranged }) => {
      const address = '/api/people/area-boundaries?source=Badan%20Uji&licence=CC0&snapshotOn=2026-01-01'
      return client.send('POST', address, bordersOf(arranged), { contentType: 'application/geo+json' })
    },
  }),
  'reads the trail': anywhere(reads('people.audit.read', () => '/api/people/audit-entries')),

  'uploads a list': anywhere({
    grant: 'registry.list.import',
    run: ({ client }) => {
      const address = '/api/registry/imports?fileName=a.csv&source=village_list&asOfOn=2026-11-01'
      return client.send('POST', address, Buffer.from(`Nama\r\n${randomUUID()}\r\n`), { contentType: 'text/csv' })
    },
  }),
  'finds the list': reads('registry.list.import', () => '/api/registry/imports', (answer, place) =>
    answer.json<Items<'importId'>>().items.some((item) => item.importId === place.importId)),
  'opens the list': reads('registry.list.import', ({ place }) => `/api/registry/imports/${place.importId ?? randomUUID()}`),
  'reads its rows': reads('registry.list.import', ({ place }) => `/api/registry/imports/${place.importId ?? randomUUID()}/rows`),
  'finds a person by name': searches(({ place }) => place.family.headName),
  'finds a person by NIK': searches(({ place }) => place.family.nik),
  'lists the families': reads('registry.person.search', () => '/api/registry/families?limit=100', (answer, place) =>
    answer.json<Items<'subjectId'>>().items.some((item) => item.subjectId === place.family.familyId)),
  'keeps the family in a list': {
    grant: 'registry.person.search',
    run: ({ client, place }) => client.send('POST', '/api/registry/saved-lists', {
      name: 'Dikunjungi', of: { by: 'chosen', subject: 'family', subjectIds: [place.family.familyId] },
    }),
  },
  'proposes that the family is rechecked': {
    grant: 'registry.bulk.propose',
    run: ({ client, place }) => client.send('POST', '/api/registry/bulk-acts', {
      of: { by: 'chosen', subject: 'family', subjectIds: [place.family.familyId] }, reason: because,
    }),
  },
  'refuses what was proposed': {
    grant: 'registry.bulk.approve',
    run: async ({ arranged, client, place }) => {
      const bulkActId = place.operator === null ? randomUUID() : await proposeRecheck(await arranged.world.as(place.operator), place.family.familyId)
      return client.send('POST', `/api/registry/bulk-acts/${bulkActId}/refusal`, { reason: because })
    },
  },
  'exports the family': {
    grant: 'registry.export.make',
    run: ({ client, place }) => client.send('POST', '/api/registry/exports', {
      of: { by: 'chosen', subject: 'family', subjectIds: [place.family.familyId] }, purpose: because, fields: ['decile'],
    }),
  },
  'reads the trail of exports': anywhere(reads('people.audit.read', () => '/api/registry/export-trail')),
  'lists what is to be rechecked': reads('registry.recheck.record', () => '/api/registry/rechecks', (answer, place) =>
    answer.json<Items<'recheckId'>>().items.some((item) => item.recheckId === place.recheckId)),
  'opens the family': reads('registry.person.read', ({ place }) => `/api/registry/families/${place.family.familyId}`),
  'reveals the NIK': {
    grant: 'registry.identity.reveal',
    run: ({ client, place }) => client.send('POST', `/api/registry/persons/${place.family.personId}/identity-reveal`, { reason: because }),
  },
  'verifies somebody whom no list knows': {
    grant: 'registry.person.verify',
    run: async ({ client, arranged, place }) => {
      const { personId } = await arrangeUnknownPerson(arranged, place)
      return client.send('POST', `/api/registry/verifications/${personId}/closing`, { words: 'Tidak ada yang mengenalnya' })
    },
  },
  'proposes a family': anywhere({
    grant: 'registry.proposal.make',
    run: ({ client, arranged }) => client.send('POST', '/api/registry/proposals', {
      kind: 'in', subjectName: 'Saminten', areaId: arranged.places.kemiren.areaId, criteria: ['no_dwelling'], reason: 'Menumpang di lumbung',
    }),
  }),
  'lists own proposals': anywhere(reads('registry.proposal.own', () => '/api/registry/proposals/mine')),
  'finds the proposal in the list': reads('registry.proposal.read', () => '/api/registry/proposals', (answer, place) =>
    answer.json<Items<'proposalId'>>().items.some((item) => item.proposalId === place.proposal?.proposalId)),
  'opens the proposal': reads('registry.proposal.read', ({ place }) => `/api/registry/proposals/${place.proposal?.proposalId ?? randomUUID()}`),
  'looks at the photo of the proposal': reads('registry.proposal.read', ({ place }) =>
    `/api/registry/proposals/${place.proposal?.proposalId ?? randomUUID()}/photos/${place.proposal?.photoId ?? randomUUID()}`),
  'learns who proposed': {
    grant: 'registry.submitter.reveal',
    run: ({ client, place }) => client.send('POST', `/api/registry/proposals/${place.proposal?.proposalId ?? randomUUID()}/submitter-reveal`, { reason: because }),
  },
  'plans a meeting': anywhere({
    grant: 'registry.deliberation.hold', run: ({ client, arranged }) => client.send('POST', '/api/registry/deliberations', {
      areaId: arranged.places.kemiren.areaId, heldOn: '2026-11-26', startsAt: '09:00', place: 'Balai desa', chairName: 'Misnadi', secretaryName: 'Sri',
    }),
  }),
  'opens the meeting\'s page': reads('registry.proposal.read', ({ place }) => `/api/registry/deliberations/${place.deliberationId ?? randomUUID()}`),
  'closes the meeting': {
    grant: 'registry.deliberation.close',
    run: ({ client, place }) => client.send('POST', `/api/registry/deliberations/${place.deliberationId ?? randomUUID()}/closing`, { seenVersion }),
  },
  'puts proposals together for a decree': anywhere({
    grant: 'registry.proposal.confirm', run: ({ client }) => client.send('POST', '/api/registry/determinations', { proposalIds: [randomUUID()] }),
  }),
  'opens the list of a decree': reads('registry.proposal.read', ({ place }) => `/api/registry/determinations/${place.determinationId ?? randomUUID()}`),
  'enters the decree': {
    grant: 'registry.proposal.determine',
    run: ({ client, place }) => client.send('POST', `/api/registry/determinations/${place.determinationId ?? randomUUID()}/decree`, {
      seenVersion, decreeNumber: `188/${randomUUID()}`, decreeOn: '2026-11-01', signerName: 'Raden Wirya Atmaja', signerTitle: 'Bupati',
    }),
  },
  'makes a batch': anywhere({
    grant: 'registry.proposal.export', run: ({ client }) => client.send('POST', '/api/registry/batches', { month: '2026-12' }),
  }),
  'opens the batch': reads('registry.proposal.export', ({ place }) => `/api/registry/batches/${place.batch?.batchId ?? randomUUID()}`),
  'asks for the file of the batch': {
    grant: 'registry.proposal.export',
    run: ({ client, place }) => client.send('POST', `/api/registry/batches/${place.batch?.batchId ?? randomUUID()}/downloads`, { format: 'csv' }),
  },
  'takes the answers over': {
    grant: 'registry.proposal.export',
    run: ({ client, place }) => client.send('POST',
      `/api/registry/batches/${place.batch?.batchId ?? randomUUID()}/results/${place.batch?.resultId ?? randomUUID()}/application`, { seenVersion }),
  },
  'counts the month': { grant: 'registry.proposal.count', isAnywhere: true, run: ({ client }) => client.get('/api/registry/proposal-months') },
  'opens the objection': reads('registry.proposal.read', ({ place }) => `/api/registry/objections/${place.objectionId ?? randomUUID()}`),
  'learns who objected': {
    grant: 'registry.submitter.reveal',
    run: ({ client, place }) => client.send('POST', `/api/registry/objections/${place.objectionId ?? randomUUID()}/objector-reveal`, { reason: because }),
  },
  'answers after a second look': {
    grant: 'registry.objection.answer',
    run: ({ client, place }) => client.send('POST', `/api/registry/objections/${place.objectionId ?? randomUUID()}/second-answer`, {
      seenVersion, outcome: 'dismissed', answer: 'Sudah diperiksa lagi oleh orang lain, hasilnya sama',
    }),
  },
  'answers the objection': {
    grant: 'registry.objection.answer',
    run: async ({ arranged, client, place }) => {
      const objectionId = place.areaId === 0 ? randomUUID() : await arrangeObjection(arranged, place.areaId)
      return client.send('POST', `/api/registry/objections/${objectionId}/answer`, { seenVersion, outcome: 'dismissed', answer: 'Toko itu milik saudaranya, sudah kami periksa' })
    },
  },
  'checks the proposal': onProposal('registry.proposal.check', 'check', { seenVersion, findings: 'Benar, tidur di lumbung' }),
  'verifies the proposal': onProposal('registry.proposal.verify', 'verification', { seenVersion }),
  'confirms the proposal': onProposal('registry.proposal.confirm', 'confirmation', { seenVersion }),
  'sends the proposal back': onProposal('registry.proposal.return', 'return', { seenVersion, reason: because }),
  'withdraws the proposal': onProposal('registry.proposal.make', 'withdrawal', { seenVersion, reason: because }),

  'asks about own data': anywhere({
    grant: 'privacy.request.own', run: ({ client }) => client.send('POST', '/api/privacy/requests', { kind: 'access', words: 'Minta salinan data saya' }),
  }),
  'takes a request about data': {
    grant: 'privacy.request.take',
    run: ({ client, place }) => client.send('POST', `/api/privacy/persons/${place.family.personId}/requests`, {
      kind: 'correction', words: 'Nama saya salah eja', recognisedBy: 'KTP',
    }),
  },
  'reads what somebody agreed to': reads('privacy.request.take', ({ place }) => `/api/privacy/persons/${place.family.personId}/consents`),
  'answers a request about data': {
    grant: 'privacy.request.decide',
    run: async ({ client, arranged, place }) => {
      const asked = { kind: 'correction', words: 'Alamat saya salah', recognisedBy: 'KTP' }
      const taken = await (await arranged.world.as('kesra')).send('POST', `/api/privacy/persons/${place.family.personId}/requests`, asked)
      const { requestId } = taken.json<{ requestId: string }>()
      return client.send('POST', `/api/privacy/requests/${requestId}/decision`, { decision: 'refused', reason: 'Sudah sesuai kartu keluarga' })
    },
  },
  'sees what the register did since a request': reads('privacy.request.take', ({ place }) => `/api/privacy/requests/${place.privacy.requestId}/register-acts`),
  'carries out a granted request about data': {
    grant: 'privacy.request.take',
    run: async ({ client, arranged, place }) => {
      const asked = { kind: 'correction', words: 'Alamat saya salah', recognisedBy: 'KTP' }
      const taken = await (await arranged.world.as('kesra')).send('POST', `/api/privacy/persons/${place.family.personId}/requests`, asked)
      const path = `/api/privacy/requests/${taken.json<{ requestId: string }>().requestId}`
      await (await arranged.world.as('dpo')).send('POST', `${path}/decision`, { decision: 'granted', reason: 'Menurut KTP' })
      return client.send('POST', `${path}/carrying-out`, { words: 'Sudah dibetulkan', toldHow: 'Telepon', by: { kind: 'hand' } })
    },
  },
  'reads the record of processing': anywhere(reads('privacy.record.read', () => '/api/privacy/processing-record')),
  'reads emergency accesses': anywhere(reads('response.glass.review', () => '/api/response/glass-breaks')),
  'counts emergency accesses that nobody looked at': anywhere(reads('response.glass.settle', () => '/api/response/glass-break-count')),
  'reads whom an incident touched': reads('privacy.breach.handle', ({ place }) => `/api/privacy/breaches/${place.privacy.breachId}/persons`),
  'uploads a form': anywhere({
    grant: 'registry.form.manage',
    run: async ({ client }) => client.send('POST', '/api/registry/forms?fileName=a.xlsx&validFrom=2026-11-25', await smallForm(), { contentType: 'application/octet-stream' }),
  }),
  'takes the family along for a visit': reads('registry.profile.record', ({ place }) => `/api/registry/families/${place.family.familyId}/visit`),
  'sends a visit': {
    grant: 'registry.profile.record',
    run: async ({ client, place, arranged }) => {
      const surveyId = randomUUID()
      return client.send('POST', `/api/registry/families/${place.family.familyId}/surveys`, {
        surveyId, formVersionId: arranged.formVersionId, visitedAt: arranged.world.clock.now().toISOString(), place: null, gaps: 0, photos: [],
        answers: [{ answerId: randomUUID(), field: 'floor', value: 'earth', bases: [] }],
      })
    },
  },
  'decides between two answers': {
    grant: 'registry.profile.decide',
    run: ({ client, place }) => client.send('POST', `/api/registry/families/${place.family.familyId}/answer-decisions`, {
      field: 'floor', answerId: randomUUID(), seen: [randomUUID()],
    }),
  },
  'looks at a photo of the house': reads(
    'registry.person.read', ({ place }) => `/api/registry/families/${place.family.familyId}/photos/${place.family.housePhotoId}`,
  ),

  ...reviewActs,

  'writes down a report': anywhere({
    grant: 'response.report.assist',
    run: ({ client, place }) => client.send('POST', '/api/response/assisted-reports', {
      channel: 'counter', category: 'LNY', story: 'Datang ke kantor', subject: 'self', areaId: place.areaId, contact: 'anonymous',
    }),
  }),
  'lists own reports': anywhere(reads('response.report.own', () => '/api/response/reports/mine')),
  'finds the case in the inbox': reads('response.case.read', () => '/api/response/cases', (answer, place) =>
    answer.json<Items<'caseId'>>().items.some((item) => item.caseId === place.case.caseId)),
  'opens the case': reads('response.case.read', ({ place }) => `/api/response/cases/${place.case.caseId}`),
  'sees who else has the case open': reads('response.case.read', ({ place }) => `/api/response/cases/${place.case.caseId}/lookers`),
  'opens the family of the case': {
    grant: 'response.family.read',
    run: async ({ arranged, client, place }) => client.get(`/api/response/cases/${await makeCaseOfFamily(arranged.world, place)}/family`),
    shows: (answer, place) => answer.json<{ familyId: string }>().familyId === place.family.familyId,
  },
  'reveals a NIK in the case': {
    grant: 'response.identity.reveal',
    run: async ({ arranged, client, place }) => {
      const caseId = await makeCaseOfFamily(arranged.world, place)
      return client.send('POST', `/api/response/cases/${caseId}/family/${place.family.personId}/identity-reveal`, { reason: because })
    },
    shows: (answer, place) => answer.json<{ nik: string }>().nik === place.family.nik,
  },
  'looks at the photo of the report': reads(
    'response.case.read', ({ place }) => `/api/response/cases/${place.case.caseId}/report-photos/${place.case.reportPhotoId}`,
  ),
  'looks at the photo of the visit': reads(
    'response.case.read', ({ place }) => `/api/response/cases/${place.case.caseId}/visit-photos/${place.case.visitPhotoId}`,
  ),
  'learns who reported': {
    grant: 'response.reporter.reveal',
    run: ({ client, place }) => client.send('POST', `/api/response/cases/${place.case.caseId}/reports/${place.case.reportId}/reporter-reveal`, {
      reason: because,
    }),
  },
  'answers the reporter': onCase('response.case.work', () => 'answers', () => ({ seenVersion, words: 'Kami datang hari ini' })),
  'takes the task': onTask('response.case.work', 'holder', () => ({ seenVersion })),
  'asks the reporter': onTask('response.case.work', 'questions', () => ({ seenVersion, words: 'Sejak kapan?' })),
  'writes down a visit': onCase('response.case.work', () => 'visits', ({ arranged }) =>
    ({ visitedAt: arranged.world.clock.now().toISOString(), findings: 'Sendiri di rumah', place: null, photos: [] })),
  'takes the list for the road': anywhere(reads('response.case.work', () => '/api/response/field-list')),
  'hands in a visit from the road': onCase('response.case.work', () => 'field-visits', ({ arranged, place }) => ({
    visitId: randomUUID(), taskId: place.case.tasks[0]!.taskId, visitedAt: arranged.world.clock.now().toISOString(), outcome: 'absent', findings: [], words: '',
    place: null, photos: [],
  })),
  'plans a visit': onTask('response.case.work', 'visit-plan', ({ arranged }) => ({ seenVersion, plannedOn: arranged.world.clock.now().toISOString().slice(0, 10) })),
  'writes a note': onCase('response.case.work', () => 'notes', () => ({ words: 'Telepon dulu' })),
  'finishes the task': onTask('response.case.work', 'result', () => ({ seenVersion, result: 'served', words: 'Sudah diantar' })),
  'lists the colleagues': reads('response.case.assign', ({ place }) => `/api/response/cases/${place.case.caseId}/officers`),
  'gives the task to an officer': onTask('response.case.assign', 'assignment', ({ accountId }) => ({ seenVersion, accountId })),
  'refers the case': onCase('response.case.refer', () => 'referrals', (attempt) => ({
    seenVersion, officeId: strangerOffice(attempt), reason: because,
  })),
  'hands the task over': onTask('response.case.refer', 'hand-over', (attempt) => ({
    seenVersion, officeId: strangerOffice(attempt), reason: because,
  })),
  'hands the case up': onCase('response.case.refer', () => 'hand-up', () => ({ seenVersion, reason: because })),
  'hands the case down': onCase('response.case.refer', () => 'hand-down', () => ({ seenVersion, reason: because })),
  'stands on a rung': anywhere(reads('response.case.read', () => '/api/response/rung')),
  'lists the cases of a rung': anywhere(reads('response.case.read', () => '/api/response/rung-cases?box=here')),
  'reads the duty roster': anywhere(reads('response.case.read', () => '/api/response/roster')),
  'concludes the case': onCase('response.case.conclude', () => 'verdict', () => ({
    seenVersion, verdict: 'helped', words: 'Sudah dibantu', withdrawOpenTasks: true,
  })),
  'reads the referrals of the case': reads('response.case.read', ({ place }) => `/api/response/cases/${place.case.caseId}/referral-letters`),
  'assesses the case': onCase('response.case.work', () => 'assessments', () => ({ kind: 'complaint', sectors: ['food'], recommendation: 'Antar bantuan pangan' })),
  'asks for a referral letter': onCase('response.case.refer', () => 'referral-letters', () => ({
    sector: 'health', service: 'Rawat jalan', reason: 'Belum punya jaminan', toOfficeId: null, toBody: 'kemensos', passedFrom: null,
  })),
  'reads the plan of the case': reads('response.case.read', ({ place }) => `/api/response/cases/${place.case.caseId}/plan`),
  'plans a step': onCase('response.case.refer', () => 'plan/steps', (attempt) => ({
    seenVersion, steps: [{ stepId: randomUUID(), kind: 'task', title: 'Antar bantuan pangan', officeId: strangerOffice(attempt), dueOn: null, needs: [] }],
  })),
  'writes down the word of the reporter': onCase('response.report.assist', () => 'confirmation', () => ({
    seenVersion, settled: true, toldBy: 'phone', words: 'Sudah terbantu, katanya',
  })),
  'counts unmet needs': anywhere(reads('response.need.read', () => '/api/response/unmet-needs?from=2026-01-01&to=2026-12-31')),
  'reads the board': anywhere(reads('response.board.read', () => '/api/response/board')),
  'reads the working calendar': anywhere(reads('response.calendar.read', () => '/api/response/calendar?year=2026')),
  'reads the performance': anywhere(reads('response.performance.read', () => '/api/response/performance?from=2026-01-01&to=2026-12-31')),
  'counts corrected suggestions': anywhere(reads('response.triage.review', () => '/api/response/triage/confusion?from=2026-01-01&to=2026-12-31')),
  'reads corrected suggestions': anywhere(reads('response.triage.review', () => '/api/response/triage/corrections?from=2026-01-01&to=2026-12-31')),
  'sees what would be public': anywhere(reads('response.performance.publish', () => '/api/response/performance/publications/2026-01')),
  ...exchangeActs,
  'reads the map': anywhere(reads('response.map.read', () => '/api/response/map')),
} as const satisfies Readonly<Record<string, Act>>

export type ActName = keyof typeof acts
export const actNames = Object.keys(acts) as ActName[]

/** The act by its name, with all that an act may have. */
export function getAct(name: ActName): Act {
  return acts[name]
}

/** A form of one question whose name is new each time. */
async function smallForm(): Promise<Buffer> {
  const question = `q_${randomUUID().slice(0, 8).replaceAll('-', '')}`
  return Buffer.from(await writeXlsx({ sheets: [
    { name: 'survey', rows: [['type', 'name', 'label'], ['begin group', 'g', 'G'], ['text', question, 'Q'], ['end group', null, null]] },
    { name: 'choices', rows: [['list_name', 'name', 'label'], ['yes_no', 'yes', 'Ya']] },
    { name: 'settings', rows: [['form_id', 'form_title'], ['act', 'Act']] },
  ] }))
}

function findsThePerson(answer: LightMyRequestResponse, place: Place): boolean {
  return answer.json<Items<'personId'>>().items.some((item) => item.personId === place.family.personId)
}
