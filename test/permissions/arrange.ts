import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { resolveActor } from '#modules/people/index.ts'
import { sendSurvey } from '#modules/registry/survey/survey.actions.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import type { Operation } from '#platform/http/contract.ts'
import type { Actor } from '#platform/db/actor.ts'
import { kemiren, makeCase, tembokrejo } from '../make/cases.ts'
import { makeExchange, type MadeExchange } from '../make/exchange.ts'
import { makeFamily } from '../make/family.ts'
import { makeLifeEvent, type MadeEvent } from '../make/life-event.ts'
import { insertStep } from '../make/plan-step.ts'
import { makeFamilyPair, makeMerge, makePair, makeSplit } from '../make/pairs.ts'
import { endPool } from '../make/pool.ts'
import { until } from '../until.ts'
import { createClient, startWorld, type Client, type World } from '../world.ts'
import { draftDetermination, sendBatch } from './register-arrange.ts'

/** A case with everything that can hang on it. Every id is of that case alone. */
export interface ArrangedCase {
  readonly caseId: string
  readonly reportId: string
  readonly receiptCode: string
  readonly tasks: readonly { readonly taskId: string; readonly officeId: number }[]
  readonly reportPhotoId: string
  readonly referralId: string
  readonly stepId: string
  readonly visitPhotoId: string
}

/** One case, one family and one uploaded list that belong to one village; the case belongs to some offices besides. */
export interface Place {
  readonly name: PlaceName
  readonly areaId: number
  readonly category: string
  readonly case: ArrangedCase
  readonly family: { readonly familyId: string; readonly personId: string; readonly headName: string; readonly nik: string; readonly housePhotoId: string }
  /** Somebody whom only a report knows. */
  readonly unknownPersonId: string
  /** What the person of the family asked about their data, what they agreed to, and an incident in which nobody was touched. */
  readonly privacy: { readonly requestId: string; readonly consentId: string; readonly breachId: string }
  /** A pair that may be one, two families that may be, two who became one, and a person of whom a row was split off. */
  readonly reviewId: string
  readonly familyReviewId: string
  readonly mergeId: string
  readonly splitId: string
  readonly lifeEvent: MadeEvent
  readonly exchange: MadeExchange
  /** Null where no operator uploaded one. */
  readonly importId: string | null
  /** Who uploaded the list, and kept a list that nobody else may open. */
  readonly operator: string | null
  readonly listId: string | null
  /** An act that the operator proposed, and a recheck that came of another one. */
  readonly bulkActId: string | null
  readonly recheckId: string | null
  /** An export that the operator asked for. */
  readonly exportId: string | null
  /** An objection that somebody sent without an account. */
  readonly objectionId: string | null
  /** A meeting that the operator planned. */
  readonly deliberationId: string | null
  /** A list for a decree that holds the place's proposal; lists are the whole regency's. */
  readonly determinationId: string | null
  /** A batch with the place's proposal, and a file of answers that was read; both are the whole regency's. */
  readonly batch: { readonly batchId: string; readonly resultId: string } | null
  /** A proposal that a resident sent without an account; null where no village is known. */
  readonly proposal: ArrangedProposal | null
}

export interface ArrangedProposal {
  readonly proposalId: string
  readonly photoId: string
  readonly code: string
}

/** Two villages, in the first of them cases of two agencies, and a case whose place nobody knows yet. */
export interface Arranged {
  readonly world: World
  readonly owner: pg.Pool
  readonly places: Readonly<Record<PlaceName, Place>>
  /** The form by which visits ask. */
  readonly formVersionId: string
  readonly close: () => Promise<void>
}

/** `kemiren` and `tembokrejo` differ in the village, `kemirenSchool` and `kemiren` in the agencies only; `unknown` is with the secretariat. */
export const placeNames = ['kemiren', 'tembokrejo', 'kemirenSchool', 'unknown'] as const
export type PlaceName = (typeof placeNames)[number]

interface PlaceTraits {
  readonly areaId: number
  readonly category: string
  /** Who visits and who uploads there. */
  readonly visitor: string
  readonly operator: string | null
  readonly headName: string
  readonly nik: string
  readonly card: string
}

