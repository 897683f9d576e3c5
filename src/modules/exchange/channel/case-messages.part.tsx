import { Anchor, Text } from '@mantine/core'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, Section, Status, useAnswer, useNow, type Column, type Tone } from '#web/kit/index.ts'
import { reasonWords } from './channels.page.tsx'
import { channelOperations, type CaseMessage } from './channels.contract.ts'

const tones: Readonly<Record<CaseMessage['state'], Tone>> = {
  queued: 'neutral', sending: 'neutral', sent: 'neutral', delivered: 'good', read: 'good', failed: 'soon', given_up: 'bad',
}

/** Never tried: no delivery failed. */
function isUnsent(row: CaseMessage): boolean {
  return row.state === 'given_up' && row.reason === 'not_connected'
}

/** What the reporters of a case were told by message and whether it arrived; their voice messages. */
export function CaseMessages({ caseId }: { readonly caseId: string }) {
  const m = useMessages('exchange').channel
  const format = useFormat()
  const now = useNow()
  const found = useAnswer(channelOperations.listCaseMessages, { params: { caseId } })
  const columns: readonly Column<CaseMessage>[] = [
    { key: 'at', label: m.at, render: (row) => format.momentShort(row.queuedAt, now) },
    { key: 'kind', label: m.kind, render: (row) => m.kinds[row.kind] },
    { key: 'channel', label: m.byChannel, render: (row) => m.names[row.channel] },
    {
      key: 'state', label: m.fate,
      render: (row) => (
        <>
          {isUnsent(row) ? <Status tone="neutral">{m.notSent}</Status> : <Status tone={tones[row.state]}>{m.states[row.state]}</Status>}
          {row.reason !== null && <Text size="sm">{reasonWords(m, row.reason)}</Text>}
          {row.state === 'queued' && new Date(row.dueAt) > now && <Text size="sm">{m.waitsUntil({ at: format.momentShort(row.dueAt, now) })}</Text>}
        </>
      ),
    },
  ]
  return (
    <Answered query={found} rows={2}>
      {({ messages, voiceNotes }) => (
        <>
          {voiceNotes.length > 0 && (
            <Section title={m.voiceTitle}>
              <ul>
                {voiceNotes.map((note) => (
                  <li key={note.voiceNoteId}>
                    {m.voice({ at: format.momentShort(note.addedAt, now) })}, {format.fileSize(note.sizeBytes)}{' '}
                    <Anchor href={addressOf(channelOperations.readVoiceNote, { params: { caseId, voiceNoteId: note.voiceNoteId } })} target="_blank">
                      {m.openVoice}
                    </Anchor>
                  </li>
                ))}
              </ul>
              <Text size="sm">{m.voiceHint}</Text>
            </Section>
          )}
          <Section title={m.caseTitle}>
            {messages.length === 0 ? <p>{m.caseEmpty}</p> : <DataList caption={m.caseTitle} columns={columns} rows={messages} rowKey={(row) => row.messageId} />}
          </Section>
        </>
      )}
    </Answered>
  )
}
