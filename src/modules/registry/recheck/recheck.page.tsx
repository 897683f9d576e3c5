import { Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, type Column, Dialog, ErrorSummary, PagedList, PageTitle, useCommand, usePages } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { recheckOperations, RecheckOutcome, type Recheck } from './recheck.contract.ts'

/** What the village is asked to look at again, and writing down what it found. */
export function RecheckPage() {
  const m = useMessages('family').recheck
  const format = useFormat()
  const [recorded, setRecorded] = useState<Recheck>()
  const open = usePages(recheckOperations.listRechecks, {})
  const columns: readonly Column<Recheck>[] = [
    {
      key: 'who', label: m.who,
      render: ({ row }) => <AppLink href={row.familyId === null ? staffPaths.person(row.personId) : staffPaths.family(row.familyId)}>{row.name}</AppLink>,
    },
    { key: 'where', label: m.where, render: ({ row }) => placeLine(row.place) },
    {
      key: 'why', label: m.why,
      render: (one) => (
        <>
          {one.reason}
          <Text size="sm">{m.askedBy({ name: one.askedByName, at: format.moment(one.askedAt) })}</Text>
        </>
      ),
    },
    {
      key: 'record', label: m.outcome,
      render: (one) => <Button variant="default" aria-label={m.recordOf({ name: one.row.name })} onClick={() => setRecorded(one)}>{m.record}</Button>,
    },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <PagedList query={open} caption={m.caption} columns={columns} rowKey={(one) => one.recheckId} empty={{ title: m.empty, text: m.emptyText }} />
      {recorded !== undefined && <RecordDialog key={recorded.recheckId} recheck={recorded} onClose={() => setRecorded(undefined)} />}
    </>
  )
}

function RecordDialog({ recheck, onClose }: { readonly recheck: Recheck; readonly onClose: () => void }) {
  const messages = useMessages('family')
  const m = messages.recheck
  const [outcome, setOutcome] = useState<RecheckOutcome>('confirmed')
  const [words, setWords] = useState('')
  const record = useCommand(recheckOperations.recordRecheck, { refreshes: [recheckOperations.listRechecks], onDone: onClose })
  function save(event: FormEvent): void {
    event.preventDefault()
    void record.run({ params: { recheckId: recheck.recheckId }, body: { outcome, words: words.trim() } })
  }
  return (
    <Dialog isOpen onClose={onClose} title={m.recordTitle({ name: recheck.row.name })}>
      <form onSubmit={save} noValidate>
        <Stack>
          <ErrorSummary problem={record.problem} fields={{ words: m.words }} />
          <Radio.Group label={m.outcome} value={outcome} onChange={(value) => setOutcome(RecheckOutcome.parse(value))}>
            <Stack gap="xs" mt="xs">
              {RecheckOutcome.options.map((value) => <Radio key={value} value={value} label={m.outcomes[value]} />)}
            </Stack>
          </Radio.Group>
          <Textarea id="words" label={m.words} description={m.wordsHint} value={words} maxLength={500} onChange={(event) => setWords(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{messages.common.cancel}</Button>
            <Button type="submit" loading={record.busy}>{m.save}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
