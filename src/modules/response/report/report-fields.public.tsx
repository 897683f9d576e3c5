import type { Lang } from '#web/i18n/lang.ts'
import { Choice, classes, describedBy, Field, Problem } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import type { FormValues, PlaceCandidate, ReportPlaces } from './report-form.contract.ts'

interface PlaceProps {
  readonly lang: Lang
  readonly values: FormValues
  readonly errorOf: (field: string) => string | undefined
  readonly places: ReportPlaces
  readonly candidates: readonly PlaceCandidate[]
}

/** Where: one list grouped by district, words for what no list knows, and the phone's place if the island offers it. */
export function PlaceFields({ lang, values, errorOf, places, candidates }: PlaceProps) {
  const m = publicMessages(lang).reportPage
  const error = errorOf('areaId')
  const isUnclear = candidates.length > 0
  const wordsError = errorOf('placeWords')
  return (
    <fieldset>
      <legend>{m.place}</legend>
      {isUnclear && <UnclearPlace lang={lang} values={values} candidates={candidates} error={error} />}
      <Field lang={lang} id="area" label={m.area} error={isUnclear ? undefined : error}>
        <select id="area" name="area" defaultValue={values.area} {...describedBy('area', { error: isUnclear ? undefined : error })}>
          <option value="">{m.areaChoose}</option>
          {places.districts.map((district) => (
            <optgroup label={district.name} key={district.areaId}>
              {district.villages.map((village) => (
                <option value={village.areaId} key={village.areaId}>
                  {village.isAmbiguous ? m.inDistrict({ name: village.name, district: district.name }) : village.name}
                </option>
              ))}
              <option value={district.areaId}>{m.districtOnly({ district: district.name })}</option>
            </optgroup>
          ))}
        </select>
      </Field>
      <Field lang={lang} id="placeWords" label={m.placeWords} hint={m.placeWordsHint} error={wordsError} isOptional>
        <input
          type="text" id="placeWords" name="placeWords" autoComplete="off" defaultValue={values.placeWords}
          {...describedBy('placeWords', { hint: true, error: wordsError })}
        />
      </Field>
      <input type="hidden" name="lat" value={values.lat} readOnly />
      <input type="hidden" name="lng" value={values.lng} readOnly />
      <input type="hidden" name="accuracyMeters" value={values.accuracyMeters} readOnly />
      <output className="hint" data-place="">{values.lat !== '' && m.pointKept}</output>
    </fieldset>
  )
}

/** A name that could mean several places is asked about, each shown with its district. */
function UnclearPlace({ lang, values, candidates, error }: Omit<PlaceProps, 'places' | 'errorOf'> & { readonly error: string | undefined }) {
  const m = publicMessages(lang).reportPage
  return (
    <fieldset id="area-choice" tabIndex={-1} className={classes(error !== undefined && 'wrong')} {...describedBy('area-choice', { error })}>
      <legend>{m.areaUnclear}</legend>
      <Problem id="area-choice" error={error} />
      {candidates.map((candidate) => (
        <Choice
          key={candidate.areaId} id={`area-${candidate.areaId}`} name="areaChoice" value={String(candidate.areaId)}
          isChosen={values.areaChoice === String(candidate.areaId)} title={candidateTitle(lang, candidate)}
        />
      ))}
      <Choice id="area-none" name="areaChoice" value="none" isChosen={values.areaChoice === 'none'} title={m.areaNone} />
    </fieldset>
  )
}

function candidateTitle(lang: Lang, { name, districtName }: PlaceCandidate): string {
  const m = publicMessages(lang).reportPage
  return districtName === null ? m.districtOnly({ district: name }) : m.inDistrict({ name, district: districtName })
}
