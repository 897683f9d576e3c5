import { Alert, Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { Dialog, errorFor, ErrorSummary, PageTitle, useCommand } from '#web/kit/index.ts'
import { requestOperations, type DataRequest, type RequestDecision } from './request.contract.ts'
import { RequestList, type RequestsShown } from './request-list.part.tsx'
import { StateFilter, useRequestsShown } from './state-filter.part.tsx'

/** The requests that wait for an answer, the one due first on top. */
export function RequestsToDecidePage() {
  const m = useMessages('rights').privacy
  const [state, setState] = useRequestsShown('open')
  const [deciding, setDeciding] = useState<DataRequest>()
  const emptyTexts: Readonly<Record<RequestsShown, string>> = { open: m.emptyToDecide, to_do: m.emptyToDo, all: m.emptyToDecide }
  return (
    <>
      <PageTitle title={m.toDecideTitle} lede={m.requestsLede} />
      <StateFilter state={state} onChange={setState} />
      <RequestList state={state} emptyText={emptyTexts[state]} onDecide={setDeciding} />
      {deciding !== undefined && <DecisionDialog request={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  )
}

function DecisionDialog({ request, onClose }: { readonly request: DataRequest; readonly onClose: () => void }) {
  const messages = useMessages('rights')
  const m = messages.privacy
  const [decision, setDecision] = useState<RequestDecision>('granted')
  const [reason, setReason] = useState('')
  const deciding = useCommand(requestOperations.decideDataRequest, { onDone: onClose, refreshes: [requestOperations.listDataRequests] })

  function send(event: FormEvent): void {
    event.preventDefault()
    void deciding.run({ params: { requestId: request.requestId }, body: { decision, reason } })
  }

  return (
    <Dialog isOpen onClose={onClose} title={m.decideTitle}>
      <form onSubmit={send} noValidate>
        <Stack>
          <ErrorSummary problem={deciding.problem} fields={{ reason: m.reason }} />
          <p>
            <strong>{m.kinds[request.kind]}</strong>: {request.words}
          </p>
          <Radio.Group label={m.decision} value={decision} onChange={(value) => setDecision(value as RequestDecision)}>
            <Stack gap="xs" mt="xs">
              <Radio value="granted" label={m.granted} />
              <Radio value="refused" label={m.refused} />
            </Stack>
          </Radio.Group>
          {decision === 'granted' && request.kind === 'erasure' && <Alert color="red">{m.erasureWarning}</Alert>}
          {decision === 'granted' && request.kind !== 'erasure' && request.kind !== 'access' && <p>{m.grantOpensTask}</p>}
          <Textarea
            id="reason"
            label={m.reason}
            required
            autosize
            minRows={3}
            maxLength={2000}
            error={errorFor(deciding.problem, 'reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {messages.common.cancel}
            </Button>
            <Button type="submit" loading={deciding.busy}>
              {m.sendDecision}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
