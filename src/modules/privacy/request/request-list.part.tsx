import { Anchor, Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, Status, TimeLeft, usePages, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { requestOperations, type DataRequest } from './request.contract.ts'

/** How urgent a state looks. */
export const requestTones: Readonly<Record<DataRequest['state'], Tone>> = { open: 'soon', late: 'bad', granted: 'good', refused: 'neutral', to_do: 'soon', overdue: 'bad', done: 'good' }

/** Which requests a list shows. */
export type RequestsShown = 'open' | 'to_do' | 'all'

interface RequestListProps {
  readonly state: RequestsShown
  readonly emptyText: string
  /** Where an answer can be given. */
  readonly onDecide?: (request: DataRequest) => void
  /** Where whoever carries an answer out goes on to whom it is about. */
  readonly opensPerson?: boolean
}

/** The requests that one may see, with what was answered. */
export function RequestList({ state, emptyText, onDecide, opensPerson = false }: RequestListProps) {
  const m = useMessages('rights').privacy
  const mayReadPersons = useCan('registry.person.read')
  const format = useFormat()
  const requests = usePages(requestOperations.listDataRequests, { query: { state } })
  const columns: readonly Column<DataRequest>[] = [
    { key: 'what', label: m.what, render: (request) => <Asked request={request} opensPerson={opensPerson && mayReadPersons} /> },
    { key: 'when', label: m.when, render: (request) => format.moment(request.askedAt) },
    { key: 'area', label: m.area, render: (request) => request.areaName },
    { key: 'how', label: m.how, render: ({ taken }) => (taken === null ? m.bySelf : m.byCounter({ name: taken.byName, how: taken.recognisedBy })) },
    { key: 'state', label: m.state, render: (request) => <State request={request} {...(onDecide && { onDecide })} /> },
  ]
  return <PagedList query={requests} caption={m.listCaption} columns={columns} rowKey={(request) => request.requestId} empty={{ title: m.empty, text: emptyText }} />
}

function Asked({ request, opensPerson }: { readonly request: DataRequest; readonly opensPerson: boolean }): ReactNode {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const isRemoved = request.kind === 'erasure' && request.state === 'granted'
  return (
    <>
      <strong>{m.kinds[request.kind]}</strong>
      <Text component="div" fw={400}>{request.words}</Text>
      <AppLink href={staffPaths.dataRequest(request.requestId)} aria-label={m.openRequestOf({ kind: m.kinds[request.kind], on: format.moment(request.askedAt) })}>
        {m.openRequest}
      </AppLink>
      {opensPerson && !isRemoved && <div><AppLink href={staffPaths.personRights(request.personId)}>{m.openPerson}</AppLink></div>}
    </>
  )
}

function State({ request, onDecide }: { readonly request: DataRequest; readonly onDecide?: (request: DataRequest) => void }) {
  const m = useMessages('rights').privacy
  const isOpen = request.decidedAt === null
  return (
    <>
      <Status tone={requestTones[request.state]}>{m.states[request.state]}</Status>
      {isOpen && <TimeLeft dueAt={request.dueAt} />}
      {request.task !== null && request.task.done === null && <TimeLeft dueAt={request.task.dueAt} />}
      {request.reason !== null && <div>{request.reason}</div>}
      {request.task?.done != null && <div>{request.task.done.words}</div>}
      {isOpen && onDecide !== undefined && (
        <div>
          <Button size="sm" mt="xs" onClick={() => onDecide(request)} aria-label={`${m.decide}: ${m.kinds[request.kind]}`}>
            {m.decide}
          </Button>
        </div>
      )}
      {onDecide === undefined && <CopyLinks request={request} />}
    </>
  )
}

/** Where whoever asked fetches the copy that they were granted, while it is there. */
export function CopyLinks({ request: { requestId, copyUntil } }: { readonly request: DataRequest }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  if (copyUntil === null) return null
  const copy = (kind: 'json' | 'xlsx'): string => addressOf(requestOperations.downloadOwnCopy, { params: { requestId }, query: { format: kind } })
  return (
    <div>
      <p>{m.copyUntil({ until: format.moment(copyUntil) })}</p>
      <Anchor href={copy('xlsx')} download>{m.copyXlsx}</Anchor>
      <br />
      <Anchor href={copy('json')} download>{m.copyJson}</Anchor>
    </div>
  )
}
