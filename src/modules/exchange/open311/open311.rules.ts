import { codeOfArea } from '#modules/people/area/area.rules.ts'
import type { Category, Regency } from '#modules/people/regency/regency.contract.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import type { ReportDraft } from '#modules/response/report/report.contract.ts'
import { err, ok, type Result } from '#platform/result.ts'
import type { Lang, Messages } from '#web/i18n/index.ts'
import type { Open311Error, PublicNote, PublicRequest, Tree } from './open311.contract.ts'

/** Whose requests, and in whose m. */
export interface Speaker {
  readonly regency: Regency
  readonly m: Messages['open311']
  readonly lang: Lang
}

const dayMs = 86_400_000
const longestSpanMs = 90 * dayMs
const mostRequests = 1_000

/** Kinds of trouble that other programs may know of: what must be protected is never among them. */
export function openServices(regency: Pick<Regency, 'categories'>): readonly Category[] {
  return regency.categories.filter((category) => category.restricted !== true)
}

/** One kind of trouble, as GeoReport lists it. */
export function serviceOf(category: Category, { lang }: Pick<Speaker, 'lang'>): Tree {
  const keywords = category.hint[lang].toLowerCase().split(/[,.;]\s*/).filter((word) => word !== '').join(',')
  return {
    service_code: category.code, service_name: category.name[lang], description: category.hint[lang], metadata: true, type: 'realtime', keywords,
    group: category.name[lang],
  }
}

/** What may be told along with a request of a kind. */
export function definitionOf(category: Category, { regency, m, lang }: Speaker): Tree {
  const inputs: readonly Tree[] = [
    attribute('SUBJECT', { datatype: 'singlevaluelist', description: m.subject, values: [{ key: 'self', name: m.self }, { key: 'other', name: m.other }] }),
    attribute('SUBJECT_NAME', { datatype: 'string', description: m.subjectName }),
    attribute('PEOPLE_COUNT', { datatype: 'number', description: m.peopleCount }),
    attribute('SECRET', { datatype: 'singlevaluelist', description: m.secret, values: [{ key: 'yes', name: m.yes }, { key: 'no', name: m.no }] }),
  ]
  const notice: readonly Tree[] = category.danger ? [{ ...attribute('DANGER', { datatype: 'text', description: regency.texts.danger[lang] }), variable: false }] : []
  return { service_code: category.code, attributes: [...notice, ...inputs].map((input, at) => ({ ...(input as object), order: at + 1 })) as Tree[] }
}

function attribute(code: string, of: { datatype: string; description: string; values?: readonly Tree[] }): { readonly [name: string]: Tree } {
  return {
    variable: true, code, datatype: of.datatype, required: false, datatype_description: null, description: of.description, ...(of.values && { values: of.values }),
  }
}

/** Which requests are asked for. */
export interface RequestQuery {
  readonly numbers: readonly string[] | null
  readonly categories: readonly string[]
  readonly statuses: readonly ('open' | 'closed')[]
  readonly from: Date
  readonly to: Date
  readonly limit: number
  readonly offset: number
  readonly extensions: boolean
}

type Given = Readonly<Record<string, string | undefined>>

/** Reads the query of a list: ids before all else, else a span of at most ninety days, of open services only. */
export function readQuery(given: Given, { regency, m }: Speaker, now: Date): Result<RequestQuery, readonly Open311Error[]> {
  const errors: Open311Error[] = []
  const open = openServices(regency).map((category) => category.code)
  const asked = listIn(given['service_code'])
  for (const code of asked) if (!open.includes(code)) errors.push(notFound('service_code', m.serviceUnknown(code)))
  const statuses = listIn(given['status'])
  for (const status of statuses) if (status !== 'open' && status !== 'closed') errors.push(badRequest('status', m.statusUnknown(status)))
  const reading: Reading = { given, errors, m }
  const span = readSpan(reading, now)
  const extensions = given['extensions'] === 'true' || given['extensions'] === 'v1'
  const page = extensions ? readPage(reading) : { limit: mostRequests, offset: 0 }
  if (errors.length > 0) return err(errors)
  const numbers = listIn(given['service_request_id'])
  return ok({
    numbers: numbers.length === 0 ? null : numbers.slice(0, mostRequests), categories: asked.length === 0 ? open : asked,
    statuses: statuses as ('open' | 'closed')[], ...span, ...page, extensions,
  })
}

