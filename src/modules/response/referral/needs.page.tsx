import { Group, TextInput } from '@mantine/core'
import { useContext } from 'react'
import { addDays, dayOf } from '#platform/day.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, EmptyState, PageTitle, Section, useAddressState, useAnswer, useNow, type Column } from '#web/kit/index.ts'
import { SettingsContext } from '#web/staff/settings-context.ts'
import { referralOperations, type UnmetNeed } from './referral.contract.ts'

/** What was asked for and could not be given, for planning. */
export function NeedsPage() {
  const m = useMessages('response').referral
  const { timeZone } = useContext(SettingsContext)
  const today = dayOf(new Date(useNow()), timeZone)
  const [from, setFrom] = useAddressState('dari')
  const [to, setTo] = useAddressState('sampai')
  const span = { from: from === '' ? addDays(today, -89) : from, to: to === '' ? today : to }
  const found = useAnswer(referralOperations.countUnmetNeeds, { query: span })
  return (
    <>
      <PageTitle title={m.needsTitle} lede={m.needsLede} />
      <Group mb="lg">
        <TextInput type="date" label={m.from2} value={span.from} max={span.to} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={m.to2} value={span.to} min={span.from} max={today} onChange={(event) => setTo(event.currentTarget.value)} />
      </Group>
      <Answered query={found} rows={6}>
        {({ needs, districts }) => (needs.length === 0 ? <EmptyState title={m.needsNone} text={m.needsNoneText} /> : (
          <>
            <Section title={m.bySector}><Sectors needs={needs} /></Section>
            <Section title={m.byDistrict}><Districts districts={districts} /></Section>
          </>
        ))}
      </Answered>
    </>
  )
}

function Sectors({ needs }: { readonly needs: readonly UnmetNeed[] }) {
  const m = useMessages('response').referral
  const lang = useLang()
  const format = useFormat()
  const columns: readonly Column<UnmetNeed>[] = [
    { key: 'sector', label: m.sector, render: (row) => row.sectorName[lang] },
    { key: 'rejected', label: m.answers.rejected, isNumber: true, render: (row) => format.number(row.rejected) },
    { key: 'notEligible', label: m.answers.not_eligible, isNumber: true, render: (row) => format.number(row.notEligible) },
    { key: 'quotaFull', label: m.answers.quota_full, isNumber: true, render: (row) => format.number(row.quotaFull) },
    { key: 'total', label: m.total, isNumber: true, render: (row) => <strong>{format.number(row.total)}</strong> },
  ]
  return <DataList caption={m.bySector} columns={columns} rows={needs} rowKey={(row) => row.sector} />
}

interface DistrictNeeds {
  readonly areaId: number
  readonly name: string
  readonly total: number
}

function Districts({ districts }: { readonly districts: readonly DistrictNeeds[] }) {
  const m = useMessages('response').referral
  const format = useFormat()
  const columns: readonly Column<DistrictNeeds>[] = [
    { key: 'name', label: m.district, render: (row) => (row.areaId === 0 ? m.unplaced : row.name) },
    { key: 'total', label: m.total, isNumber: true, render: (row) => format.number(row.total) },
  ]
  return <DataList isSlim caption={m.byDistrict} columns={columns} rows={districts} rowKey={(row) => String(row.areaId)} />
}
