import { Button, Code, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, type CommandState } from '#web/kit/index.ts'
import type { sessionOperations } from './session.contract.ts'

// The steps of setting up an authenticator, for whoever has a session and for whoever has none yet.

/** What an authenticator is set up with. */
export interface Enrolment {
  readonly secret: string
  readonly qrSvg: string
}

type Confirming = CommandState<typeof sessionOperations.confirmTotp> | CommandState<typeof sessionOperations.confirmNeededTotp>

/** The picture for the authenticator, and the code that proves that it was read. */
export function Scan({ enrolment, confirm }: { readonly enrolment: Enrolment; readonly confirm: Confirming }) {
  const m = useMessages('account')
  const [code, setCode] = useState('')

  function submit(event: FormEvent): void {
    event.preventDefault()
    void confirm.run({ body: { code } })
  }

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary problem={confirm.problem} fields={{ code: m.self.totpCode }} />
      <Stack maw="26rem">
        <Text>{m.self.totpScan}</Text>
        <img src={`data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qrSvg)}`} alt={m.self.totpQr} width={220} height={220} />
        <Text>
          {m.self.totpSecret} <Code>{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</Code>
        </Text>
        <TextInput
          id="code"
          label={m.self.totpCode}
          error={errorFor(confirm.problem, 'code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          required
        />
        <div>
          <Button type="submit" loading={confirm.busy}>
            {m.self.totpConfirm}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

/** The recovery codes, shown once. */
export function Codes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const m = useMessages('account')
  return (
    <Stack component="output">
      <Text fw={700}>{m.self.recoveryTitle}</Text>
      <Text>{m.self.recoveryText}</Text>
      <SimpleGrid cols={{ base: 2, sm: 5 }}>
        {codes.map((code) => (
          <Code key={code}>{code}</Code>
        ))}
      </SimpleGrid>
      <div>
        <Button onClick={onDone}>{m.self.recoveryDone}</Button>
      </div>
    </Stack>
  )
}
