import { Button, Checkbox, Group, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, EmptyState, errorFor, ErrorSummary, Status, useAnswer, useCommand } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { deliberationOperations, type AgendaItem, type DeliberationDetail, type ItemDecision } from './deliberation.contract.ts'
import styles from './deliberation.module.css'

interface AgendaProps {
  readonly detail: DeliberationDetail
  readonly isEditable: boolean
}

/** What the meeting decides about, and what it decided. */
export function Agenda({ detail, isEditable }: AgendaProps) {
  const m = useMessages('proposal').deliberation
  return (
    <Stack>
      {detail.items.length === 0 && <EmptyState title={m.agendaEmpty} />}
      <ol className={styles['items']}>
        {detail.items.map((item) => <Item key={item.itemNo} item={item} detail={detail} isEditable={isEditable && detail.state === 'open'} />)}
      </ol>
      {isEditable && <Candidates detail={detail} />}
    </Stack>
  )
}

function Item({ item, detail, isEditable }: AgendaProps & { readonly item: AgendaItem }) {
  const m = useMessages('proposal').deliberation
  const [isDeciding, setIsDeciding] = useState(false)
  const { decision } = item
  const name = `${item.itemNo}. ${item.subjectName}`
  return (
    <li>
      <strong>{item.proposalId === null ? name : <AppLink href={staffPaths.proposal(item.proposalId)}>{name}</AppLink>}</strong>
      <div>{[m.kinds[item.kind], item.subjectAddress].filter((part) => part !== null).join(' · ')}</div>
      {decision === null && <Status tone="neutral">{m.undecided}</Status>}
      {decision !== null && (
        <>
          <Status tone={decision.decision === 'agreed' ? 'good' : 'bad'}>{m.decisions[decision.decision]}</Status>
          <div>
            {decision.ballot === 'consensus' ? m.ballots.consensus : m.votes({ votesFor: decision.votesFor ?? 0, votesAgainst: decision.votesAgainst ?? 0 })}
          </div>
          <p>{decision.reason}</p>
        </>
      )}
      {isEditable && !isDeciding && (
        <Button variant="default" mt="xs" aria-label={m.decideOf({ name: item.subjectName })} onClick={() => setIsDeciding(true)}>{m.decide}</Button>
      )}
      {isEditable && isDeciding && <DecisionForm item={item} detail={detail} />}
    </li>
  )
}

function DecisionForm({ item, detail }: { readonly item: AgendaItem; readonly detail: DeliberationDetail }) {
  const m = useMessages('proposal').deliberation
  const [decision, setDecision] = useState<ItemDecision>(item.decision ?? { decision: 'agreed', ballot: 'consensus', votesFor: null, votesAgainst: null, reason: '' })
  const decide = useCommand(deliberationOperations.decideItem, { refreshes: [deliberationOperations.getDeliberation] })
  const set = (change: Partial<ItemDecision>): void => setDecision({ ...decision, ...change })
  const count = (typed: string): number | null => (/^\d{1,3}$/.test(typed) ? Number(typed) : null)
  function send(event: FormEvent): void {
    event.preventDefault()
    void decide.run({
      params: { deliberationId: detail.deliberationId, itemNo: item.itemNo }, body: { ...decision, seenVersion: detail.version },
    })
  }
  return (
    <form onSubmit={send} noValidate>
      <ErrorSummary problem={decide.problem} fields={{ reason: m.reason }} />
      <Stack maw="36rem" mt="sm">
        <Radio.Group label={m.decision} value={decision.decision} onChange={(value) => set({ decision: value as ItemDecision['decision'] })}>
          <Group mt="xs">{(['agreed', 'declined'] as const).map((each) => <Radio key={each} value={each} label={m.decisions[each]} />)}</Group>
        </Radio.Group>
        <NativeSelect
          label={m.ballot}
          value={decision.ballot}
          onChange={(event) => set({ ballot: event.currentTarget.value as ItemDecision['ballot'] })}
          data={[{ value: 'consensus', label: m.ballots.consensus }, { value: 'vote', label: m.ballots.vote }]}
        />
        {decision.ballot === 'vote' && (
          <Group>
            <TextInput label={m.votesFor} inputMode="numeric" value={decision.votesFor ?? ''} onChange={(event) => set({ votesFor: count(event.currentTarget.value) })} />
            <TextInput label={m.votesAgainst} inputMode="numeric" value={decision.votesAgainst ?? ''} onChange={(event) => set({ votesAgainst: count(event.currentTarget.value) })} />
          </Group>
        )}
        <Textarea
          id="reason"
          label={m.reason}
          description={m.reasonHint}
          value={decision.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
          error={errorFor(decide.problem, 'reason')}
          maxLength={2_000}
          minRows={2}
          autosize
          required
        />
        <div>
          <Button type="submit" loading={decide.busy}>{m.decide}</Button>
        </div>
      </Stack>
    </form>
  )
}

/** What is ready, to be ticked onto the agenda. */
function Candidates({ detail }: { readonly detail: DeliberationDetail }) {
  const m = useMessages('proposal').deliberation
  const { deliberationId } = detail
  const candidates = useAnswer(deliberationOperations.listAgendaCandidates, { params: { deliberationId } })
  const [chosen, setChosen] = useState<readonly string[]>(() => detail.items.map((item) => item.proposalId ?? item.objectionId ?? ''))
  const save = useCommand(deliberationOperations.setAgenda, {
    refreshes: [deliberationOperations.getDeliberation, deliberationOperations.listAgendaCandidates],
  })
  return (
    <Answered query={candidates}>
      {({ items }) => {
        const idOf = (item: (typeof items)[number]): string => item.proposalId ?? item.objectionId ?? ''
        const pick = (isProposal: boolean): string[] => items.filter((item) => (item.proposalId !== null) === isProposal).map(idOf).filter((id) => chosen.includes(id))
        if (items.length === 0) return <p>{m.noCandidates}</p>
        return (
          <Stack align="start">
            <ErrorSummary problem={save.problem} />
            <Checkbox.Group label={m.candidates} value={[...chosen]} onChange={setChosen}>
              <Stack gap="xs" mt="xs">
                {items.map((item) => <Checkbox key={idOf(item)} value={idOf(item)} label={`${item.subjectName} (${m.kinds[item.kind]})`} />)}
              </Stack>
            </Checkbox.Group>
            <Button
              loading={save.busy}
              onClick={() => void save.run({ params: { deliberationId }, body: { seenVersion: detail.version, proposalIds: pick(true), objectionIds: pick(false) } })}
            >
              {m.saveAgenda}
            </Button>
          </Stack>
        )
      }}
    </Answered>
  )
}
