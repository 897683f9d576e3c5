import { Button } from '@mantine/core'
import { useState } from 'react'
import { familyOperations } from '#modules/registry/family/family.contract.ts'
import { personOperations } from '#modules/registry/person/person.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, ReasonDialog, Section, Status, useAnswer, useCommand, usePages, type Column } from '#web/kit/index.ts'
import { claimOperations } from '#modules/registry/relocation/claim.contract.ts'
import { staffPaths } from '#web/routes.ts'
import { EventEvidence } from './event-evidence.part.tsx'
import { EventTasks } from './event-tasks.part.tsx'
import { lifeEventOperations, type RecordedEvent } from './life-event.contract.ts'

/** What happened in the village, and what is to be done about it. */
export function LifeEventPage() {
  const { lifeEvent: t, relocation } = useMessages('family')
  return (
    <>
      <PageTitle title={t.title} lede={t.lede} action={<ButtonLink href={staffPaths.newRegistration}>{t.register}</ButtonLink>} />
      <p>
        {t.fromFamily} <AppLink href={staffPaths.families()}>{t.findFamily}</AppLink>
      </p>
      <p>
        <AppLink href={staffPaths.relocations}>{relocation.title}</AppLink> <WaitingMoves />
      </p>
      <Section title={t.tasksTitle}>
        <EventTasks />
      </Section>
      <Section title={t.eventsTitle}>
        <Events />
      </Section>
    </>
  )
}

/** How many moves wait for an answer here. */
function WaitingMoves() {
  const t = useMessages('family').relocation
  const counts = useAnswer(claimOperations.countMoves, {}).data
  const waiting = counts === undefined ? 0 : counts.arriving + counts.asked
  return waiting === 0 ? null : <Status tone="soon">{t.waiting({ count: waiting })}</Status>
}

function Events() {
  const t = useMessages('family').lifeEvent
  const format = useFormat()
  const events = usePages(lifeEventOperations.listLifeEvents, { query: {} })
  const [chosen, setChosen] = useState<RecordedEvent>()
  const undoing = useCommand(lifeEventOperations.undoLifeEvent, {
    onDone: () => setChosen(undefined), refreshes: [lifeEventOperations.listLifeEvents, lifeEventOperations.listEventTasks, familyOperations.getFamily, personOperations.getPerson],
  })
  const columns: readonly Column<RecordedEvent>[] = [
    { key: 'what', label: t.what, render: (event) => t.kinds[event.kind] },
    { key: 'who', label: t.who, render: (event) => <Who event={event} /> },
    { key: 'happened', label: t.happened, render: (event) => format.dayShort(event.happenedOn) },
    { key: 'evidence', label: t.evidence, render: (event) => <EventEvidence event={event} /> },
    { key: 'recorded', label: t.recordedBy, render: (event) => `${event.recordedByName}, ${format.moment(event.recordedAt)}` },
    { key: 'undo', label: t.undo, render: (event) => <Undo event={event} onChoose={setChosen} /> },
  ]
  return (
    <>
      <PagedList query={events} caption={t.eventsCaption} columns={columns} rowKey={(event) => event.eventId} empty={{ title: t.noEvents, text: t.noEventsText }} />
      <ReasonDialog isOpen={chosen !== undefined} onClose={() => setChosen(undefined)} title={t.undoTitle} confirm={t.undo} minimum={5}
        busy={undoing.busy} problem={undoing.problem}
        onConfirm={(reason) => chosen !== undefined && void undoing.run({ params: { eventId: chosen.eventId }, body: { reason } })}>
        {t.undoText}
      </ReasonDialog>
    </>
  )
}

function Who({ event }: { readonly event: RecordedEvent }) {
  return (
    <>
      {event.persons.map(({ personId, name }) => (
        <div key={personId}>
          <AppLink href={staffPaths.person(personId)}>{name}</AppLink>
        </div>
      ))}
    </>
  )
}

function Undo({ event, onChoose }: { readonly event: RecordedEvent; readonly onChoose: (event: RecordedEvent) => void }) {
  const t = useMessages('family').lifeEvent
  if (event.isUndone) return <Status tone="neutral">{t.undone}</Status>
  if (event.kind === 'undoing' || event.kind === 'relocation') return t.cannotUndo
  const label = t.undoOf({ event: t.kinds[event.kind], name: event.persons[0]?.name ?? '' })
  return <Button variant="default" size="xs" aria-label={label} onClick={() => onChoose(event)}>{t.undo}</Button>
}
