import { Tabs } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, PagedList, PageTitle, Status, useAddressState, useAnswer, useCalmLive, usePages, useRefresh, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { RungBox, rungOperations, type RungRow, type RungStanding } from './rung.contract.ts'

/** The ladder as one's own rung sees it; kept up to date by what happens. */
export function RungPage() {
  const standing = useAnswer(rungOperations.getRung, {}, { everyMs: 60_000 })
  const refresh = useRefresh()
  useCalmLive(() => void refresh(rungOperations.getRung, rungOperations.listRungCases))
  return <Answered query={standing} rows={6}>{(value) => <Boxes standing={value} />}</Answered>
}

function Boxes({ standing }: { readonly standing: RungStanding }) {
  const m = useMessages('response')
  const [kept, setBox] = useAddressState('kotak', 'here')
  const box = RungBox.options.find((each) => each === kept) ?? 'here'
  return (
    <>
      <PageTitle title={m.rung.title({ rung: m.caseWork.rung[standing.rung] })} lede={m.rung.lede} />
      <Tabs value={box} onChange={(next) => setBox(next ?? 'here')} keepMounted={false}>
        <Tabs.List>
          {RungBox.options.map((each) => <Tabs.Tab key={each} value={each}>{`${m.rung.boxes[each]} (${countWords(standing.counts[each])})`}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value={box} pt="md">
          <Cases key={box} box={box} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

/** A hundred stands for a hundred or more. */
function countWords(count: number): string {
  return count >= 100 ? '99+' : String(count)
}

function Cases({ box }: { readonly box: RungBox }) {
  const m = useMessages('response').rung
  const found = usePages(rungOperations.listRungCases, { query: { box } })
  return (
    <>
      <p>{m.boxAbout[box]}</p>
      <PagedList caption={m.list} query={found} columns={useColumns()} rowKey={({ row }) => row.caseId} empty={{ title: m.empty[box], text: m.emptyText }} />
    </>
  )
}

function useColumns(): readonly Column<RungRow>[] {
  const m = useMessages('response')
  const lang = useLang()
  return [
    {
      key: 'case', label: m.rung.case,
      render: ({ row }) => (
        <>
          <AppLink href={staffPaths.case(row.caseId)}>{row.caseNumber}</AppLink>
          {row.urgency !== 'ordinary' && <> <Status tone={row.urgency === 'danger' ? 'bad' : 'soon'}>{m.inbox.urgency[row.urgency]}</Status></>}
          <br />
          {row.categoryName[lang]}
        </>
      ),
    },
    { key: 'place', label: m.rung.place, render: ({ row }) => [row.villageName, row.districtName].filter((name) => name !== null).join(', ') || m.inbox.placeUnknown },
    { key: 'lead', label: m.rung.lead, render: ({ leadShort }) => leadShort },
    { key: 'why', label: m.rung.why, render: (row) => <Why row={row} /> },
    { key: 'next', label: m.rung.next, render: (row) => <Next row={row} /> },
  ]
}

function Why({ row: { moved } }: { readonly row: RungRow }) {
  const m = useMessages('response').rung
  const format = useFormat()
  if (moved === null) return m.began
  const from = moved.fromShort ?? ''
  const words = moved.by === 'escalated' ? m.escalated({ from }) : m[moved.by]({ from, name: moved.byName })
  return (
    <>
      {words}
      {moved.words !== null && <><br />{`“${moved.words}”`}</>}
      <br />
      {`${m.when} ${format.moment(moved.at)}`}
    </>
  )
}

function Next({ row: { climbs } }: { readonly row: RungRow }) {
  const m = useMessages('response')
  const format = useFormat()
  if (climbs === null) return m.rung.stays
  return m.rung.climbs({ rung: m.caseWork.rung[climbs.rung].toLowerCase(), moment: format.moment(climbs.at) })
}
