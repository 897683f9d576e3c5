import { Button } from '@mantine/core'
import { useMessages } from '#web/i18n/react.tsx'
import { EmptyState, ErrorSummary, Loading, PageTitle } from '#web/kit/index.ts'
import { RoadTabs } from '#web/staff/road-tabs.tsx'
import { FieldOutbox } from './field-outbox.part.tsx'
import { Stops } from './stops.part.tsx'
import { useFieldList, useRenewing, useTaking } from './use-field.part.tsx'

/** The officer's own list for the road: taken along while there is signal, open without. */
export function FieldPage() {
  const m = useMessages('field').field
  const kept = useFieldList()
  const { take, busy, problem, cannotKeep } = useTaking()
  const hasList = kept !== null && kept !== undefined
  useRenewing(kept?.list.takenAt, take)
  return (
    <>
      <PageTitle
        title={m.title} lede={m.lede}
        action={<Button variant={hasList ? 'default' : 'filled'} loading={busy} onClick={() => void take()}>{hasList ? m.renew : m.take}</Button>}
      />
      <RoadTabs />
      <ErrorSummary problem={hasList ? undefined : problem} />
      {cannotKeep && <p role="alert">{m.cannotKeep}</p>}
      <FieldOutbox />
      {kept === undefined && <Loading rows={4} />}
      {kept === null && <EmptyState title={m.nothingTaken} text={m.nothingTakenText} />}
      {hasList && <Stops list={kept.list} />}
    </>
  )
}
