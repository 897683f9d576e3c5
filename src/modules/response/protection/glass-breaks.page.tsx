import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { PagedList, PageTitle, ReasonDialog, useAddressState, useCommand, useLive, usePages, useRefresh, type Column } from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { glassOperations, type GlassBreak } from './glass.contract.ts'
import { GlassWords } from './glass-words.part.tsx'

const shows = ['all', 'unseen'] as const

/** Who opened a protected case that they do not handle, when and why; the data protection officer asks about it and notes it as seen. */
export function GlassBreaksPage() {
  const m = useMessages('response').protection
  const [asked, setShow] = useAddressState('tampil', 'all')
  const show = shows.find((each) => each === asked) ?? 'all'
  const found = usePages(glassOperations.listGlassBreaks, { query: { show } })
  const refresh = useRefresh()
  useLive((event) => {
    if (event === undefined || event.topic === 'glass') void refresh(glassOperations.listGlassBreaks)
  })
  const empty = show === 'unseen' ? { title: m.glassAllSeen } : { title: m.glassEmpty, text: m.glassEmptyText }
  return (
    <>
      <PageTitle title={m.glassTitle} lede={m.glassLede} />
      <NativeSelect
        label={m.glassShow} value={show} maw={280} mb="md" data={shows.map((value) => ({ value, label: m.glassShows[value] }))}
        onChange={(event) => setShow(event.currentTarget.value)}
      />
      <PagedList query={found} caption={m.glassTitle} columns={useColumns()} rowKey={(row) => row.breakId} empty={empty} />
    </>
  )
}

function useColumns(): readonly Column<GlassBreak>[] {
  const m = useMessages('response').protection
  const format = useFormat()
  return [
    { key: 'who', label: m.glassWho, render: (row) => row.accountName },
    { key: 'case', label: m.glassCase, render: (row) => row.caseNumber },
    { key: 'when', label: m.glassWhen, render: (row) => `${format.moment(row.brokenAt)}, ${m.glassUntil({ moment: format.moment(row.untilAt) })}` },
    { key: 'why', label: m.glassWhy, render: (row) => row.reason },
    { key: 'said', label: m.glassSaid, render: (row) => <GlassWords row={row}><Settle row={row} /></GlassWords> },
  ]
}

/** What the data protection officer does about an access that is not seen yet. */
function Settle({ row }: { readonly row: GlassBreak }) {
  const m = useMessages('response').protection
  const maySettle = useCan('response.glass.settle')
  const [chosen, setChosen] = useState<'ask' | 'see'>()
  if (!maySettle || row.state === 'seen') return null
  return (
    <Group gap="xs">
      <Button size="sm" onClick={() => setChosen('see')}>{m.markSeen}</Button>
      {row.state !== 'asked' && <Button size="sm" variant="default" onClick={() => setChosen('ask')}>{m.askGlass}</Button>}
      <SeeDialog row={row} isOpen={chosen === 'see'} onClose={() => setChosen(undefined)} />
      <AskDialog row={row} isOpen={chosen === 'ask'} onClose={() => setChosen(undefined)} />
    </Group>
  )
}

interface WordProps {
  readonly row: GlassBreak
  readonly isOpen: boolean
  readonly onClose: () => void
}

const lists = [glassOperations.listGlassBreaks, glassOperations.countGlassBreaks]

function SeeDialog({ row: { breakId }, isOpen, onClose }: WordProps) {
  const m = useMessages('response').protection
  const see = useCommand(glassOperations.markGlassSeen, { refreshes: lists, onDone: onClose })
  return (
    <ReasonDialog
      isOpen={isOpen} onClose={onClose} title={m.markSeen} confirm={m.markSeen} label={m.glassConclusion} busy={see.busy} problem={see.problem} minimum={5}
      onConfirm={(words) => void see.run({ params: { breakId }, body: { words } })}
    >
      <p>{m.markSeenText}</p>
    </ReasonDialog>
  )
}

function AskDialog({ row: { breakId }, isOpen, onClose }: WordProps) {
  const m = useMessages('response').protection
  const ask = useCommand(glassOperations.askAboutGlass, { refreshes: lists, onDone: onClose })
  return (
    <ReasonDialog
      isOpen={isOpen} onClose={onClose} title={m.askGlass} confirm={m.askGlass} label={m.glassQuestion} busy={ask.busy} problem={ask.problem} minimum={5}
      onConfirm={(words) => void ask.run({ params: { breakId }, body: { words } })}
    >
      <p>{m.askGlassText}</p>
    </ReasonDialog>
  )
}
