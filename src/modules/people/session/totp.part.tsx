import { Button, Code, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Section, Status, useCommand, type CommandState } from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'
import { sessionOperations } from './session.contract.ts'

/** What an authenticator is set up with. */
export interface Enrolment {
  readonly secret: string
  readonly qrSvg: string
}

const refreshes = [sessionOperations.getCurrentSession]

/** The second step of signing in: set up with an authenticator, renew the recovery codes, take away. */
export function TotpPart() {
  const m = useMessages()
  const { hasTotp } = useSession()
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const [codes, setCodes] = useState<readonly string[]>()
  return (
    <Section title={m.self.totpTitle} action={<Status tone={hasTotp ? 'good' : 'neutral'}>{hasTotp ? m.self.totpOn : m.self.totpOff}</Status>}>
      {codes !== undefined && <Codes codes={codes} onDone={() => setCodes(undefined)} />}
      {codes === undefined && hasTotp && <WhenOn onCodes={setCodes} />}
      {codes === undefined && !hasTotp && enrolment === undefined && <Begin onBegun={setEnrolment} />}
      {codes === undefined && !hasTotp && enrolment !== undefined && (
        <Confirm
          enrolment={enrolment}
          onCodes={(made) => {
            setEnrolment(undefined)
            setCodes(made)
          }}
        />
      )}
    </Section>
  )
}

function Begin(props: { readonly onBegun: (enrolment: Enrolment) => void }) {
  const m = useMessages()
  const begin = useCommand(sessionOperations.beginTotp, { onDone: props.onBegun })
  return (
    <WithPassword command={begin} submit={m.self.totpBegin} onSubmit={(password) => begin.run({ body: { password } })}>
      <Text>{m.self.totpWhy}</Text>
    </WithPassword>
  )
}

function Confirm({ enrolment, onCodes }: { readonly enrolment: Enrolment; readonly onCodes: (codes: readonly string[]) => void }) {
  const confirm = useCommand(sessionOperations.confirmTotp, { refreshes, onDone: ({ recoveryCodes }) => onCodes(recoveryCodes) })
  return <Scan enrolment={enrolment} confirm={confirm} />
}

type Confirming = CommandState<typeof sessionOperations.confirmTotp> | CommandState<typeof sessionOperations.confirmNeededTotp>

/** The picture for the authenticator, and the code that proves that it was read. */
export function Scan({ enrolment, confirm }: { readonly enrolment: Enrolment; readonly confirm: Confirming }) {
  const m = useMessages()
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

type Wish = 'renew' | 'remove'

function WhenOn(props: { readonly onCodes: (codes: readonly string[]) => void }) {
  const m = useMessages()
  const [wish, setWish] = useState<Wish>()
  const renew = useCommand(sessionOperations.renewRecoveryCodes, { onDone: ({ recoveryCodes }) => props.onCodes(recoveryCodes) })
  const remove = useCommand(sessionOperations.removeTotp, { refreshes })
  const cancel = (): void => setWish(undefined)
  if (wish === 'renew') {
    return (
      <WithPassword command={renew} submit={m.self.renewRecovery} onSubmit={(password) => renew.run({ body: { password } })} onCancel={cancel}>
        <Text>{m.self.renewRecoveryText}</Text>
      </WithPassword>
    )
  }
  if (wish === 'remove') {
    return (
      <WithPassword command={remove} submit={m.self.totpRemove} onSubmit={(password) => remove.run({ body: { password } })} onCancel={cancel}>
        <Text>{m.self.totpRemoveText}</Text>
      </WithPassword>
    )
  }
  return (
    <Group>
      <Button variant="default" onClick={() => setWish('renew')}>
        {m.self.renewRecovery}
      </Button>
      <Button variant="default" onClick={() => setWish('remove')}>
        {m.self.totpRemove}
      </Button>
    </Group>
  )
}

/** The recovery codes, shown once. */
export function Codes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const m = useMessages()
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

interface WithPasswordProps<O extends Operation> {
  readonly command: CommandState<O>
  readonly submit: string
  readonly onSubmit: (password: string) => Promise<unknown>
  readonly onCancel?: () => void
  readonly children: ReactNode
}

/** A step that asks for the password once more: a session left open must not be enough. */
function WithPassword<O extends Operation>({ command, submit, onSubmit, onCancel, children }: WithPasswordProps<O>) {
  const m = useMessages()
  const [password, setPassword] = useState('')

  function send(event: FormEvent): void {
    event.preventDefault()
    void onSubmit(password)
  }

  return (
    <form onSubmit={send} noValidate>
      <ErrorSummary problem={command.problem} fields={{ password: m.self.currentPassword }} />
      <Stack maw="26rem">
        {children}
        <PasswordInput
          id="password"
          label={m.self.currentPassword}
          error={errorFor(command.problem, 'password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': m.self.showPassword }}
          required
        />
        <Group>
          <Button type="submit" loading={command.busy}>
            {submit}
          </Button>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {m.common.cancel}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
