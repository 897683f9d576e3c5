import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, ReasonDialog, Section, Status, useAnswer, useCommand, useLive, usePages, useRefresh, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { glassOperations, type GlassBreak } from './glass.contract.ts'
import { GlassWords } from './glass-words.part.tsx'
import styles from './protection.module.css'

function useFresh(): void {
  const refresh = useRefresh()
  useLive((event) => {
    if (event === undefined || event.topic === 'glass') void refresh(glassOperations.listOwnGlassBreaks)
  })
}

/** Says that an explanation is asked for a protected case that one opened; nothing otherwise. */
export function AskedAboutGlass() {
  const m = useMessages('response').protection
  const asked = useAnswer(glassOperations.listOwnGlassBreaks, { query: { show: 'asked' } })
  useFresh()
  if ((asked.data?.items.length ?? 0) === 0) return null
  return (
    <p className={styles['asked']}>
      <Status tone="soon">{m.glassAsked}</Status> <AppLink href={staffPaths.breakGlass}>{m.glassAnswer}</AppLink>
    </p>
  )
}

/** The protected cases that one opened oneself, with what was asked about them. */
export function OwnGlass() {
  const m = useMessages('response').protection
  const found = usePages(glassOperations.listOwnGlassBreaks, { query: { show: 'all' } })
  useFresh()
  return (
    <Section title={m.ownGlassTitle}>
      <PagedList query={found} caption={m.ownGlassTitle} columns={useColumns()} rowKey={(row) => row.breakId} empty={{ title: m.ownGlassEmpty }} />
    </Section>
  )
}

function useColumns(): readonly Column<GlassBreak>[] {
  const m = useMessages('response').protection
  const format = useFormat()
  return [
    { key: 'case', label: m.glassCase, render: (row) => row.caseNumber },
    { key: 'when', label: m.glassWhen, render: (row) => format.moment(row.brokenAt) },
    { key: 'why', label: m.glassWhy, render: (row) => row.reason },
    { key: 'said', label: m.glassSaid, render: (row) => <GlassWords row={row}>{row.state === 'asked' && <Explain row={row} />}</GlassWords> },
  ]
}

function Explain({ row: { breakId } }: { readonly row: GlassBreak }) {
  const m = useMessages('response').protection
  const [isOpen, setIsOpen] = useState(false)
  const explain = useCommand(glassOperations.explainGlass, { refreshes: [glassOperations.listOwnGlassBreaks], onDone: () => setIsOpen(false) })
  return (
    <>
      <Button size="sm" onClick={() => setIsOpen(true)}>{m.explainGlass}</Button>
      <ReasonDialog
        isOpen={isOpen} onClose={() => setIsOpen(false)} title={m.explainGlass} confirm={m.explainGlass} label={m.glassExplanation} busy={explain.busy}
        problem={explain.problem} minimum={5} onConfirm={(words) => void explain.run({ params: { breakId }, body: { words } })}
      >
        <p>{m.explainGlassText}</p>
      </ReasonDialog>
    </>
  )
}
