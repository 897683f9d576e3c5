import { Button, Code, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ConfirmDialog, ErrorSummary, errorFor, PagedList, PageTitle, Section, Status, useCommand, useNow, usePages, type Column } from '#web/kit/index.ts'
import { keyOperations, type ApiKey, type KeyPurpose } from './key.contract.ts'

/** Keys of other programs: who holds one, making and revoking them. */
export function KeysPage() {
  const m = useMessages('exchange').apiKey
  const format = useFormat()
  const now = useNow()
  const keys = usePages(keyOperations.listApiKeys, { query: {} })
  const columns: readonly Column<ApiKey>[] = [
    { key: 'name', label: m.name, render: (row) => row.name },
    { key: 'purpose', label: m.purpose, render: (row) => m.purposes[row.purpose] },
    { key: 'key', label: m.key, render: (row) => m.ending({ last4: row.last4 }) },
    { key: 'made', label: m.madeAt, render: (row) => format.momentShort(row.createdAt, now) },
    { key: 'used', label: m.usedAt, render: (row) => (row.lastUsedAt === null ? m.neverUsed : format.ago(row.lastUsedAt, now)) },
    { key: 'state', label: m.state, render: (row) => <KeyState row={row} /> },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <NewKey />
      <PagedList query={keys} caption={m.caption} columns={columns} rowKey={(row) => row.keyId} empty={{ title: m.empty, text: m.emptyHint }} />
    </>
  )
}

function KeyState({ row }: { readonly row: ApiKey }) {
  const m = useMessages('exchange').apiKey
  const [asks, setAsks] = useState(false)
  const revoke = useCommand(keyOperations.revokeApiKey, { refreshes: [keyOperations.listApiKeys], onDone: () => setAsks(false) })
  if (row.revokedAt !== null) return <Status tone="neutral">{m.revoked}</Status>
  return (
    <>
      <Status tone="good">{m.inForce}</Status>{' '}
      <Button size="xs" variant="default" onClick={() => setAsks(true)} aria-label={`${m.revoke} ${row.name}`}>
        {m.revoke}
      </Button>
      <ConfirmDialog
        isOpen={asks}
        onClose={() => setAsks(false)}
        title={m.revokeQuestion}
        confirm={m.revoke}
        onConfirm={() => void revoke.run({ params: { keyId: row.keyId } })}
        isDangerous
        busy={revoke.busy}
        problem={revoke.problem}
      >
        {m.revokeHint}
      </ConfirmDialog>
    </>
  )
}

const usualPerMinute = 60

function NewKey() {
  const m = useMessages('exchange').apiKey
  const [purpose, setPurpose] = useState<KeyPurpose>('open311')
  const [name, setName] = useState('')
  const [perMinute, setPerMinute] = useState<number | string>(usualPerMinute)
  const [shown, setShown] = useState<string>()
  const create = useCommand(keyOperations.createApiKey, { refreshes: [keyOperations.listApiKeys], onDone: ({ key }) => setShown(key) })

  function send(event: FormEvent): void {
    event.preventDefault()
    void create.run({ body: { purpose, name, perMinute: Number(perMinute) } })
  }

  function forget(): void {
    setShown(undefined)
    setName('')
  }

  if (shown !== undefined) return <ShownKey value={shown} onDone={forget} />
  return (
    <form onSubmit={send} noValidate>
      <Stack maw={480} mb="xl">
        <ErrorSummary problem={create.problem} fields={{ name: m.name, perMinute: m.perMinute }} />
        <NativeSelect
          label={m.purpose}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value as KeyPurpose)}
          data={[{ value: 'open311', label: m.purposes.open311 }, { value: 'call_center', label: m.purposes.call_center }]}
        />
        <TextInput
          id="name" label={m.name} required maxLength={120} value={name} error={errorFor(create.problem, 'name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          id="perMinute" label={m.perMinute} required min={1} max={6_000} value={perMinute} error={errorFor(create.problem, 'perMinute')} onChange={setPerMinute}
        />
        <div>
          <Button type="submit" loading={create.busy}>
            {m.create}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

function ShownKey({ value, onDone }: { readonly value: string; readonly onDone: () => void }) {
  const m = useMessages('exchange').apiKey
  return (
    <Section title={m.created}>
      <Stack gap="md" align="flex-start" mb="xl">
        <output>{m.createdHint}</output>
        <Code fz="1.25rem" p="md" aria-label={m.key}>
          {value}
        </Code>
        <Button onClick={onDone}>{m.done}</Button>
      </Stack>
    </Section>
  )
}
