import { Button, NativeSelect } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { useAddressState, useAnswer } from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'
import { optionsOf, villagesOf } from './case-hands.form.tsx'
import { inboxOperations } from './inbox.contract.ts'
import styles from './case.module.css'

/** What the queue is narrowed to, as the address says it. */
export interface InboxFilters {
  readonly category: string
  readonly district: string
  readonly village: string
  readonly office: string
}

/** The filters of the address, and the functions that change them. */
export function useInboxFilters() {
  const [category, setCategory] = useAddressState('category')
  const [district, setDistrict] = useAddressState('district')
  const [village, setVillage] = useAddressState('village')
  const [office, setOffice] = useAddressState('office')
  const values: InboxFilters = { category, district, village, office }
  return {
    values, setCategory, setVillage, setOffice,
    setDistrict: (next: string): void => {
      setVillage('')
      setDistrict(next)
    },
    clear: (): void => {
      setCategory('')
      setVillage('')
      setDistrict('')
      setOffice('')
    },
  }
}

/** The filters as the inbox is asked. */
export function queryOf({ category, district, village, office }: InboxFilters) {
  return {
    ...(category !== '' && { category }), ...(district !== '' && { districtId: Number(district) }),
    ...(village !== '' && { areaId: Number(village) }), ...(office !== '' && { officeId: Number(office) }),
  }
}

type Filters = ReturnType<typeof useInboxFilters>

/** The filters: in sight where there is room, behind one line on a phone. */
export function FilterBar({ filters }: { readonly filters: Filters }) {
  const m = useMessages('response')
  const hasRoom = useMediaQuery('(min-width: 640px)', true, { getInitialValueInEffect: false })
  const [isOpen, setIsOpen] = useState(false)
  const count = Object.values(filters.values).filter((value) => value !== '').length
  return (
    <details className={styles['filters']} open={hasRoom || isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{count === 0 ? m.inbox.filters : m.inbox.filtersSet({ count })}</summary>
      <FilterFields filters={filters} />
    </details>
  )
}

/** The fields that narrow the queue; a scope that lies in one district or village is not asked for it. */
function FilterFields({ filters }: { readonly filters: Filters }) {
  const m = useMessages('response')
  const lang = useLang()
  const { scope } = useSession()
  const categories = useAnswer(inboxOperations.listCategories, {})
  const areas = useAnswer(areaOperations.listAreas, {})
  const offices = useAnswer(areaOperations.listOffices, {})
  const all = { value: '', label: m.inbox.everything }
  const isRegency = scope.areaId === 0
  const isVillage = scope.areaId >= 100
  const districtId = isRegency ? Number(filters.values.district) : scope.areaId
  const found = areas.data?.areas ?? []
  // A link from the board may narrow it to an office of a district or village, which the list does not offer.
  const isOffered = (office: { readonly officeId: number; readonly areaId: number; readonly kind: string }): boolean =>
    (office.areaId === 0 && office.kind !== 'leadership') || String(office.officeId) === filters.values.office
  const offered = (offices.data?.offices ?? []).filter(isOffered)
  const isNarrowed = Object.values(filters.values).some((value) => value !== '')
  return (
    <search className={styles['tools']} aria-label={m.inbox.filters}>
      <NativeSelect
        label={m.inbox.category}
        value={filters.values.category}
        onChange={(event) => filters.setCategory(event.currentTarget.value)}
        data={[all, ...(categories.data?.categories ?? []).map((category) => ({ value: category.code, label: category.name[lang] }))]}
      />
      {isRegency && (
        <NativeSelect
          label={m.inbox.district}
          value={filters.values.district}
          onChange={(event) => filters.setDistrict(event.currentTarget.value)}
          data={[all, ...optionsOf(found.filter((area) => area.kind === 'district'))]}
        />
      )}
      {!isVillage && districtId > 0 && (
        <NativeSelect
          label={m.inbox.village}
          value={filters.values.village}
          onChange={(event) => filters.setVillage(event.currentTarget.value)}
          data={[all, ...optionsOf(villagesOf(found, districtId))]}
        />
      )}
      <NativeSelect
        label={m.inbox.office}
        value={filters.values.office}
        onChange={(event) => filters.setOffice(event.currentTarget.value)}
        data={[all, ...offered.map((office) => ({ value: String(office.officeId), label: office.name[lang] }))]}
      />
      {isNarrowed && (
        <Button variant="default" onClick={filters.clear}>
          {m.inbox.clearFilters}
        </Button>
      )}
    </search>
  )
}
