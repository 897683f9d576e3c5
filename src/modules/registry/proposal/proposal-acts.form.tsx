import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { errorFor, ErrorSummary, PhotoPicker, Status, useCommand, useHandOver, type CommandState } from '#web/kit/index.ts'
import { proposalLimits, proposalOperations, type ProposalDetail } from './proposal.contract.ts'
import styles from './proposal.module.css'

const ops = {
  check: proposalOperations.checkProposal, verify: proposalOperations.verifyProposal, confirm: proposalOperations.confirmProposal,
  return: proposalOperations.returnProposal, withdraw: proposalOperations.withdrawProposal,
} as const
type Act = keyof typeof ops

function isAct(act: string): act is Act {
  return act in ops
}

/** The steps that the reader may take; what blocks them personally is said instead of a button that fails. */
export function ProposalActs({ detail }: { readonly detail: ProposalDetail }) {
  const m = useMessages('proposal').proposal
  const [chosen, setChosen] = useState<Act>()
  const acts = detail.acts.flatMap(({ act, blockedBy }) => (isAct(act) ? [{ act, blockedBy }] : []))
  const blocks = [...new Set(acts.flatMap(({ blockedBy }) => blockedBy ?? []))]
  const free = acts.filter(({ blockedBy }) => blockedBy === null)
  if (acts.length === 0) return <p>{m.nobodyActs}</p>
  return (
    <Stack align="start">
      {blocks.map((block) => <Status key={block} tone="neutral">{m.blocked[block]}</Status>)}
      <Group>
        {free.map(({ act }) => (
          <Button key={act} variant={act === 'return' || act === 'withdraw' ? 'default' : 'filled'} onClick={() => setChosen(act)} aria-expanded={chosen === act}>
            {m.doActs[act]}
          </Button>
        ))}
      </Group>
      {chosen !== undefined && <ActForm key={chosen} act={chosen} detail={detail} onClose={() => setChosen(undefined)} />}
    </Stack>
  )
}

interface ActFormProps {
  readonly act: Act
  readonly detail: ProposalDetail
  readonly onClose: () => void
}

function ActForm({ act, detail, onClose }: ActFormProps) {
  const m = useMessages('proposal')
  const [words, setWords] = useState('')
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const handOver = useHandOver(proposalOperations.addProposalPhoto)
  const command = useCommand<Operation>(ops[act], { refreshes: [proposalOperations.getProposal, proposalOperations.listProposals], onDone: onClose })
  const field = { check: 'findings', verify: 'words', confirm: 'words', return: 'reason', withdraw: 'reason' }[act]
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    const tokens = act === 'check' ? await handOver.run(photos) : []
    if (tokens === undefined) return
    const said = words.trim() === '' && field === 'words' ? null : words
    const body = { seenVersion: detail.version, [field]: said, ...(act === 'check' && { photos: tokens }) }
    await command.run({ params: { proposalId: detail.proposalId }, body } as Parameters<CommandState<Operation>['run']>[0])
  }
  const labels = {
    check: [m.proposal.findings, m.proposal.findingsHint], verify: [m.proposal.words, m.proposal.wordsHint], confirm: [m.proposal.words, m.proposal.wordsHint],
    return: [m.proposal.returnReason, undefined], withdraw: [m.proposal.withdrawReason, undefined],
  }[act]
  return (
    <form onSubmit={(event) => void send(event)} noValidate className={styles['form'] ?? ''}>
      <ErrorSummary problem={command.problem} fields={{ [field]: labels[0] ?? '' }} />
      <ErrorSummary problem={handOver.problem} />
      <Stack maw="36rem">
        <Textarea
          id={field}
          label={labels[0]}
          description={labels[1]}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={errorFor(command.problem, field)}
          maxLength={proposalLimits.reasonLength}
          minRows={3}
          autosize
          data-autofocus
        />
        {act === 'check' && <PhotoPicker label={m.proposal.photos} photos={photos} onChange={setPhotos} maximum={proposalLimits.photos} />}
        <Group>
          <Button type="submit" loading={command.busy || handOver.busy}>{m.proposal.doActs[act]}</Button>
          <Button variant="default" onClick={onClose}>{m.common.cancel}</Button>
        </Group>
      </Stack>
    </form>
  )
}
