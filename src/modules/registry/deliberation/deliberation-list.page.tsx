import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, Status, usePages, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { deliberationOperations, type DeliberationRow, type DeliberationState } from './deliberation.contract.ts'

const tones: Readonly<Record<DeliberationState, Tone>> = { planned: 'neutral', open: 'info', closed: 'good', cancelled: 'neutral', withdrawn: 'bad' }

/** A meeting's state in words, colour and shape. */
export function DeliberationStatus({ state }: { readonly state: DeliberationState }) {
  const m = useMessages('proposal').deliberation
  return <Status tone={tones[state]}>{m.states[state]}</Status>
}

/** The meetings of one's area. */
export function DeliberationListPage() {
  const m = useMessages('proposal').deliberation
  const format = useFormat()
  const mayHold = useCan('registry.deliberation.hold')
  const meetings = usePages(deliberationOperations.listDeliberations, { query: {} })
  const plan = mayHold && <ButtonLink href={staffPaths.newDeliberation}>{m.plan}</ButtonLink>
  const columns: readonly Column<DeliberationRow>[] = [
    { key: 'day', label: m.heldOn, render: (row) => <AppLink href={staffPaths.deliberation(row.deliberationId)}>{`${format.day(row.heldOn)}, ${row.startsAt}`}</AppLink> },
    { key: 'village', label: m.village, render: (row) => row.villageName },
    { key: 'place', label: m.place, render: (row) => row.place },
    { key: 'items', label: m.itemCount, render: (row) => row.itemCount, isNumber: true },
    { key: 'state', label: m.state, render: (row) => <DeliberationStatus state={row.state} /> },
    { key: 'number', label: m.number, render: (row) => row.number ?? '–' },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={plan} />
      <PagedList
        query={meetings}
        caption={m.caption}
        columns={columns}
        rowKey={(row) => row.deliberationId}
        empty={{ title: m.emptyTitle, text: m.emptyText, action: plan }}
      />
    </>
  )
}
