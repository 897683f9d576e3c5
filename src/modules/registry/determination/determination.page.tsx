import { Anchor, Button, Group, Stack } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { SignedCopyPart } from '#modules/registry/signed-copy/signed-copy.part.tsx'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, PageTitle, ReasonDialog, Section, Status, useAnswer, useCommand, useParam, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { CorrectionForm } from './correction.form.tsx'
import { DecreeForm } from './decree.form.tsx'
import { determinationOperations, type DeterminationDetail } from './determination.contract.ts'
import { DeterminationStatus } from './determination-list.page.tsx'
import styles from './determination.module.css'

/** One determination: its list, its decree, and what the reader may do with it. */
export function DeterminationPage() {
  const m = useMessages('proposal').determination
  const determinationId = useParam('determinationId')
  const found = useAnswer(determinationOperations.getDetermination, { params: { determinationId } })
  return (
    <>
      {!found.isSuccess && <PageTitle title={m.title} />}
      <Answered query={found} rows={8}>{(detail) => <Determination key={detail.version} detail={detail} />}</Answered>
    </>
  )
}

function Determination({ detail }: { readonly detail: DeterminationDetail }) {
  const m = useMessages('proposal').determination
  const draftTitle = detail.isCorrection ? m.titleCorrection : m.titleDraft
  return (
    <>
      <PageTitle
        title={detail.decreeNumber === null ? draftTitle : m.titleOf({ number: detail.decreeNumber })}
        {...(detail.state === 'draft' && { lede: m.ledeDraft })}
      />
      <DeterminationStatus state={detail.state} />
      <Facts detail={detail} />
      {detail.state === 'draft' && <DraftSteps detail={detail} />}
      {detail.state === 'determined' && <SignedDecree detail={detail} />}
      <Section title={m.itemCount({ count: String(detail.items.length) })}><Items detail={detail} /></Section>
      {detail.state === 'determined' && !detail.isCorrection && <CorrectionForm detail={detail} />}
    </>
  )
}

function Facts({ detail }: { readonly detail: DeterminationDetail }) {
  const m = useMessages('proposal').determination
  const format = useFormat()
  const { determinationId, corrects } = detail
  const facts: readonly (readonly [string, ReactNode])[] = [
    [m.decreeOn, detail.decreeOn && format.day(detail.decreeOn)],
    [m.signer, detail.signerName && `${detail.signerName}, ${detail.signerTitle ?? ''}`],
    [m.month, detail.month && format.month(detail.month)],
    [m.preparedBy, `${detail.preparedByName}, ${format.moment(detail.preparedAt)}`],
    [m.enteredBy, detail.determinedAt && `${detail.determinedByName ?? ''}, ${format.moment(detail.determinedAt)}`],
    [m.corrects, corrects && <AppLink key="corrects" href={staffPaths.determination(corrects.determinationId)}>{corrects.decreeNumber}</AppLink>],
    [m.correctionReason, detail.reason],
    [m.correctedBy, detail.correctedBy.length > 0 && detail.correctedBy.map((each) => (
      <div key={each.determinationId}><AppLink href={staffPaths.determination(each.determinationId)}>{each.decreeNumber ?? m.states[each.state]}</AppLink></div>
    ))],
    [m.discard, detail.discardedByName && `${m.discardedBy({ name: detail.discardedByName })}: ${detail.discardReason ?? ''}`],
    [m.fingerprint, detail.documentSha256 && <span key="hash" className={styles['hash']}>{detail.documentSha256}</span>],
  ]
  return (
    <>
      <dl className={styles['facts']}>
        {facts.filter(([, value]) => value !== null && value !== false && value !== '').map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {detail.documentSha256 !== null && (
        <Anchor href={addressOf(determinationOperations.readDeterminationDocument, { params: { determinationId } })} download>{m.document}</Anchor>
      )}
    </>
  )
}

/** The decree as it was signed, beside the list that the machine made. */
function SignedDecree({ detail }: { readonly detail: DeterminationDetail }) {
  const m = useMessages('proposal').determination
  const mayDetermine = useCan('registry.proposal.determine')
  const attach = useCommand(determinationOperations.attachDecree, { refreshes: [determinationOperations.getDetermination] })
  const params = { determinationId: detail.determinationId }
  return (
    <Section title={m.signedDecree}>
      <SignedCopyPart
        copy={detail.signedCopy}
        href={addressOf(determinationOperations.readSignedDecree, { params })}
        {...(mayDetermine && { attach: { busy: attach.busy, problem: attach.problem, onFile: (file: File) => void attach.run({ params, body: file }) } })}
      />
    </Section>
  )
}

/** The decree is entered by another hand; either may give the draft up. */
function DraftSteps({ detail }: { readonly detail: DeterminationDetail }) {
  const m = useMessages('proposal').determination
  const mayDetermine = useCan('registry.proposal.determine')
  const mayReturn = useCan('registry.proposal.return')
  const [isDiscarding, setIsDiscarding] = useState(false)
  const discard = useCommand(determinationOperations.discardDetermination, {
    refreshes: [determinationOperations.getDetermination, determinationOperations.listDeterminations, determinationOperations.listDeterminationCandidates],
    onDone: () => setIsDiscarding(false),
  })
  return (
    <Stack align="start" mt="md">
      {detail.isOwn && <Status tone="neutral">{m.own}</Status>}
      {mayDetermine && !detail.isOwn && <DecreeForm detail={detail} />}
      {mayReturn && <Group><Button variant="default" onClick={() => setIsDiscarding(true)}>{m.discard}</Button></Group>}
      <ReasonDialog
        isOpen={isDiscarding}
        onClose={() => setIsDiscarding(false)}
        title={m.discard}
        confirm={m.discard}
        busy={discard.busy}
        problem={discard.problem}
        onConfirm={(reason) => void discard.run({ params: { determinationId: detail.determinationId }, body: { seenVersion: detail.version, reason } })}
      >
        {m.discardText}
      </ReasonDialog>
    </Stack>
  )
}

function Items({ detail }: { readonly detail: DeterminationDetail }) {
  const { determination: m, proposal } = useMessages('proposal')
  type Row = DeterminationDetail['items'][number]
  const isTakenOut = (row: Row): boolean => detail.correctedBy.some((each) => each.state === 'determined') && !row.isStillDetermined
  const columns: readonly Column<Row>[] = [
    { key: 'name', label: m.name, render: (row) => <AppLink href={staffPaths.proposal(row.proposalId)}>{row.subjectName}</AppLink> },
    { key: 'nik', label: m.nik, render: (row) => row.nikMasked ?? '–' },
    { key: 'kind', label: m.kind, render: (row) => proposal.kinds[row.kind] },
    { key: 'village', label: m.village, render: (row) => [row.villageName, row.districtName].filter(Boolean).join(', ') },
    { key: 'minutes', label: m.minutes, render: (row) => (isTakenOut(row) ? <Status tone="bad">{m.takenOut}</Status> : (row.minutes ?? '–')) },
  ]
  return <DataList caption={m.listCaption} columns={columns} rows={detail.items} rowKey={(row) => row.proposalId} />
}
