import { Button, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ErrorSummary, PagedList, PageTitle, Section, Status, useAnswer, useCommand, useNow, usePages, type Column, type Tone } from '#web/kit/index.ts'
import type { Messages } from '#web/i18n/index.ts'
import { Templates } from '#modules/exchange/template/templates.part.tsx'
import classes from './channel.module.css'
import { channelOperations, type ChannelView, type FailedMessage, type MailboxView } from './channels.contract.ts'

/** How the channels to the people do, and what did not arrive. */
export function ChannelsPage() {
  const m = useMessages('exchange').channel
  const channels = useAnswer(channelOperations.listChannels, {})
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Answered query={channels} rows={4}>
        {(answer) => (
          <ul className={classes['channels']}>
            {answer.channels.map((channel) => <Channel key={channel.channel} channel={channel} />)}
            <Mailbox mailbox={answer.mailbox} />
          </ul>
        )}
      </Answered>
      <Failed connected={channels.data?.channels.filter((each) => each.isConnected).map((each) => each.channel) ?? []} />
      <Templates />
    </>
  )
}

function Channel({ channel }: { readonly channel: ChannelView }) {
  const m = useMessages('exchange').channel
  const format = useFormat()
  const now = useNow()
  const state = stateOf(channel)
  const all = [[m.waiting, channel.waiting], [m.sentToday, channel.sentToday], [m.arrivedToday, channel.arrivedToday], [m.givenUpToday, channel.givenUpToday]] as const
  const counts = channel.isConnected ? all : all.slice(0, 1)
  return (
    <li className={classes['channel']}>
      <Title order={2} size="h4">
        {m.names[channel.channel]}
      </Title>
      <Status tone={tones[state]}>{state === 'resting' ? m.state.resting({ until: format.momentShort(channel.restsUntil!, now) }) : m.state[state]}</Status>
      {!channel.isConnected && channel.unsent > 0 && <Text>{m.unsent({ count: format.number(channel.unsent) })}</Text>}
      {(channel.isConnected || channel.waiting > 0) && (
        <dl className={classes['counts']}>
          {counts.map(([label, count]) => (
            <div key={label} className={classes['count']}>
              <dt>{label}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Text size="sm" c="dimmed">
        {newsOf(channel, { m, ago: (moment) => format.ago(moment, now) }).join(' · ')}
      </Text>
    </li>
  )
}

/** The mailbox from which mails are taken: when it was looked into, and since when that fails. */
function Mailbox({ mailbox }: { readonly mailbox: MailboxView }) {
  const m = useMessages('exchange').channel
  const format = useFormat()
  const now = useNow()
  const state = stateOfMailbox(mailbox)
  const since = mailbox.failingSince ?? mailbox.lastLookedAt
  const words = m.mailboxState[state]({ since: since === null ? '' : format.momentShort(since, now) })
  const news = [
    mailbox.lastLookedAt === null ? undefined : m.mailboxLooked({ ago: format.ago(mailbox.lastLookedAt, now) }),
    mailbox.lastMailAt === null ? undefined : m.mailboxMail({ ago: format.ago(mailbox.lastMailAt, now) }),
    mailbox.failingSince === null ? undefined : m.mailboxWhy({ reason: reasonWords(m, mailbox.lastReason) }),
  ].filter((each) => each !== undefined)
  return (
    <li className={classes['channel']}>
      <Title order={2} size="h4">
        {m.mailbox}
      </Title>
      <Status tone={mailboxTones[state]}>{words}</Status>
      {mailbox.isConnected && (
        <dl className={classes['counts']}>
          <div className={classes['count']}>
            <dt>{m.mailboxWaiting}</dt>
            <dd>{format.number(mailbox.waiting)}</dd>
          </div>
        </dl>
      )}
      <Text size="sm" c="dimmed">
        {mailbox.isConnected ? news.join(' · ') : m.mailboxMissingHint}
      </Text>
    </li>
  )
}

type MailboxState = 'missing' | 'never' | 'good' | 'still' | 'failing'

const mailboxTones: Readonly<Record<MailboxState, Tone>> = { missing: 'neutral', never: 'neutral', good: 'good', still: 'soon', failing: 'bad' }

function stateOfMailbox(mailbox: MailboxView): MailboxState {
  if (!mailbox.isConnected) return 'missing'
  if (mailbox.failingSince !== null) return 'failing'
  if (mailbox.isStill) return 'still'
  return mailbox.lastLookedAt === null ? 'never' : 'good'
}

type ChannelState = 'missing' | 'good' | 'unsteady' | 'resting'

const tones: Readonly<Record<ChannelState, Tone>> = { missing: 'neutral', good: 'good', unsteady: 'soon', resting: 'bad' }

function stateOf(channel: ChannelView): ChannelState {
  if (!channel.isConnected) return 'missing'
  if (channel.restsUntil !== null) return 'resting'
  return channel.failures > 0 ? 'unsteady' : 'good'
}

function newsOf(channel: ChannelView, { m, ago }: { m: Messages['channel']; ago: (moment: string) => string }): readonly string[] {
  if (!channel.isConnected) return [m.missingHint]
  const news = [
    channel.oldestWaitingAt === null ? undefined : m.oldest({ ago: ago(channel.oldestWaitingAt) }),
    channel.lastSuccessAt === null ? undefined : m.lastSuccess({ ago: ago(channel.lastSuccessAt) }),
    channel.lastFailureAt === null ? undefined : m.lastFailure({ ago: ago(channel.lastFailureAt), reason: reasonWords(m, channel.lastReason) }),
  ].filter((each) => each !== undefined)
  return news.length === 0 ? [m.never] : news
}

/** Why something did not go. */
export function reasonWords(m: Messages['channel'], reason: string | null): string {
  return reason !== null && reason in m.reasons ? m.reasons[reason as keyof typeof m.reasons] : '–'
}

function Failed({ connected }: { readonly connected: readonly string[] }) {
  const m = useMessages('exchange').channel
  const format = useFormat()
  const now = useNow()
  const failed = usePages(channelOperations.listFailedMessages, { query: {} })
  const [isUnderWay, setIsUnderWay] = useState(false)
  const columns: readonly Column<FailedMessage>[] = [
    { key: 'at', label: m.at, render: (row) => format.momentShort(row.failedAt, now) },
    { key: 'kind', label: m.kind, render: (row) => (row.kind in m.kinds ? m.kinds[row.kind as keyof typeof m.kinds] : row.kind) },
    { key: 'channel', label: m.byChannel, render: (row) => m.names[row.channel] },
    { key: 'why', label: m.why, render: (row) => reasonWords(m, row.reason) },
    { key: 'tries', label: m.tries, render: (row) => format.number(row.tries), isNumber: true },
    { key: 'resend', label: m.again, render: (row) => (connected.includes(row.channel) ? <Resend message={row} onDone={() => setIsUnderWay(true)} /> : m.againWhenConnected) },
  ]
  return (
    <Section title={m.failedTitle}>
      <p role="status">{isUnderWay && m.resent}</p>
      <PagedList
        query={failed}
        caption={m.failedCaption}
        columns={columns}
        rowKey={(row) => row.messageId}
        empty={{ title: m.failedEmpty, text: m.failedEmptyHint }}
      />
    </Section>
  )
}

function Resend({ message, onDone }: { readonly message: FailedMessage; readonly onDone: () => void }) {
  const m = useMessages('exchange').channel
  const resend = useCommand(channelOperations.resendMessage, { onDone, refreshes: [channelOperations.listFailedMessages, channelOperations.listChannels] })
  return (
    <>
      <ErrorSummary problem={resend.problem} />
      <Button size="xs" variant="default" loading={resend.busy} onClick={() => void resend.run({ params: { messageId: message.messageId } })}>
        {m.resend}
      </Button>
    </>
  )
}