const traits: Readonly<Record<PlaceName, PlaceTraits>> = {
  kemiren: {
    areaId: kemiren, category: 'PGN', visitor: 'upt.glagah', operator: 'operator.kemiren', headName: 'Paijan Wiryodikromo', nik: '3510151203900001',
    card: '3510150101010001',
  },
  tembokrejo: {
    areaId: tembokrejo, category: 'PGN', visitor: 'upt.muncar', operator: 'operator.tembokrejo', headName: 'Ngatemi Sastrowardoyo',
    nik: '3510051203900002', card: '3510050101010002',
  },
  kemirenSchool: {
    areaId: kemiren, category: 'PDK', visitor: 'upt.glagah', operator: null, headName: 'Sukinem Atmowiloto', nik: '3510151203900003',
    card: '3510150101010003',
  },
  unknown: {
    areaId: 0, category: 'LNY', visitor: 'kesra', operator: 'kesra', headName: 'Tukiyem Kartodimejo', nik: '3510011203900004',
    card: '3510010101010004',
  },
}

/** A world with the places named, or with all of them; a place that was not named is not to be asked for. */
export async function arrange(options: Parameters<typeof startWorld>[0] & { readonly places?: readonly PlaceName[] } = {}): Promise<Arranged> {
  const { places: names = placeNames, ...worldOptions } = options
  const world = await startWorld(worldOptions)
  const owner = new pg.Pool({ connectionString: world.ownerUrl, max: 2 })
  const places = new Map<PlaceName, Place>()
  for (const name of names) places.set(name, await arrangePlace(world, owner, name))
  return {
    world, owner, formVersionId: await formInForce(owner), places: Object.fromEntries(places) as Arranged['places'],
    close: async () => {
      await endPool(owner)
      await world.close()
    },
  }
}

async function arrangePlace(world: World, owner: pg.Pool, name: PlaceName): Promise<Place> {
  const { areaId, category, visitor, operator, headName, nik, card } = traits[name]
  const made = await makeFamily(world, { areaId, rt: 1, rw: 2, card, decile: 2, members: [{ name: headName, nik, birthOn: '1990-03-12' }] })
  const theCase = await arrangeCase(world, owner, { areaId, category, visitor: await world.as(visitor) })
  const proposal = areaId === 0 ? null : await arrangeProposal({ world, owner }, areaId)
  return {
    name, areaId, category,
    case: theCase, exchange: await makeExchange(world, owner, theCase),
    family: {
      familyId: made.familyId, personId: made.personIds[0]!, headName, nik,
      housePhotoId: await visitHouse(world, { visitor, familyId: made.familyId, formVersionId: await formInForce(owner) }),
    },
    privacy: await arrangePrivacy(world, { personId: made.personIds[0]!, taker: operator ?? 'kesra' }),
    lifeEvent: await makeLifeEvent(world, owner, { areaId, personId: made.personIds[0]! }),
    unknownPersonId: (await personOfReport(owner, theCase.reportId)).personId,
    familyReviewId: (await makeFamilyPair(world, areaId)).reviewId,
    reviewId: (await makePair(world, areaId)).reviewId, mergeId: (await makeMerge(world, areaId)).mergeId, splitId: (await makeSplit(world, areaId)).splitId,
    importId: operator === null ? null : await uploadList(await world.as(operator), name),
    operator, listId: operator === null ? null : await keepList(await world.as(operator), made.familyId),
    bulkActId: operator === null ? null : await proposeRecheck(await world.as(operator), made.familyId),
    exportId: operator === null ? null : await requestExport(await world.as(operator), made.familyId),
    recheckId: operator === null ? null : await arrangeRecheck(world, owner, { operator, familyId: made.familyId }),
    deliberationId: operator === null || areaId === 0 ? null : await planMeeting(await world.as(operator), areaId),
    objectionId: areaId === 0 ? null : await arrangeObjection({ world, owner }, areaId),
    proposal, determinationId: proposal === null ? null : await draftDetermination(owner, proposal.proposalId),
    batch: proposal === null ? null : await sendBatch(owner, proposal.proposalId),
  }
}

