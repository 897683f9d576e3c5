import type { AreaTree } from '#modules/people/area/area.contract.ts'
import { findDistrictOf, listDistricts, listVillagesOf } from '#modules/people/area/area.rules.ts'
import { isAmbiguous, listAmbiguousNames } from './place.rules.ts'
import type { FormProblem, FormValues, PlaceCandidate, ReportPlaces } from './report-form.contract.ts'
import type { MeasuredPoint, ReportDraft } from './report.contract.ts'
import { TellBy } from '#modules/response/notice/notice.contract.ts'
import { plainDigits } from '#platform/words.ts'

/** A form nobody has filled in. */
export const emptyForm: FormValues = {
  category: '', story: '', subject: '', subjectName: '', subjectNik: '', subjectAddress: '', peopleCount: '', area: '', areaChoice: '',
  placeWords: '', lat: '', lng: '', accuracyMeters: '', contact: '', phone: '', email: '', tellBy: '', reporterName: '', secret: 'yes', accused: '',
}

/** The fields of a sent form; a box that is not ticked is not sent, so `secret` is then empty. */
export function readFormValues(sent: ReadonlyMap<string, string>): FormValues {
  const names = Object.keys(emptyForm) as (keyof FormValues)[]
  return Object.fromEntries(names.map((name) => [name, sent.get(name) ?? ''])) as unknown as FormValues
}

/** The form as a draft, whose words the rules then judge. Numbers that are none count as not given, except where the rules want to say so. */
export function draftOfForm(values: FormValues, photos: readonly string[]): ReportDraft {
  const areaId = wholeNumber(values.areaChoice) ?? wholeNumber(values.area)
  const point = pointOfForm(values)
  const tellBy = TellBy.safeParse(values.tellBy).data
  return {
    category: values.category, story: values.story, subject: values.subject === 'other' ? 'other' : 'self', subjectNik: values.subjectNik,
    subjectName: values.subjectName, subjectAddress: values.subjectAddress, peopleCount: values.peopleCount, placeWords: values.placeWords,
    accused: values.accused, contact: values.contact === 'anonymous' ? 'anonymous' : 'phone', phone: values.phone, reporterName: values.reporterName,
    secret: values.secret !== '', photos: [...photos], areaUnknown: values.areaChoice === 'none',
    ...(areaId !== undefined && { areaId }), ...(point !== undefined && { point }),
    ...(values.email.trim() !== '' && { email: values.email }), ...(tellBy !== undefined && { tellBy }),
  }
}

function wholeNumber(typed: string): number | undefined {
  return /^\d{1,6}$/.test(typed) ? Number(typed) : undefined
}

function decimal(typed: string): number {
  return /^-?\d{1,7}(\.\d{1,10})?$/.test(typed) ? Number(typed) : Number.NaN
}

/** The phone's place as the island wrote it; anything else is as good as none, because nobody typed it. */
function pointOfForm(values: FormValues): MeasuredPoint | undefined {
  const [lat, lng, accuracyMeters] = [values.lat, values.lng, values.accuracyMeters].map(decimal)
  if (lat === undefined || lng === undefined || !(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180)) return undefined
  const isMeasured = accuracyMeters !== undefined && accuracyMeters >= 0 && accuracyMeters <= 1_000_000
  return { lat, lng, ...(isMeasured && { accuracyMeters }) }
}

/** The area that a poster's link names: an area id, or an official code with or without dots. Undefined when there is none such. */
export function areaOfPoster(tree: AreaTree, named: string): number | undefined {
  if (named.length > 20) return undefined
  const digits = plainDigits(named).replaceAll('.', '')
  if (!/^\d{1,10}$/.test(digits)) return undefined
  const regency = tree.root.code.replaceAll('.', '')
  const areaId = Number(digits.length > 6 && digits.startsWith(regency) ? digits.slice(regency.length) : digits)
  return areaId !== 0 && tree.byId.has(areaId) ? areaId : undefined
}

/** The places that a problem asks about, with their districts. */
export function candidatesOf(problems: readonly FormProblem[], tree: AreaTree): readonly PlaceCandidate[] {
  const unclear = problems.find((problem) => problem.kind === 'area_unclear')
  if (unclear?.kind !== 'area_unclear') return []
  return unclear.candidates.map(({ areaId, name, kind }) => ({
    areaId, name, districtName: kind === 'village' ? (findDistrictOf(tree, areaId)?.name ?? null) : null,
  }))
}

/** Makes the form's list of places; a village whose name another one has too is marked. */
export function listReportPlaces(tree: AreaTree): ReportPlaces {
  const ambiguous = listAmbiguousNames(tree)
  return {
    districts: listDistricts(tree).map((district) => ({
      areaId: district.areaId, name: district.name,
      villages: listVillagesOf(tree, district.areaId).map((village) => ({
        areaId: village.areaId, name: village.name, isAmbiguous: isAmbiguous(ambiguous, village),
      })),
    })),
  }
}