function listIn(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '')
}

interface Reading {
  readonly given: Given
  readonly errors: Open311Error[]
  readonly m: Speaker['m']
}

function readSpan(reading: Reading, now: Date): { from: Date; to: Date } {
  const { errors, m } = reading
  const start = readMoment(reading, 'start_date')
  const end = readMoment(reading, 'end_date')
  const to = end ?? (start === undefined ? now : new Date(Math.min(now.getTime(), start.getTime() + longestSpanMs)))
  const from = start ?? new Date(to.getTime() - longestSpanMs)
  if (from > to) errors.push(badRequest('start_date', m.spanReversed))
  if (to.getTime() - from.getTime() > longestSpanMs) errors.push(badRequest('end_date', m.spanTooLong))
  return { from, to }
}

/** A moment with its zone; one without could mean two. */
function readMoment({ given, errors, m }: Reading, name: string): Date | undefined {
  const text = given[name]
  if (text === undefined || text.trim() === '') return undefined
  const moment = new Date(text.trim().replace(' ', '+'))
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+ -]\d{2}:?\d{2})$/.test(text.trim())
  if (isWhole && !Number.isNaN(moment.getTime())) return moment
  errors.push(badRequest(name, m.momentUnreadable(name)))
  return undefined
}

function readPage({ given, errors, m }: Reading): { limit: number; offset: number } {
  const page = Number(given['page'] ?? 1)
  const size = Number(given['page_size'] ?? 50)
  if (!Number.isInteger(page) || page < 1 || page > 10_000) errors.push(badRequest('page', m.numberUnreadable('page')))
  if (!Number.isInteger(size) || size < 1 || size > mostRequests) errors.push(badRequest('page_size', m.numberUnreadable('page_size')))
  return { limit: size, offset: (page - 1) * size }
}

/** A case as GeoReport says it. The place is the district, because a kind, a day and a village would say who it is. */
export function requestOf(request: PublicRequest, { regency, m, lang }: Speaker, extra?: readonly PublicNote[]): Tree {
  const category = regency.categories.find((each) => each.code === request.category)
  const district = regency.areas.byId.get(request.districtId) ?? regency.areas.root
  const place = district.kind === 'district' ? district.centroid : null
  const closed = request.status === 'closed'
  return {
    service_request_id: request.number, status: closed ? 'closed' : 'open', status_notes: statusNotesOf(request, m),
    service_name: category?.name[lang] ?? request.category, service_code: request.category, description: null,
    agency_responsible: getOffice(regency, request.leadOfficeId).name[lang], service_notice: m.placeNotice,
    requested_datetime: request.openedAt.toISOString(), updated_datetime: (closed ? request.closedAt ?? request.updatedAt : request.updatedAt).toISOString(),
    expected_datetime: request.completionDueAt?.toISOString() ?? null, address: district.kind === 'district' ? m.district(district.name) : regency.fullName,
    address_id: codeOfArea(regency.code, district.areaId), zipcode: null, lat: place?.lat ?? null, long: place?.lng ?? null, media_url: null,
    ...(extra !== undefined && extensionsOf(request, extra, m)),
  }
}

function statusNotesOf(request: PublicRequest, m: Speaker['m']): string {
  return request.status === 'closed' && request.joinedInto !== null ? m.joinedNote(request.joinedInto) : m.statusNotes[noteKeyOf(request)]
}

function noteKeyOf(request: PublicRequest): keyof Messages['open311']['statusNotes'] {
  if (request.status === 'closed') return 'closed'
  if (request.resolvedAt !== null) return 'resolved'
  return request.answeredAt === null ? 'received' : 'answered'
}

function extensionsOf(request: PublicRequest, notes: readonly PublicNote[], m: Speaker['m']): { readonly [name: string]: Tree } {
  return {
    extended_attributes: { answer_expected_datetime: request.answerDueAt?.toISOString() ?? null, answered_datetime: request.answeredAt?.toISOString() ?? null },
    notes: notes.map((note) => ({ datetime: note.at.toISOString(), description: m.notes[note.kind] ?? m.notes['other']!, type: note.kind })),
  }
}

/** A form as it was posted: the first value of a field, or null. */
export interface PostedForm {
  readonly get: (name: string) => string | null
}