/** A kept list with the family in it. */
async function keepList(operator: Client, familyId: string): Promise<string> {
  const list = { name: 'Untuk dikunjungi', of: { by: 'chosen', subject: 'family', subjectIds: [familyId] } }
  return expectOk(await operator.send('POST', '/api/registry/saved-lists', list)).json<{ listId: string }>().listId
}

/** An act on the family that waits for a decision. */
export async function proposeRecheck(operator: Client, familyId: string): Promise<string> {
  const act = { of: { by: 'chosen', subject: 'family', subjectIds: [familyId] }, reason: 'Perlu diperiksa lagi' }
  return expectOk(await operator.send('POST', '/api/registry/bulk-acts', act)).json<{ bulkActId: string }>().bulkActId
}

/** What the village is asked to verify, after the head of an agency approved it. */
async function arrangeRecheck(world: World, owner: pg.Pool, of: { operator: string; familyId: string }): Promise<string> {
  const bulkActId = await proposeRecheck(await world.as(of.operator), of.familyId)
  expectOk(await (await world.as('kepala.dinsos')).send('POST', `/api/registry/bulk-acts/${bulkActId}/approval`))
  const { rows } = await owner.query<{ id: string }>('select recheck_id as id from registry.recheck where bulk_act_id = $1', [bulkActId])
  return rows[0]!.id
}

async function arrangePrivacy(world: World, { personId, taker }: { personId: string; taker: string }): Promise<Place['privacy']> {
  const [officer, dpo] = [await world.as(taker), await world.as('dpo')]
  const path = `/api/privacy/persons/${personId}`
  const asked = { kind: 'correction', words: 'Tanggal lahir saya salah', recognisedBy: 'KTP' }
  const agreed = { processing: 'donor-view', givenOn: '2026-11-01', givenHow: 'signed', evidence: 'Map biru' }
  const incident = {
    discoveredAt: '2026-01-02T00:00:00Z', whatHappened: 'Ponsel petugas hilang', username: null, fromAt: '2020-01-01T00:00:00Z', toAt: '2020-01-02T00:00:00Z',
  }
  return {
    requestId: expectOk(await officer.send('POST', `${path}/requests`, asked)).json<{ requestId: string }>().requestId,
    consentId: expectOk(await officer.send('POST', `${path}/consents`, agreed)).json<{ consentId: string }>().consentId,
    breachId: expectOk(await dpo.send('POST', '/api/privacy/breaches', incident)).json<{ breachId: string }>().breachId,
  }
}

/** A file with the family in it, not made yet. */
async function requestExport(operator: Client, familyId: string): Promise<string> {
  const asked = { of: { by: 'chosen', subject: 'family', subjectIds: [familyId] }, purpose: 'Rapat koordinasi desa', fields: ['decile'] }
  return expectOk(await operator.send('POST', '/api/registry/exports', asked)).json<{ exportId: string }>().exportId
}

/** The ids that stand for a place in an operation's path. */
export function idsOf(place: Place, operation: Operation): Readonly<Record<string, string>> {
  const { caseId, reportId, tasks } = place.case
  return {
    caseId, reportId, referralId: place.case.referralId, stepId: place.case.stepId, entryId: randomUUID(), breakId: randomUUID(), taskId: tasks[0]!.taskId, photoId: photoIdOf(place, operation), proposalId: place.proposal?.proposalId ?? randomUUID(),
    objectionId: place.objectionId ?? randomUUID(), deliberationId: place.deliberationId ?? randomUUID(), itemNo: '1',
    determinationId: place.determinationId ?? randomUUID(),
    batchId: place.batch?.batchId ?? randomUUID(), resultId: place.batch?.resultId ?? randomUUID(), downloadId: randomUUID(),
    familyId: place.family.familyId, importId: place.importId ?? randomUUID(), rowNumber: '2', sourceKey: 'dtsen', snapshotId: randomUUID(),
    ...place.privacy, ...place.lifeEvent, ...place.exchange,
    reviewId: place.reviewId, familyReviewId: place.familyReviewId, mergeId: place.mergeId, splitId: place.splitId,
    personId: /\/(verifications|cases)\//.test(operation.path) ? place.unknownPersonId : place.family.personId,
    listId: place.listId ?? randomUUID(), bulkActId: place.bulkActId ?? randomUUID(), recheckId: place.recheckId ?? randomUUID(),
    exportId: place.exportId ?? randomUUID(), relocationId: randomUUID(), claimId: randomUUID(),
  }
}

