import { Anchor, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, Status, TimeLeft, usePages, type Column, type Tone } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { requestOperations, type DataRequest } from './request.contract.ts'

const tones: Readonly<Record<DataRequest['state'], Tone>> = { open: 'soon', late: 'bad', granted: 'good', refused: 'neutral' }

interface RequestListProps {
  readonly state: 'open' | 'all'
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
  const isRemoved = request.kind === 'erasure' && request.state === 'granted'
  return (
    <>
      <strong>{m.kinds[request.kind]}</strong>
      <div>{request.words}</div>
      {opensPerson && !isRemoved && <AppLink href={staffPaths.personRights(request.personId)}>{m.openPerson}</AppLink>}
    </>
  )
}

function State({ request, onDecide }: { readonly request: DataRequest; readonly onDecide?: (request: DataRequest) => void }) {
  const m = useMessages('rights').privacy
  const format = useFormat()
  const isOpen = request.decidedAt === null
  const copy = (kind: 'json' | 'xlsx'): string =>
    addressOf(requestOperations.downloadOwnCopy, { params: { requestId: request.requestId }, query: { format: kind } })
  return (
    <>
      <Status tone={tones[request.state]}>{m.states[request.state]}</Status>
      {isOpen && <TimeLeft dueAt={request.dueAt} />}
      {request.reason !== null && <div>{request.reason}</div>}
      {isOpen && onDecide !== undefined && (
        <Button size="sm" mt="xs" onClick={() => onDecide(request)} aria-label={`${m.decide}: ${m.kinds[request.kind]}`}>
          {m.decide}
        </Button>
      )}
      {request.copyUntil !== null && onDecide === undefined && (
        <div>
          <p>{m.copyUntil({ until: format.moment(request.copyUntil) })}</p>
          <Anchor href={copy('xlsx')} download>{m.copyXlsx}</Anchor>
          <br />
          <Anchor href={copy('json')} download>{m.copyJson}</Anchor>
        </div>
      )}
    </>
  )
}
