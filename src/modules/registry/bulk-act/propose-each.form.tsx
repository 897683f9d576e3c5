import { Button, Checkbox, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import { proposalOperations } from '#modules/registry/proposal/proposal.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, ReasonDialog, useAnswer, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { bulkActOperations, ManyProposed } from './bulk-act.contract.ts'

/** The button that proposes each family of a list for the village meeting, with the dialog that asks for what and why. */
export function ProposeEachButton({ list }: { readonly list: ListSource }) {
  const m = useMessages('family').bulkAct
  const [isOpen, setIsOpen] = useState(false)
  const mayPropose = useCan('registry.bulk.propose')
  const mayProposeOne = useCan('registry.proposal.make')
  if (!mayPropose || !mayProposeOne || (list.by === 'chosen' && list.subject !== 'family')) return null
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>{m.proposeEach}</Button>
      {isOpen && <ProposeEach list={list} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function ProposeEach({ list, onClose }: { readonly list: ListSource; readonly onClose: () => void }) {
  const m = useMessages('family').bulkAct
  const go = useGo()
  const [proposalKind, setProposalKind] = useState<ManyProposed>('in')
  const [criteria, setCriteria] = useState<readonly string[]>([])
  const [isTried, setIsTried] = useState(false)
  const propose = useCommand(bulkActOperations.proposeBulkAct, {
    refreshes: [bulkActOperations.listBulkActs], onDone: ({ bulkActId }) => go(staffPaths.bulkAct(bulkActId)),
  })
  function send(reason: string): void {
    setIsTried(true)
    if (criteria.length > 0) void propose.run({ body: { of: list, reason, act: { kind: 'propose', proposalKind, criteria: [...criteria] } } })
  }
  return (
    <ReasonDialog isOpen onClose={onClose} title={m.proposeEachTitle} confirm={m.proposeEachSend} busy={propose.busy} problem={propose.problem} onConfirm={send}>
      <Text>{m.proposeEachText}</Text>
      <Radio.Group
        label={m.proposalKind} value={proposalKind}
        onChange={(kind) => {
          setProposalKind(ManyProposed.parse(kind))
          setCriteria([])
        }}
      >
        <Stack gap="xs" mt="xs">{ManyProposed.options.map((kind) => <Radio key={kind} value={kind} label={m.proposalKinds[kind]} />)}</Stack>
      </Radio.Group>
      <Criteria kind={proposalKind} chosen={criteria} onChange={setCriteria} error={isTried && criteria.length === 0 ? m.criteriaMissing : null} />
    </ReasonDialog>
  )
}

interface CriteriaProps {
  readonly kind: ManyProposed
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
  readonly error: string | null
}

/** The reasons that the rules know for what is proposed. */
function Criteria({ kind, chosen, onChange, error }: CriteriaProps) {
  const m = useMessages('family').bulkAct
  const lang = useLang()
  const choices = useAnswer(proposalOperations.listProposalChoices, {})
  return (
    <Answered query={choices}>
      {(known) => (
        <Checkbox.Group label={m.criteria} value={[...chosen]} onChange={onChange} error={error}>
          <Stack gap="xs" mt="xs">
            {known.criteria.filter(({ kinds }) => kinds.includes(kind)).map(({ key, name }) => <Checkbox key={key} value={key} label={name[lang]} />)}
          </Stack>
        </Checkbox.Group>
      )}
    </Answered>
  )
}