function photoIdOf(place: Place, { path }: Operation): string {
  if (path.includes('/families/')) return place.family.housePhotoId
  if (path.includes('/proposals/')) return place.proposal?.photoId ?? randomUUID()
  return path.includes('visit-photos') ? place.case.visitPhotoId : place.case.reportPhotoId
}

/** A meeting of a village that is planned. */
export async function planMeeting(operator: Client, areaId: number): Promise<string> {
  const plan = { areaId, heldOn: '2026-11-26', startsAt: '09:00', place: 'Balai desa', chairName: 'Misnadi', secretaryName: 'Sri Wahyuni' }
  return expectOk(await operator.send('POST', '/api/registry/deliberations', plan)).json<{ deliberationId: string }>().deliberationId
}

/** An objection as somebody sends it on the public page. */
export async function arrangeObjection({ world, owner }: Pick<Arranged, 'world' | 'owner'>, areaId: number, fields = {}): Promise<string> {
  const commandId = randomUUID()
  const sent = await world.nobody().submit('/sanggah', {
    commandId, claim: 'should_be_out', subjectName: 'Saminten', area: String(areaId), words: 'Punya dua toko', submitterName: 'Wagirah', submitterPhone: '081234567890', ...fields,
  })
  if (sent.statusCode !== 303) throw new Error(`the arrangement failed: ${sent.statusCode}`)
  const { rows } = await owner.query<{ id: string }>('select objection_id as id from registry.objection where command_id = $1', [commandId])
  return rows[0]!.id
}

/** A proposal as a resident sends it on the public page. */
export async function arrangeProposal({ world, owner }: Pick<Arranged, 'world' | 'owner'>, areaId: number, fields = {}): Promise<ArrangedProposal> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#887766' } }).png().toBuffer()
  const commandId = randomUUID()
  const sent = await world.nobody().submit('/usul', {
    commandId, kind: 'in', subjectName: 'Saminten', area: String(areaId), criteria: 'no_dwelling', reason: 'Menumpang di lumbung', submitterName: 'Wagirah',
    submitterPhone: '081234567890', photos: { fileName: 'rumah.png', mediaType: 'image/png', bytes }, ...fields,
  })
  if (sent.statusCode !== 303) throw new Error(`the arrangement failed: ${sent.statusCode}`)
  const { rows } = await owner.query<{ proposalId: string; photoId: string }>(
    'select proposal_id as "proposalId", photo_id as "photoId" from registry.proposal join registry.proposal_photo using (regency_id, proposal_id) where command_id = $1',
    [commandId])
  return { ...rows[0]!, code: String(sent.headers.location).split('/').at(-1)! }
}

async function formInForce(owner: pg.Pool): Promise<string> {
  const { rows } = await owner.query<{ id: string }>('select form_version_id as id from registry.form_version order by number limit 1')
  return rows[0]!.id
}

