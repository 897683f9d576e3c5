import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, EmptyState, PageTitle, Section, useAddressState, useAnswer, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { qualityOperations, type DistrictQuality, type VillageQuality } from './quality.contract.ts'
import { Change, PartNumbers, Score } from './score.part.tsx'
import { Todos } from './todos.part.tsx'

/** The score of each village's data, and what its operator can put right. */
export function QualityPage() {
  const m = useMessages('data').quality
  const mayPutRight = useCan('registry.person.read')
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      {mayPutRight && <Todos />}
      <Scores />
    </>
  )
}

function Scores() {
  const m = useMessages('data').quality
  const [month, setMonth] = useAddressState('bulan')
  const [against, setAgainst] = useAddressState('dengan')
  const scores = useAnswer(qualityOperations.listVillageQuality, { query: { ...(month !== '' && { month }), ...(against !== '' && { against }) } })
  return (
    <Section title={m.score}>
      <Answered query={scores} rows={8}>
        {(answer) => (answer.items.length === 0 ? <EmptyState title={m.emptyTitle} text={m.emptyText} /> : (
          <>
            <Group mb="md" align="end">
              {answer.months.length > 1 && (
                <>
                  <MonthChoice label={m.month} months={answer.months} value={answer.month} onChoose={setMonth} />
                  <MonthChoice label={m.against} months={answer.months.filter((each) => each !== answer.month)} value={answer.against} onChoose={setAgainst} />
                </>
              )}
            </Group>
            <Ranking villages={answer.items} districts={answer.districts} />
          </>
        ))}
      </Answered>
    </Section>
  )
}

interface MonthChoiceProps {
  readonly label: string
  readonly months: readonly string[]
  readonly value: string | null
  readonly onChoose: (month: string) => void
}

function MonthChoice({ label, months, value, onChoose }: MonthChoiceProps) {
  const m = useMessages('data').quality
  const format = useFormat()
  const choices = months.map((each) => ({ value: each, label: format.month(each.slice(0, 7)) }))
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={value === null ? [{ value: '', label: m.noMonth }, ...choices] : choices}
    />
  )
}

const everyVillage = 'desa'

/** Whoever reaches several districts begins with their ranking; a district opens to its villages. */
function Ranking({ villages, districts }: { readonly villages: readonly VillageQuality[]; readonly districts: readonly DistrictQuality[] }) {
  const m = useMessages('data').quality
  const [shown, show] = useAddressState('tampilkan')
  if (districts.length < 2) return <Villages villages={villages} />
  const byName = districts.toSorted((left, right) => left.districtName.localeCompare(right.districtName))
  return (
    <>
      <NativeSelect
        label={m.show}
        mb="md"
        maw="24rem"
        value={shown}
        onChange={(event) => show(event.currentTarget.value)}
        data={[
          { value: '', label: m.districtRanking }, { value: everyVillage, label: m.villageRanking },
          ...byName.map((each) => ({ value: String(each.areaId), label: m.villagesOf({ district: each.districtName }) })),
        ]}
      />
      {shown === ''
        ? <Districts districts={districts} onOpen={show} />
        : <Villages key={shown} villages={shown === everyVillage ? villages : villages.filter((each) => String(each.districtId) === shown)} />}
    </>
  )
}

function Districts({ districts, onOpen }: { readonly districts: readonly DistrictQuality[]; readonly onOpen: (districtId: string) => void }) {
  const m = useMessages('data').quality
  const format = useFormat()
  const columns: readonly Column<DistrictQuality>[] = [
    {
      key: 'district', label: m.district,
      render: (row) => <Button variant="subtle" px={0} onClick={() => onOpen(String(row.areaId))} aria-label={m.openDistrict({ district: row.districtName })}>{row.districtName}</Button>,
    },
    { key: 'score', label: m.score, render: (row) => <Score score={row.score} /> },
    { key: 'change', label: m.change, render: (row) => <Change change={row.change} /> },
    { key: 'parts', label: m.parts, render: (row) => <PartNumbers parts={row.parts} /> },
    { key: 'villages', label: m.villageCount, render: (row) => format.number(row.villages), isNumber: true },
    { key: 'persons', label: m.persons, render: (row) => format.number(row.counts.persons), isNumber: true },
  ]
  return <DataList caption={m.districtCaption} columns={columns} rows={districts} rowKey={(row) => String(row.areaId)} />
}

const rowsAtOnce = 25

function Villages({ villages }: { readonly villages: readonly VillageQuality[] }) {
  const m = useMessages('data').quality
  const [most, setMost] = useState(rowsAtOnce)
  const columns: readonly Column<VillageQuality>[] = [
    { key: 'village', label: m.village, render: (row) => <AppLink href={staffPaths.qualityArea(row.areaId)}>{m.villageIn({ village: row.villageName, district: row.districtName })}</AppLink> },
    { key: 'score', label: m.score, render: (row) => <Score score={row.score} /> },
    { key: 'change', label: m.change, render: (row) => <Change change={row.change} /> },
    { key: 'parts', label: m.parts, render: (row) => <PartNumbers parts={row.parts} /> },
  ]
  return (
    <>
      <DataList caption={m.caption} columns={columns} rows={villages.slice(0, most)} rowKey={(row) => String(row.areaId)} />
      {villages.length > most && <Button variant="default" mt="md" onClick={() => setMost(most + rowsAtOnce)}>{m.more}</Button>}
    </>
  )
}
