import type { Lang } from '#web/i18n/lang.ts'
import { describedBy, Field } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import type { VillageChoices } from './proposal-form.rules.ts'

interface VillageFieldProps {
  readonly lang: Lang
  readonly villages: VillageChoices
  readonly chosen: string
  readonly error: string | undefined
}

/** The village, from one list grouped by district. */
export function VillageField({ lang, villages, chosen, error }: VillageFieldProps) {
  const m = publicMessages(lang).proposalPage
  return (
    <Field lang={lang} id="area" label={m.village} error={error}>
      <select id="area" name="area" defaultValue={chosen} {...describedBy('area', { error })}>
        <option value="">{m.villageChoose}</option>
        {villages.districts.map((district) => (
          <optgroup label={district.name} key={district.name}>
            {district.villages.map((village) => <option value={village.areaId} key={village.areaId}>{village.name}</option>)}
          </optgroup>
        ))}
      </select>
    </Field>
  )
}
