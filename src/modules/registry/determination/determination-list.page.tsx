import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, Status, usePages, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { determinationOperations, type DeterminationRow, type DeterminationState } from './determination.contract.ts'

const tones: Readonly<Record<DeterminationState, Tone>> = { draft: 'info', determined: 'good', discarded: 'neutral' }

/** A determination's state in words, colour and shape. */
export function DeterminationStatus({ state }: { readonly state: DeterminationState }) {
  const m = useMessages('proposal').determination
  return <Status tone={tones[state]}>{m.states[state]}</Status>
}

/** The determinations and their drafts. */
export function DeterminationListPage() {
  const m = useMessages('proposal').determination
  const format = useFormat()
  const mayPrepare = useCan('registry.proposal.confirm')
  const determinations = usePages(determinationOperations.listDeterminations, { query: {} })
  const prepare = mayPrepare && <ButtonLink href={staffPaths.newDetermination}>{m.prepare}</ButtonLink>
  const columns: readonly Column<DeterminationRow>[] = [
    {
      key: 'decree', label: m.decree,
      render: (row) => (
        <>
          <AppLink href={staffPaths.determination(row.determinationId)}>{row.decreeNumber ?? m.draftOf({ moment: format.moment(row.preparedAt) })}</AppLink>
          {row.decreeOn !== null && <div>{format.day(row.decreeOn)}</div>}
        </>
      ),
    },
    { key: 'state', label: m.state, render: (row) => <DeterminationStatus state={row.state} /> },
    { key: 'kind', label: m.correction, render: (row) => (row.isCorrection ? m.correction : '–') },
    { key: 'month', label: m.month, render: (row) => (row.month === null ? '–' : format.month(row.month)) },
    { key: 'items', label: m.items, render: (row) => format.number(row.itemCount), isNumber: true },
    { key: 'by', label: m.preparedBy, render: (row) => row.preparedByName },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={prepare} />
      <PagedList
        query={determinations}
        caption={m.caption}
        columns={columns}
        rowKey={(row) => row.determinationId}
        empty={{ title: m.emptyTitle, text: m.emptyText, action: prepare }}
      />
    </>
  )
}
