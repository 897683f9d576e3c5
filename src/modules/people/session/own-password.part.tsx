import { Button, PasswordInput, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Section, Status, useCommand } from '#web/kit/index.ts'
import { passwordMinimum, sessionOperations } from './session.contract.ts'

const nothing = { currentPassword: '', newPassword: '' }

/** Changing one's own password. What was typed stays until it went through. */
export function OwnPasswordPart() {
  const m = useMessages('account')
  const [typed, setTyped] = useState(nothing)
  const [isChanged, setIsChanged] = useState(false)
  const change = useCommand(sessionOperations.changePassword, {
    refreshes: [sessionOperations.listOwnSessions],
    onDone: () => {
      setTyped(nothing)
      setIsChanged(true)
    },
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    setIsChanged(false)
    void change.run({ body: typed })
  }

  const fields = { currentPassword: m.self.currentPassword, newPassword: m.self.newPassword }
  const toggle = { 'aria-label': m.self.showPassword }
  return (
    <Section title={m.self.passwordTitle}>
      <form onSubmit={submit} noValidate>
        <ErrorSummary problem={change.problem} fields={fields} />
        <output>{isChanged && <Status tone="good">{m.self.passwordChanged}</Status>}</output>
        <Stack maw="26rem">
          <PasswordInput
            id="currentPassword"
            label={m.self.currentPassword}
            error={errorFor(change.problem, 'currentPassword')}
            value={typed.currentPassword}
            onChange={(event) => setTyped({ ...typed, currentPassword: event.currentTarget.value })}
            autoComplete="current-password"
            visibilityToggleButtonProps={toggle}
            required
          />
          <PasswordInput
            id="newPassword"
            label={m.self.newPassword}
            description={m.self.newPasswordHint({ minimum: passwordMinimum })}
            error={errorFor(change.problem, 'newPassword')}
            value={typed.newPassword}
            onChange={(event) => setTyped({ ...typed, newPassword: event.currentTarget.value })}
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            required
          />
          <div>
            <Button type="submit" loading={change.busy}>
              {m.self.changePassword}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}
