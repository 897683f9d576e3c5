import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Section, Status, useCommand, type CommandState } from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'
import { sessionOperations } from './session.contract.ts'
import { Codes, Scan, type Enrolment } from './totp-steps.part.tsx'

const refreshes = [sessionOperations.getCurrentSession]

/** The second step of signing in: set up with an authenticator, renew the recovery codes, take away. */
export function TotpPart() {
  const m = useMessages('account')
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
  const m = useMessages('account')
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

type Wish = 'renew' | 'remove'

function WhenOn(props: { readonly onCodes: (codes: readonly string[]) => void }) {
  const m = useMessages('account')
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

interface WithPasswordProps<O extends Operation> {
  readonly command: CommandState<O>
  readonly submit: string
  readonly onSubmit: (password: string) => Promise<unknown>
  readonly onCancel?: () => void
  readonly children: ReactNode
}

/** A step that asks for the password once more: a session left open must not be enough. */
function WithPassword<O extends Operation>({ command, submit, onSubmit, onCancel, children }: WithPasswordProps<O>) {
  const m = useMessages('account')
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
