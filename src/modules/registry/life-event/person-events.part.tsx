import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { PagedList, Section, Status, usePages, type Column } from '#web/kit/index.ts'
import { EventEvidence } from './event-evidence.part.tsx'
import { lifeEventOperations, type RecordedEvent } from './life-event.contract.ts'

/** What happened in a life, also under the names that were merged with this one; read only when somebody asks for it. */
export function PersonEvents({ personId }: { readonly personId: string }) {
  const t = useMessages('family').lifeEvent
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Section title={t.ofPerson}>
      {isOpen ? <Events personId={personId} /> : <Button variant="default" onClick={() => setIsOpen(true)}>{t.showOfPerson}</Button>}
    </Section>
  )
}

function Events({ personId }: { readonly personId: string }) {
  const t = useMessages('family').lifeEvent
  const format = useFormat()
  const events = usePages(lifeEventOperations.listLifeEvents, { query: { personId } })
  const columns: readonly Column<RecordedEvent>[] = [
    { key: 'what', label: t.what, render: (event) => <strong>{t.kinds[event.kind]}</strong> },
    { key: 'happened', label: t.happened, render: (event) => format.dayShort(event.happenedOn) },
    { key: 'evidence', label: t.evidence, render: (event) => <EventEvidence event={event} /> },
    { key: 'recorded', label: t.recordedBy, render: (event) => `${event.recordedByName}, ${format.moment(event.recordedAt)}` },
    { key: 'state', label: t.undone, render: (event) => event.isUndone && <Status tone="neutral">{t.undone}</Status> },
  ]
  return <PagedList query={events} caption={t.ofPerson} columns={columns} rowKey={(event) => event.eventId} empty={{ title: t.noneOfPerson }} />
}
