import type { PhotoProblem } from '#platform/http/photo-problem.ts'
import type { ReportProblem } from './report.contract.ts'

/** The fields of the plain form, as text, exactly as they were typed. */
export interface FormValues {
  readonly category: string
  readonly story: string
  readonly subject: string
  readonly subjectName: string
  readonly subjectNik: string
  readonly subjectAddress: string
  readonly peopleCount: string
  readonly area: string
  /** Answer to "which of these places?": an area's id, or `none`. */
  readonly areaChoice: string
  readonly placeWords: string
  readonly lat: string
  readonly lng: string
  readonly accuracyMeters: string
  readonly contact: string
  readonly phone: string
  readonly email: string
  /** How the sender wishes to hear from us; empty: by what they gave. */
  readonly tellBy: string
  readonly reporterName: string
  /** `yes`, or empty. */
  readonly secret: string
  readonly accused: string
}

/** What can be wrong with a form beyond what can be wrong with a report: a file that is no photo. */
export type FormProblem = ReportProblem | PhotoProblem

/** A place to be chosen from; the district's name is null when the place is a district itself. */
export interface PlaceCandidate {
  readonly areaId: number
  readonly name: string
  readonly districtName: string | null
}

/** Every village of the regency under its district, as the form lists them. */
export interface ReportPlaces {
  readonly districts: readonly {
    readonly areaId: number
    readonly name: string
    readonly villages: readonly { readonly areaId: number; readonly name: string; readonly isAmbiguous: boolean }[]
  }[]
}