/** A posted form as a report; its place by coordinates, by the code of an area, or in m. */
export function draftOf(form: PostedForm, { regency, m, lang }: Speaker): Result<ReportDraft, readonly Open311Error[]> {
  const text = (name: string): string => (form.get(name) ?? '').trim()
  const code = text('service_code')
  if (code === '') return err([badRequest('service_code', m.missing('service_code'))])
  const category = openServices(regency).find((each) => each.code === code)
  if (category === undefined) return err([notFound('service_code', m.serviceUnknown(code))])
  const place = placeOf(text, { regency, m })
  if (!place.ok) return place
  const attributes = readAttributes(form, m)
  if (!attributes.ok) return attributes
  const [phone, email] = [text('phone'), text('email')]
  const story = text('description')
  if (story.length > 4_000) return err([badRequest('description', m.tooLong)])
  return ok({
    category: code, story: (story === '' ? category.name[lang] : story.replaceAll(/<[^>]*>/g, ' ')).slice(0, 2_000), ...place.value, ...attributes.value,
    ...(phone === '' && email === '' ? { contact: 'anonymous' as const } : { ...(phone !== '' && { contact: 'phone' as const, phone }), ...(email !== '' && { email }) }),
    reporterName: [text('first_name'), text('last_name')].join(' ').trim(),
  })
}

type Place = Pick<ReportDraft, 'point' | 'areaId' | 'placeWords' | 'areaUnknown'>

function placeOf(text: (name: string) => string, { regency, m }: Pick<Speaker, 'regency' | 'm'>): Result<Place, readonly Open311Error[]> {
  const [lat, long, addressId, address] = [text('lat'), text('long'), text('address_id'), text('address_string')]
  if (lat === '' && long === '' && addressId === '' && address === '') return err([badRequest('address', m.placeMissing)])
  const area = addressId === '' ? undefined : [...regency.areas.byId.values()].find((each) => plainCode(each.code) === plainCode(addressId))
  if (addressId !== '' && area === undefined) return err([notFound('address_id', m.areaUnknown)])
  const point = { lat: Number(lat), lng: Number(long) }
  const hasPoint = lat !== '' || long !== ''
  const isPoint = lat !== '' && long !== '' && Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180
  if (hasPoint && !isPoint) return err([badRequest('lat', m.pointUnreadable)])
  return ok({
    ...(hasPoint && { point }), ...(area !== undefined && { areaId: area.areaId }), ...(area === undefined && { areaUnknown: true }),
    ...(address !== '' && { placeWords: address.slice(0, 300) }),
  })
}

function plainCode(code: string): string {
  return code.replaceAll(/\D/g, '').padEnd(10, '0')
}

function readAttributes(form: PostedForm, m: Speaker['m']): Result<Partial<ReportDraft>, readonly Open311Error[]> {
  const value = (code: string): string => (form.get(`attribute[${code}]`) ?? form.get(`attribute[${code}][]`) ?? '').trim()
  const [subject, secret, count] = [value('SUBJECT'), value('SECRET'), value('PEOPLE_COUNT')]
  const errors: Open311Error[] = []
  if (!['', 'self', 'other'].includes(subject)) errors.push(badRequest('attribute[SUBJECT]', m.choiceUnknown(subject)))
  if (!['', 'yes', 'no'].includes(secret)) errors.push(badRequest('attribute[SECRET]', m.choiceUnknown(secret)))
  if (count !== '' && !/^\d{1,3}$/.test(count)) errors.push(badRequest('attribute[PEOPLE_COUNT]', m.numberUnreadable('PEOPLE_COUNT')))
  if (errors.length > 0) return err(errors)
  return ok({
    subject: subject === 'self' ? 'self' : 'other', subjectName: value('SUBJECT_NAME'), secret: secret !== 'no', ...(count !== '' && { peopleCount: count }),
  })
}

/** Whether the body that is asked for is ours: none named, or ours by key, code or name. */
export function isOurs(jurisdiction: string | undefined, regency: Pick<Regency, 'key' | 'code' | 'regencyId'>): boolean {
  const asked = (jurisdiction ?? '').trim().toLowerCase()
  return asked === '' || asked === regency.key || asked === regency.code || asked === String(regency.regencyId) || asked.split('.').includes(regency.key)
}

/** Something that is not there. */
export function notFound(code: string, description: string): Open311Error {
  return { status: 404, code: `404.${code}`, description }
}

/** Something that cannot be taken. */
export function badRequest(code: string, description: string): Open311Error {
  return { status: 400, code: `400.${code}`, description }
}
