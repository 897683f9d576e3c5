import { NativeSelect } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, Status, useAddressState, usePages, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { objectionOperations, type ObjectionRow, type ObjectionState } from './objection.contract.ts'

const shows = ['open', 'late', 'answered'] as const
type Show = (typeof shows)[number]

const tones: Readonly<Record<ObjectionState, Tone>> = { open: 'info', answered: 'good', appealed: 'soon', settled: 'good' }

/** An objection's state in words, colour and shape. */
export function ObjectionStatus({ state }: { readonly state: ObjectionState }) {
  const m = useMessages('proposal').objection
  return <Status tone={tones[state]}>{m.states[state]}</Status>
}

const soonDays = 5

/** How the promise stands: days left, late, or kept. */
export function ObjectionClock({ row }: { readonly row: Pick<ObjectionRow, 'daysLeft' | 'isLate'> }) {
  const m = useMessages('proposal').objection
  if (row.daysLeft === null) return <Status tone={row.isLate ? 'bad' : 'good'}>{row.isLate ? m.wasLate : m.inTime}</Status>
  if (row.daysLeft < 0) return <Status tone="bad">{m.late({ days: -row.daysLeft })}</Status>
  return <Status tone={row.daysLeft <= soonDays ? 'soon' : 'info'}>{m.daysLeft({ days: row.daysLeft })}</Status>
}

/** Objections of one's area, what is due first. */
export function ObjectionListPage() {
  const m = useMessages('proposal').objection
  const format = useFormat()
  const mayMake = useCan('registry.proposal.make')
  const [shown, setShown] = useAddressState('tampil', 'open')
  const show: Show = shows.find((each) => each === shown) ?? 'open'
  const objections = usePages(objectionOperations.listObjections, { query: { show } })
  const create = mayMake && <ButtonLink href={staffPaths.newObjection}>{m.create}</ButtonLink>
  const columns: readonly Column<ObjectionRow>[] = [
    { key: 'name', label: m.subject, render: (row) => <AppLink href={staffPaths.objection(row.objectionId)}>{row.subjectName}</AppLink> },
    { key: 'claim', label: m.claim, render: (row) => m.claims[row.claim] },
    { key: 'village', label: m.village, render: (row) => row.villageName },
    { key: 'state', label: m.state, render: (row) => <ObjectionStatus state={row.state} /> },
    { key: 'due', label: m.due, render: (row) => format.day(row.dueOn) },
    { key: 'clock', label: m.clock, render: (row) => <ObjectionClock row={row} /> },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={create} />
      <search>
        <NativeSelect
          label={m.show}
          mb="md"
          maw="20rem"
          value={show}
          onChange={(event) => setShown(event.currentTarget.value)}
          data={shows.map((value) => ({ value, label: m.shows[value] }))}
        />
      </search>
      <PagedList
        query={objections}
        caption={m.caption}
        columns={columns}
        rowKey={(row) => row.objectionId}
        empty={{ title: m.emptyTitle[show], text: m.emptyText }}
      />
    </>
  )
}