/** A visit with an answer of each kind and a photo of the house. Gives the photo's id. */
async function visitHouse(world: World, of: { visitor: string; familyId: string; formVersionId: string }): Promise<string> {
  const visitor = await actorOf(world, of.visitor)
  const actor: Actor = { ...visitor, grants: new Set([...visitor.grants, 'registry.profile.record']) }
  const picture = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#963' } }).jpeg().toBuffer()
  const received = await receivePhoto(world.deps, picture)
  if (!received.ok) throw new Error(received.error.kind)
  const [surveyId, photoId] = [randomUUID(), randomUUID()]
  const answers = [['floor', 'earth'], ['monthly_income_rupiah', 654_000]] as const
  const sent = await sendSurvey(world.deps, { actor, command: { id: surveyId, bodySha256: Buffer.alloc(32) } }, { familyId: of.familyId, draft: {
    surveyId, formVersionId: of.formVersionId, visitedAt: world.clock.now().toISOString(), place: null, gaps: 0,
    answers: answers.map(([field, value]) => ({ answerId: randomUUID(), field, value, bases: [] })),
    photos: [{ photoId, field: 'photo_front', token: received.value.photo, takenAt: world.clock.now().toISOString() }],
  } })
  if (!sent.ok) throw new Error(JSON.stringify(sent.error))
  return photoId
}

/** A report as somebody sends it, with name, number and photo, and the visit that followed. */
async function arrangeCase(world: World, owner: pg.Pool, of: { areaId: number; category: string; visitor: Client }): Promise<ArrangedCase> {
  const place = of.areaId === 0 ? { placeWords: 'dekat sungai', areaUnknown: true } : { areaId: of.areaId }
  const reported = await arrangeReport({ world, owner }, {
    ...place, category: of.category, story: 'Sudah tiga hari tidak bisa bangun', subject: 'other', subjectName: 'Jumirah Tanpakartu',
    contact: 'phone', phone: '081234567890', reporterName: 'Wagirah',
  })
  const { caseId } = reported
  const photos = [await handOverPhoto(world.nobody())]
  const visit = { visitedAt: world.clock.now().toISOString(), findings: 'Lantai tanah, tidak ada persediaan beras', place: null, photos }
  expectOk(await of.visitor.send('POST', `/api/response/cases/${caseId}/visits`, visit))
  expectOk(await of.visitor.get('/api/response/field-list'))
  const visited = await owner.query<{ photo_id: string }>('select photo_id from response.visit_photo where case_id = $1', [caseId])
  const referral = { sector: 'housing', service: 'Bedah rumah', reason: 'Lantai tanah', toOfficeId: null, toBody: 'csr', passedFrom: null, noProgramme: 'Kuota tahun ini habis' }
  const proposed = expectOk(await of.visitor.send('POST', `/api/response/cases/${caseId}/referral-letters`, referral)).json<{ referralId: string }>()
  const manager = await world.as('manajer.slrt')
  expectOk(await manager.send('POST', `/api/response/cases/${caseId}/referral-letters/${proposed.referralId}/issue`, {}))
  return { ...reported, visitPhotoId: visited.rows[0]!.photo_id, referralId: proposed.referralId, stepId: await insertStep(owner, caseId) }
}

/** A report with a photo, sent by somebody who is not signed in. */
export async function arrangeReport({ world, owner }: Pick<Arranged, 'world' | 'owner'>, draft: object): Promise<Omit<ArrangedCase, 'visitPhotoId' | 'referralId' | 'stepId'>> {
  const reporter = world.nobody()
  const body = { ...draft, photos: [await handOverPhoto(reporter)] }
  const sent = expectOk(await reporter.send('POST', '/api/response/reports', body)).json<{ reportId: string; receiptCode: string }>()
  const { rows } = await owner.query<{ case_id: string; photo_id: string }>(
    'select case_id, photo_id from response.report join response.report_photo using (regency_id, case_id, report_id) where report_id = $1',
    [sent.reportId])
  const { case_id: caseId, photo_id: reportPhotoId } = rows[0]!
  return { caseId, reportId: sent.reportId, receiptCode: sent.receiptCode, reportPhotoId, tasks: await tasksOf(owner, caseId) }
}

/** A further case of a place, for acts that change it. */
export async function arrangeFreshCase({ world, owner }: Arranged, place: Place): Promise<Pick<ArrangedCase, 'caseId' | 'tasks'>> {
  const { caseId } = await makeCase(world, { areaId: place.areaId, category: place.category })
  return { caseId, tasks: await tasksOf(owner, caseId) }
}

