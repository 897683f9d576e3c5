import { Button, Radio, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { errorFor, ErrorSummary, useCommand, type CommandState } from '#web/kit/index.ts'
import { objectionLimits, objectionOperations, type ObjectionDetail, type ObjectionOutcome } from './objection.contract.ts'

const outcomes: readonly ObjectionOutcome[] = ['upheld', 'partly', 'dismissed']

/** Decision and reasons, for the first look or the second. */
export function AnswerForm({ detail }: { readonly detail: ObjectionDetail }) {
  const m = useMessages('proposal').objection
  const [outcome, setOutcome] = useState('')
  const [answer, setAnswer] = useState('')
  const operation = detail.state === 'appealed' ? objectionOperations.answerAppeal : objectionOperations.answerObjection
  const send = useCommand<Operation>(operation, { refreshes: [objectionOperations.getObjection, objectionOperations.listObjections] })
  function submit(event: FormEvent): void {
    event.preventDefault()
    const body = { seenVersion: detail.version, answer, outcome }
    void send.run({ params: { objectionId: detail.objectionId }, body } as Parameters<CommandState<Operation>['run']>[0])
  }
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary problem={send.problem} fields={{ outcome: m.outcome, answer: m.answer }} />
      <Stack maw="36rem">
        <p>{m.answerText}</p>
        <Radio.Group id="outcome" label={m.outcome} value={outcome} onChange={setOutcome} error={errorFor(send.problem, 'outcome')}>
          <Stack gap="xs" mt="xs">{outcomes.map((each) => <Radio key={each} value={each} label={m.outcomes[each]} />)}</Stack>
        </Radio.Group>
        <Textarea
          id="answer"
          label={m.answer}
          description={m.answerHint}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          error={errorFor(send.problem, 'answer')}
          maxLength={objectionLimits.wordsLength}
          minRows={4}
          autosize
          required
        />
        <div>
          <Button type="submit" loading={send.busy}>{m.send}</Button>
        </div>
      </Stack>
    </form>
  )
}
