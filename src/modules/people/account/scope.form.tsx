import { NativeSelect, Stack } from '@mantine/core'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import type { Lang } from '#web/i18n/lang.ts'
import type { ScopeView } from '#modules/people/session/session.contract.ts'
import type { NewScope, ScopeChoices } from './account.contract.ts'

/** A scope as one line: the role, the office if it acts for one, and the place unless the office's name says it. */
export function scopeWords(scope: Omit<ScopeView, 'scopeId'>, lang: Lang): string {
  return `${scope.roleName[lang]}, ${placeWords(scope, lang)}`
}

/** Where a scope works: the office, and the area unless the office's name says it. */
export function placeWords(scope: Omit<ScopeView, 'scopeId'>, lang: Lang): string {
  const office = scope.officeName?.[lang]
  if (office === undefined) return scope.areaName
  return office.includes(scope.areaName) ? office : `${office}, ${scope.areaName}`
}

/** What a form for a scope holds while it is being filled: nothing chosen is an empty text. */
export interface ScopeDraft {
  readonly role: string
  readonly districtId: string
  readonly villageId: string
  readonly officeId: string
}

export const emptyScope: ScopeDraft = { role: '', districtId: '', villageId: '', officeId: '' }

/** The scope that a filled form asks for; the server judges whether it fits. */
export function scopeOfDraft(draft: ScopeDraft): NewScope {
  const area = draft.villageId === '' ? draft.districtId : draft.villageId
  return { role: draft.role, areaId: Number(area), officeId: draft.officeId === '' ? null : Number(draft.officeId) }
}

interface ScopeFieldsProps {
  readonly choices: ScopeChoices
  readonly value: ScopeDraft
  readonly onChange: (value: ScopeDraft) => void
}

/** Role first; then as much of place and office as the role needs. */
export function ScopeFields({ choices, value, onChange }: ScopeFieldsProps) {
  const m = useMessages('account')
  const lang = useLang()
  const role = choices.roles.find((each) => each.role === value.role)
  const districts = choices.areas.filter((area) => area.kind === 'district')
  const villages = choices.areas.filter((area) => area.parentId === Number(value.districtId) && area.kind === 'village')
  const regencyOffices = choices.offices.filter((office) => office.areaId === 0)
  const isPlaceFree = role?.area === 'none'
  const hasOffice = role?.office === 'own' || isPlaceFree
  return (
    <Stack>
      <NativeSelect
        id="role"
        label={m.account.role}
        value={value.role}
        onChange={(event) => onChange({ ...emptyScope, role: event.currentTarget.value })}
        data={[{ value: '', label: m.account.chooseRole }, ...choices.roles.map((each) => ({ value: each.role, label: each.name[lang] }))]}
        required
      />
      {role !== undefined && role.area !== 'regency' && (
        <NativeSelect
          id="districtId"
          label={m.account.district}
          value={value.districtId}
          onChange={(event) => onChange({ ...value, districtId: event.currentTarget.value, villageId: '' })}
          data={[{ value: '', label: isPlaceFree ? m.account.wholeRegency : m.account.chooseDistrict }, ...districts.map(optionOf)]}
          required={!isPlaceFree}
        />
      )}
      {value.districtId !== '' && (role?.area === 'village' || isPlaceFree) && (
        <NativeSelect
          id="villageId"
          label={m.account.village}
          value={value.villageId}
          onChange={(event) => onChange({ ...value, villageId: event.currentTarget.value })}
          data={[{ value: '', label: isPlaceFree ? m.account.wholeDistrict : m.account.chooseVillage }, ...villages.map(optionOf)]}
          required={!isPlaceFree}
        />
      )}
      {hasOffice && (
        <NativeSelect
          id="officeId"
          label={m.account.office}
          value={value.officeId}
          onChange={(event) => onChange({ ...value, officeId: event.currentTarget.value })}
          data={[
            { value: '', label: isPlaceFree ? m.account.noOffice : m.account.chooseOffice },
            ...regencyOffices.map((office) => ({ value: String(office.officeId), label: office.name[lang] })),
          ]}
          required={!isPlaceFree}
        />
      )}
    </Stack>
  )
}

function optionOf(area: ScopeChoices['areas'][number]): { value: string; label: string } {
  return { value: String(area.areaId), label: area.name }
}