/** Somebody of a place whom only a report knows, for acts that verify who it is. */
export async function arrangeUnknownPerson({ world, owner }: Arranged, place: Place): Promise<{ readonly personId: string }> {
  const where = place.areaId === 0 ? { placeWords: 'dekat sungai', areaUnknown: true } : { areaId: place.areaId }
  const { reportId } = await arrangeReport({ world, owner }, {
    ...where, category: place.category, story: 'Orang tua sendirian', subject: 'other', subjectName: 'Mbah Rekaan', contact: 'anonymous',
  })
  return personOfReport(owner, reportId)
}

async function personOfReport(owner: pg.Pool, reportId: string): Promise<{ readonly personId: string }> {
  const { rows } = await owner.query<{ personId: string }>('select person_id as "personId" from response.report where report_id = $1', [reportId])
  return rows[0]!
}

async function tasksOf(owner: pg.Pool, caseId: string): Promise<ArrangedCase['tasks']> {
  const { rows } = await owner.query<{ taskId: string; officeId: number }>(
    'select task_id as "taskId", office_id as "officeId" from response.task where case_id = $1 order by office_id', [caseId])
  return rows
}

/** Hands a photo over as a sender does; gives its token. */
export async function handOverPhoto(client: Client): Promise<string> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#887766' } }).png().toBuffer()
  return expectOk(await client.send('POST', '/api/response/report-photos', bytes, { contentType: 'image/png' })).json<{ photo: string }>().photo
}

/** A square about the middle of one district, as a file of borders has it. */
export function bordersOf({ world }: Pick<Arranged, 'world'>): Buffer {
  const district = [...world.deps.regency.areas.byId.values()].find((area) => area.kind === 'district' && area.centroid !== null)!
  const { lat, lng } = district.centroid!
  const ring = [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]].map(([east, north]) => [lng + east! / 50, lat + north! / 50])
  const geometry = { type: 'Polygon', coordinates: [ring] }
  const feature = { type: 'Feature', properties: { code: district.code, name: district.name }, geometry }
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
}

async function uploadList(operator: Client, name: string): Promise<string> {
  const query = new URLSearchParams({ fileName: `${name}.csv`, source: 'village_list', asOfOn: '2026-11-01' })
  const bytes = Buffer.from(`Nama Lengkap;Desa\r\nKasiyatun ${name};Kemiren\r\n`)
  const uploaded = await operator.send('POST', `/api/registry/imports?${query}`, bytes, { contentType: 'text/csv' })
  return expectOk(uploaded).json<{ importId: string }>().importId
}

/** Has a list read and checked, as its operator does; for worlds that work on their queues. */
export async function checkList(operator: Client, importId: string): Promise<void> {
  const { columns, relationCodes } = await untilState<ListSeen>(operator, importId, 'mapped')
  expectOk(await operator.send('PUT', `/api/registry/imports/${importId}/columns`, { fields: columns.map((column) => column.field), relationCodes }))
  await untilState<ListSeen>(operator, importId, 'checked')
}

interface ListSeen {
  readonly columns: readonly { readonly field: string | null }[]
  readonly relationCodes: string
}

/** A list as it is seen once its work in the background has come to a state. */
export async function untilState<Seen>(operator: Client, importId: string, state: string): Promise<Seen> {
  return until(async () => expectOk(await operator.get(`/api/registry/imports/${importId}`)).json<Seen & { readonly state: string }>(), (seen) => seen.state === state)
}

function expectOk<A extends { readonly statusCode: number; readonly body: string }>(answer: A): A {
  if (answer.statusCode >= 300) throw new Error(`the arrangement failed: ${answer.body}`)
  return answer
}

/** The actor as whom the server lets a demo account act. */
export async function actorOf(world: World, username: string): Promise<Actor> {
  const answer = await createClient(world.app).send('POST', '/api/people/session', { username, password: 'padi-subuh-lumbung' })
  const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]))
  const actor = await resolveActor(world.deps, { cookies } as unknown as Parameters<typeof resolveActor>[1])
  if (actor.accountId === null) throw new Error(`${username} acts as nobody: ${answer.body}`)
  return actor
}
