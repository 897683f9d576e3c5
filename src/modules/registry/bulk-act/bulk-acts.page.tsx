import { NativeSelect } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, PageTitle, Status, useAddressState, usePages, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { bulkActOperations, BulkActState, type BulkAct } from './bulk-act.contract.ts'

const tones: Readonly<Record<BulkActState, Tone>> = { proposed: 'soon', approved: 'good', refused: 'bad', withdrawn: 'neutral' }

/** What one proposed, and what one may decide on. */
export function BulkActsPage() {
  const m = useMessages('family').bulkAct
  const format = useFormat()
  const [asked, setAsked] = useAddressState('keadaan')
  const state = BulkActState.safeParse(asked)
  const acts = usePages(bulkActOperations.listBulkActs, { query: state.success ? { state: state.data } : {} })
  const columns: readonly Column<BulkAct>[] = [
    { key: 'kind', label: m.kind, render: (act) => <AppLink href={staffPaths.bulkAct(act.bulkActId)}>{m.kinds[act.kind]}</AppLink> },
    { key: 'state', label: m.state, render: (act) => <BulkActStatus state={act.state} /> },
    { key: 'rows', label: m.rows, render: (act) => m[act.subject === 'family' ? 'families' : 'persons']({ count: format.number(act.rowCount) }) },
    { key: 'area', label: m.area, render: (act) => act.areaName },
    { key: 'by', label: m.proposedBy, render: (act) => act.proposedByName },
    { key: 'at', label: m.proposedAt, render: (act) => format.moment(act.proposedAt) },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <NativeSelect
        label={m.state} value={asked} maw={280} mb="md" onChange={(event) => setAsked(event.currentTarget.value)}
        data={[{ value: '', label: m.anyState }, ...BulkActState.options.map((value) => ({ value, label: m.states[value] }))]}
      />
      <PagedList query={acts} caption={m.caption} columns={columns} rowKey={(act) => act.bulkActId} empty={{ title: m.empty, text: m.emptyText }} />
    </>
  )
}

/** A proposal's state as colour, word and shape. */
export function BulkActStatus({ state }: { readonly state: BulkActState }) {
  return <Status tone={tones[state]}>{useMessages('family').bulkAct.states[state]}</Status>
}
