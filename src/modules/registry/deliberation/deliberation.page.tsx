import { Anchor, Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { SignedCopyPart } from '#modules/registry/signed-copy/signed-copy.part.tsx'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, ConfirmDialog, ErrorSummary, PageTitle, ReasonDialog, Section, Status, useAnswer, useCommand, useParam,
} from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { proposalOperations } from '#modules/registry/proposal/proposal.contract.ts'
import { Agenda } from './agenda.part.tsx'
import { Attendance } from './attendance.form.tsx'
import { deliberationOperations, type DeliberationDetail } from './deliberation.contract.ts'
import { DeliberationStatus } from './deliberation-list.page.tsx'
import styles from './deliberation.module.css'

/** One meeting from its invitation to its minutes. */
export function DeliberationPage() {
  const m = useMessages('proposal').deliberation
  const deliberationId = useParam('deliberationId')
  const meeting = useAnswer(deliberationOperations.getDeliberation, { params: { deliberationId } })
  return (
    <>
      {!meeting.isSuccess && <PageTitle title={m.title} />}
      <Answered query={meeting} rows={8}>{(detail) => <Meeting detail={detail} />}</Answered>
    </>
  )
}

function Meeting({ detail }: { readonly detail: DeliberationDetail }) {
  const m = useMessages('proposal').deliberation
  const format = useFormat()
  const mayHold = useCan('registry.deliberation.hold')
  const isOpen = detail.state === 'planned' || detail.state === 'open'
  const { present, invited, needed } = detail.quorum
  return (
    <>
      <PageTitle
        title={m.titleOf({ day: format.day(detail.heldOn) })}
        lede={`${detail.villageName} · ${detail.startsAt} · ${detail.place} · ${m.chair}: ${detail.chairName} · ${m.secretary}: ${detail.secretaryName}`}
      />
      <DeliberationStatus state={detail.state} />
      {detail.endedReason !== null && <p>{detail.endedReason}</p>}
      {detail.number !== null && <Minutes detail={detail} />}
      <Section title={m.attendance}>
        <p className={styles['quorum']}>
          <Status tone={detail.quorum.isReached ? 'good' : 'soon'}>{detail.quorum.isReached ? m.quorumReached : m.quorumMissing}</Status>
          <span>{m.quorum({ present, invited, needed })}</span>
        </p>
        <Attendance key={detail.version} detail={detail} isEditable={isOpen && mayHold} />
      </Section>
      <Section title={m.agenda}><Agenda key={detail.version} detail={detail} isEditable={isOpen && mayHold} /></Section>
      {isOpen && mayHold && <Steps detail={detail} />}
    </>
  )
}

/** The file, the signed copy, and the way to withdraw both. */
function Minutes({ detail }: { readonly detail: DeliberationDetail }) {
  const m = useMessages('proposal').deliberation
  const format = useFormat()
  const { deliberationId } = detail
  const mayHold = useCan('registry.deliberation.hold')
  const attach = useCommand(deliberationOperations.attachScan, { refreshes: [deliberationOperations.getDeliberation] })
  return (
    <Section title={m.minutes}>
      <Stack gap="xs" align="start">
        <strong>{detail.number}</strong>
        <span>{m.closedBy({ name: detail.closedByName ?? '', moment: format.moment(detail.closedAt ?? detail.heldOn) })}</span>
        <Anchor href={addressOf(deliberationOperations.readMinutes, { params: { deliberationId } })} download>{m.download}</Anchor>
        <span className={styles['hash']}>{`${m.fingerprint}: ${detail.minutesSha256}`}</span>
        <SignedCopyPart
          copy={detail.signedCopy}
          href={addressOf(deliberationOperations.readScan, { params: { deliberationId } })}
          {...(detail.state === 'closed' && mayHold && {
            attach: { busy: attach.busy, problem: attach.problem, onFile: (file: File) => void attach.run({ params: { deliberationId }, body: file }) },
          })}
        />
        {detail.state === 'closed' && mayHold && <Withdraw detail={detail} />}
      </Stack>
    </Section>
  )
}

function Withdraw({ detail }: { readonly detail: DeliberationDetail }) {
  const m = useMessages('proposal').deliberation
  const mayClose = useCan('registry.deliberation.close')
  const [isAsking, setIsAsking] = useState(false)
  const withdraw = useCommand(deliberationOperations.withdrawMinutes, {
    refreshes: [deliberationOperations.getDeliberation, deliberationOperations.listDeliberations, proposalOperations.listProposals],
    onDone: () => setIsAsking(false),
  })
  const { deliberationId, version } = detail
  if (!mayClose) return null
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>{m.withdraw}</Button>
      <ReasonDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={m.withdraw}
        confirm={m.withdraw}
        isDangerous
        busy={withdraw.busy}
        problem={withdraw.problem}
        onConfirm={(reason) => void withdraw.run({ params: { deliberationId }, body: { seenVersion: version, reason } })}
      >
        {m.withdrawText}
      </ReasonDialog>
    </>
  )
}

/** Opening, closing and cancelling; what is missing is said before the button fails. */
function Steps({ detail }: { readonly detail: DeliberationDetail }) {
  const m = useMessages('proposal').deliberation
  const mayClose = useCan('registry.deliberation.close')
  const [asking, setAsking] = useState<'close' | 'cancel'>()
  const done = {
    refreshes: [deliberationOperations.getDeliberation, deliberationOperations.listDeliberations, proposalOperations.listProposals],
    onDone: () => setAsking(undefined),
  }
  const open = useCommand(deliberationOperations.openDeliberation, done)
  const close = useCommand(deliberationOperations.closeDeliberation, done)
  const cancel = useCommand(deliberationOperations.cancelDeliberation, done)
  const params = { deliberationId: detail.deliberationId }
  const seenVersion = detail.version
  return (
    <Stack mt="xl" align="start">
      <ErrorSummary problem={open.problem} />
      {detail.missing.length > 0 && (
        <div>
          <strong>{m.missingTitle}</strong>
          <ul>{detail.missing.map((each) => <li key={each}>{m.missing[each]}</li>)}</ul>
        </div>
      )}
      <Group>
        {detail.state === 'planned' && <Button loading={open.busy} onClick={() => void open.run({ params, body: { seenVersion } })}>{m.open}</Button>}
        {mayClose && detail.missing.length === 0 && <Button onClick={() => setAsking('close')}>{m.close}</Button>}
        <Button variant="default" onClick={() => setAsking('cancel')}>{m.cancel}</Button>
      </Group>
      <ConfirmDialog
        isOpen={asking === 'close'}
        onClose={() => setAsking(undefined)}
        title={m.closeTitle}
        confirm={m.close}
        busy={close.busy}
        problem={close.problem}
        onConfirm={() => void close.run({ params, body: { seenVersion } })}
      >
        {m.closeText}
      </ConfirmDialog>
      <ReasonDialog
        isOpen={asking === 'cancel'}
        onClose={() => setAsking(undefined)}
        title={m.cancel}
        confirm={m.cancel}
        busy={cancel.busy}
        problem={cancel.problem}
        onConfirm={(reason) => void cancel.run({ params, body: { seenVersion, reason } })}
      />
    </Stack>
  )
}
