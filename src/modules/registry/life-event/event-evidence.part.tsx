import { Anchor } from '@mantine/core'
import { addressOf } from '#web/api/client.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { lifeEventOperations, type RecordedEvent } from './life-event.contract.ts'

/** How one knows of an event, with the pictures of its papers. */
export function EventEvidence({ event }: { readonly event: RecordedEvent }) {
  const t = useMessages('family').lifeEvent
  return (
    <>
      {`${t.evidences[event.evidence]}: ${event.evidenceWords} (${event.reportedBy})`}
      {event.documents.map((documentId, at) => (
        <div key={documentId}>
          <Anchor href={addressOf(lifeEventOperations.readEventDocument, { params: { eventId: event.eventId, documentId } })} target="_blank" rel="noreferrer">
            {t.documentOf({ number: at + 1 })}
          </Anchor>
        </div>
      ))}
    </>
  )
}
