import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, ButtonLink, ConfirmDialog, ErrorSummary, errorFor, PagedList, PageTitle, useAnswer, useCommand, useGo, useHold, useNow, usePages, useParam, type Column,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import classes from '#modules/exchange/channel/channel.module.css'
import { LineMedia } from './chat-media.part.tsx'
import { chatOperations, type ChatSummary, type ChatView } from './conversation.contract.ts'

/** People who asked to reach an officer. */
export function ChatsPage() {
  const m = useMessages('exchange').chat
  const names = useMessages('exchange').channel.names
  const format = useFormat()
  const now = useNow()
  const chats = usePages(chatOperations.listChats, { query: {} })
  const columns: readonly Column<ChatSummary>[] = [
    { key: 'who', label: m.citizen, render: (row) => <AppLink href={staffPaths.chat(row.conversationId)}>{m.number(row.last4)}</AppLink> },
    { key: 'channel', label: m.byChannel, render: (row) => names[row.channel] },
    { key: 'asked', label: m.askedAt, render: (row) => format.ago(row.askedAt, now) },
    { key: 'heard', label: m.lastHeardAt, render: (row) => format.ago(row.lastHeardAt, now) },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.about} />
      <PagedList query={chats} caption={m.title} columns={columns} rowKey={(row) => row.conversationId} empty={{ title: m.empty, text: m.emptyHint }} />
    </>
  )
}

/** One conversation with somebody who asked for an officer. */
export function ChatPage() {
  const m = useMessages('exchange').chat
  const conversationId = useParam('conversationId')
  const chat = useAnswer(chatOperations.getChat, { params: { conversationId } })
  return (
    <Answered query={chat} rows={6}>
      {(view) => (
        <>
          <PageTitle
            title={m.number(view.last4)}
            action={
              <ButtonLink variant="default" href={staffPaths.chats}>
                {m.toList}
              </ButtonLink>
            }
          />
          <Lines view={view} />
          {view.mayWrite ? <Reply conversationId={conversationId} /> : <Text>{m.windowClosed}</Text>}
          <End conversationId={conversationId} />
        </>
      )}
    </Answered>
  )
}

function Lines({ view }: { readonly view: ChatView }) {
  const opens = view.lines.some((line) => line.media !== null && line.media.kind !== 'place')
  const m = useMessages('exchange').chat
  const format = useFormat()
  const now = useNow()
  if (view.lines.length === 0) return <Text mb="lg">{m.noLines}</Text>
  return (
    <>
      <ol className={classes['lines']}>
        {view.lines.map((line) => (
          <li key={line.lineNo} className={`${classes['line']} ${line.byOfficer ? classes['ours'] : ''}`}>
            <Text size="sm" c="dimmed">
              {line.byOfficer ? m.officer : m.citizen}, {format.momentShort(line.at, now)}
            </Text>
            {line.words}
            {line.media !== null && <LineMedia media={line.media} conversationId={view.conversationId} lineNo={line.lineNo} />}
          </li>
        ))}
      </ol>
      {opens && (
        <Text size="sm" mb="lg">
          {m.mediaHint}
        </Text>
      )}
    </>
  )
}

function Reply({ conversationId }: { readonly conversationId: string }) {
  const m = useMessages('exchange').chat
  const [words, setWords] = useState('')
  useHold(words !== '')
  const answer = useCommand(chatOperations.answerChat, { refreshes: [chatOperations.getChat], onDone: () => setWords('') })

  function send(event: FormEvent): void {
    event.preventDefault()
    void answer.run({ params: { conversationId }, body: { words } })
  }

  return (
    <form onSubmit={send} noValidate>
      <Stack maw="44rem" mb="xl">
        <ErrorSummary problem={answer.problem} fields={{ words: m.reply }} />
        <Textarea
          id="words" label={m.reply} required autosize minRows={3} maxLength={1_000} value={words} error={errorFor(answer.problem, 'words')}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" loading={answer.busy}>
            {m.sendReply}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

function End({ conversationId }: { readonly conversationId: string }) {
  const m = useMessages('exchange').chat
  const go = useGo()
  const [asks, setAsks] = useState(false)
  const end = useCommand(chatOperations.endChat, { refreshes: [chatOperations.listChats], onDone: () => go(staffPaths.chats) })
  return (
    <>
      <Button variant="default" onClick={() => setAsks(true)}>
        {m.end}
      </Button>
      <ConfirmDialog
        isOpen={asks} onClose={() => setAsks(false)} title={m.endQuestion} confirm={m.end} busy={end.busy} problem={end.problem}
        onConfirm={() => void end.run({ params: { conversationId } })}
      >
        {m.endHint}
      </ConfirmDialog>
    </>
  )
}
