import { Button, Code, Progress as Bar, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { addressOf } from '#web/api/client.ts'
import { Answered, AppLink, ErrorSummary, PageTitle, Section, useAnswer, useCommand, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { exportOperations, type Export } from './export.contract.ts'
import { ExportStatus } from './export-list.part.tsx'

const everyMs = 1_000
const underWay: readonly Export['state'][] = ['waiting', 'making']

/** One export: how far it is, its passphrase this once, and its file. */
export function ExportPage() {
  const exportId = useParam('exportId')
  const found = useAnswer(exportOperations.getExport, { params: { exportId } })
  return <Answered query={found}>{(one) => <One key={exportId} one={one} />}</Answered>
}

function One({ one }: { readonly one: Export }) {
  const m = useMessages('data').exporting
  const format = useFormat()
  const [passphrase, setPassphrase] = useState<string>()
  const words = [
    m.rowsOf({ count: format.number(one.rowCount) }), one.areaName, one.hasFullNumbers ? m.whole : m.covered, format.moment(one.requestedAt),
    ...(one.expiresAt === null ? [] : [`${m.expiresAt} ${format.moment(one.expiresAt)}`]),
  ]
  return (
    <>
      <PageTitle title={one.purpose} lede={words.join(' · ')} action={<ExportStatus state={one.state} />} />
      <Text mb="md">{`${m.fields}: ${[m.columns.name, ...one.fields.map((field) => m.columns[field]), m.columns.address].join(', ')}`}</Text>
      {underWay.includes(one.state) && <UnderWay one={one} />}
      {one.state === 'ready' && passphrase === undefined && <Open one={one} onOpen={setPassphrase} />}
      {passphrase !== undefined && <Passphrase passphrase={passphrase} />}
      {one.state === 'opened' && <Download one={one} />}
      {one.state === 'refused' && <Ended one={one} text={m.refusedText} />}
      {one.state === 'failed' && <Ended one={one} text={m.failedText} />}
      {one.state === 'deleted' && <Ended one={one} text={m.deletedText} />}
    </>
  )
}

function UnderWay({ one }: { readonly one: Export }) {
  const m = useMessages('data').exporting
  const format = useFormat()
  useAnswer(exportOperations.getExport, { params: { exportId: one.exportId } }, { everyMs })
  if (one.state === 'waiting') return <Ended one={one} text={m.waitingText} />
  return (
    <Section title={m.states.making}>
      <Stack maw={640} gap="sm">
        <output>{m.progress({ done: format.number(one.rowsDone), total: format.number(one.rowCount) })}</output>
        <Bar value={(one.rowsDone / one.rowCount) * 100} size="lg" aria-label={m.states.making} />
        <Text>{m.mayLeave}</Text>
      </Stack>
    </Section>
  )
}

function Open({ one, onOpen }: { readonly one: Export; readonly onOpen: (passphrase: string) => void }) {
  const m = useMessages('data').exporting
  const open = useCommand(exportOperations.openExport, { refreshes: [exportOperations.getExport, exportOperations.listExports], onDone: (opened) => onOpen(opened.passphrase) })
  return (
    <Stack maw={640} align="start">
      <ErrorSummary problem={open.problem} />
      <Text>{m.readyText}</Text>
      <Button loading={open.busy} onClick={() => void open.run({ params: { exportId: one.exportId } })}>{m.open}</Button>
    </Stack>
  )
}

function Passphrase({ passphrase }: { readonly passphrase: string }) {
  const m = useMessages('data').exporting
  return (
    <Section title={m.passphrase}>
      <Stack component="output" align="start" maw={640}>
        <Code fz="xl">{passphrase}</Code>
        <Text>{m.passphraseText}</Text>
      </Stack>
    </Section>
  )
}

function Download({ one }: { readonly one: Export }) {
  const m = useMessages('data').exporting
  return (
    <Stack maw={640} align="start" mt="lg">
      <Text>{m.openedText}</Text>
      <Button component="a" href={addressOf(exportOperations.downloadExport, { params: { exportId: one.exportId } })} download>{m.download}</Button>
    </Stack>
  )
}

function Ended({ one, text }: { readonly one: Export; readonly text: string }) {
  const m = useMessages('data').exporting
  return (
    <Stack maw={640} align="start">
      <Text>{text}</Text>
      <Text>{`${m.exportId}: ${one.exportId}`}</Text>
      <AppLink href={staffPaths.bulkAct(one.bulkActId)}>{m.openProposal}</AppLink>
    </Stack>
  )
}
