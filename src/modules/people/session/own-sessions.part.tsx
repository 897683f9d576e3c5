import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ConfirmDialog, DataList, Section, Status, useAnswer, useCommand, useNow } from '#web/kit/index.ts'
import { sessionOperations, type OwnSession } from './session.contract.ts'

const refreshes = [sessionOperations.listOwnSessions]

/** Where the person is signed in, with the means to end what should not be. */
export function OwnSessionsPart() {
  const m = useMessages('account')
  const format = useFormat()
  const now = useNow()
  const sessions = useAnswer(sessionOperations.listOwnSessions, {})
  const [ending, setEnding] = useState<OwnSession>()
  const nameOf = (session: OwnSession): string => (session.device === '' ? m.self.unknownDevice : session.device)
  const columns = [
    { key: 'device', label: m.self.device, render: nameOf },
    { key: 'opened', label: m.self.openedAt, render: (row: OwnSession) => format.moment(row.openedAt) },
    { key: 'seen', label: m.self.seenAt, render: (row: OwnSession) => format.ago(row.seenAt, now) },
    {
      key: 'action',
      label: m.self.action,
      render: (row: OwnSession) => row.isCurrent ? <Status tone="good">{m.self.thisSession}</Status> : (
        <Button variant="default" size="sm" aria-label={m.self.endSessionOf({ device: nameOf(row) })} onClick={() => setEnding(row)}>
          {m.self.endSession}
        </Button>
      ),
    },
  ]
  return (
    <Section title={m.self.sessionsTitle}>
      <Answered query={sessions}>
        {({ items }) => (
          <>
            <DataList caption={m.self.sessionsCaption} columns={columns} rows={items} rowKey={(row) => row.sessionId} />
            {items.length > 1 && <EndOthers />}
          </>
        )}
      </Answered>
      {ending !== undefined && <EndOne session={ending} device={nameOf(ending)} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

function EndOne({ session, device, onClose }: { readonly session: OwnSession; readonly device: string; readonly onClose: () => void }) {
  const m = useMessages('account')
  const end = useCommand(sessionOperations.endOwnSession, { refreshes, onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={m.self.endSession}
      confirm={m.self.endSession}
      onConfirm={() => void end.run({ params: { sessionId: session.sessionId } })}
      busy={end.busy}
      problem={end.problem}
      isDangerous
    >
      {m.self.endSessionText({ device })}
    </ConfirmDialog>
  )
}

function EndOthers() {
  const m = useMessages('account')
  const [isAsked, setIsAsked] = useState(false)
  const end = useCommand(sessionOperations.endOtherSessions, { refreshes, onDone: () => setIsAsked(false) })
  return (
    <>
      <Button variant="default" mt="md" onClick={() => setIsAsked(true)}>
        {m.self.endOthers}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={m.self.endOthers}
        confirm={m.self.endOthers}
        onConfirm={() => void end.run({})}
        busy={end.busy}
        problem={end.problem}
        isDangerous
      >
        {m.self.endOthersText}
      </ConfirmDialog>
    </>
  )
}
