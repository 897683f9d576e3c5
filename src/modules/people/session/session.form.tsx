import { Button, PasswordInput, Stack, TextInput, Title } from '@mantine/core'
import { lazy, Suspense, useState, type FormEvent, type ReactNode } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Loading, useCommand, type CommandState, type Failure } from '#web/kit/index.ts'
import { passwordMinimum, sessionOperations, type CurrentSession } from './session.contract.ts'

const SetUpStep = lazy(async () => ({ default: (await import('./set-up-totp.part.tsx')).SetUpTotpPart }))

/** The form may lie over a screen that has fields of the same names. */
const idPrefix = 'sign-in-'

interface SignInFormProps {
  /** The session is open now. */
  readonly onSignedIn: () => void
}

/**
 * Signing in, step by step: user name and password, the code where a second step is on, a first password of one's own where it is due, and
 * setting up the second step where the role needs one.
 */
export function SignInForm({ onSignedIn }: SignInFormProps) {
  const [session, setSession] = useState<CurrentSession>({ state: 'nobody' })
  function proceed(next: CurrentSession): void {
    setSession(next)
    if (next.state === 'open') onSignedIn()
  }
  const startOver = (): void => setSession({ state: 'nobody' })
  if (session.state === 'code') return <CodeStep onDone={proceed} onStartOver={startOver} />
  if (session.state === 'new_password') return <NewPasswordStep name={session.name} onDone={proceed} onStartOver={startOver} />
  if (session.state === 'new_code') return <SetUp name={session.name} onDone={onSignedIn} />
  return <PasswordStep onDone={proceed} />
}

/** Its code and texts come after the page. */
function SetUp(props: { readonly name: string; readonly onDone: () => void }) {
  return <Suspense fallback={<Loading />}><SetUpStep {...props} /></Suspense>
}

interface StepProps {
  readonly onDone: (session: CurrentSession) => void
}

interface LaterStepProps extends StepProps {
  readonly onStartOver: () => void
}

function PasswordStep({ onDone }: StepProps) {
  const m = useMessages()
  const signIn = useCommand(sessionOperations.signIn, { onDone })
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  return (
    <StepForm problem={signIn.problem} fields={{ username: m.signIn.username, password: m.signIn.password }} onSubmit={() => signIn.run({ body: { username, password } })}>
      <TextInput
        id={`${idPrefix}username`}
        label={m.signIn.username}
        description={m.signIn.usernameHint}
        error={errorFor(signIn.problem, 'username')}
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        data-autofocus
      />
      <PasswordField label={m.signIn.password} name="password" purpose="current-password" command={signIn} value={password} onChange={setPassword} />
      <Button type="submit" loading={signIn.busy}>
        {m.signIn.submit}
      </Button>
    </StepForm>
  )
}

function CodeStep({ onDone, onStartOver }: LaterStepProps) {
  const m = useMessages()
  const enter = useCommand(sessionOperations.enterSignInCode, { onDone })
  const [code, setCode] = useState('')
  return (
    <StepForm title={m.signIn.codeTitle} problem={enter.problem} fields={{ code: m.signIn.code }} onSubmit={() => enter.run({ body: { code } })}>
      <TextInput
        id={`${idPrefix}code`}
        label={m.signIn.code}
        description={m.signIn.codeHint}
        error={errorFor(enter.problem, 'code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        required
        ref={focusOnce}
      />
      <Button type="submit" loading={enter.busy}>
        {m.signIn.submitCode}
      </Button>
      <StartOver onStartOver={onStartOver} />
    </StepForm>
  )
}

function NewPasswordStep({ name, onDone, onStartOver }: LaterStepProps & { readonly name: string }) {
  const m = useMessages()
  const replace = useCommand(sessionOperations.replaceFirstPassword, { onDone })
  const [newPassword, setNewPassword] = useState('')
  return (
    <StepForm
      title={m.signIn.newPasswordTitle}
      problem={replace.problem}
      fields={{ newPassword: m.signIn.newPassword }}
      onSubmit={() => replace.run({ body: { newPassword } })}
    >
      <p>{m.signIn.newPasswordText({ name })}</p>
      <PasswordField
        label={m.signIn.newPassword}
        hint={m.signIn.newPasswordHint({ minimum: passwordMinimum })}
        name="newPassword"
        purpose="new-password"
        command={replace}
        value={newPassword}
        onChange={setNewPassword}
      />
      <Button type="submit" loading={replace.busy}>
        {m.signIn.submitNewPassword}
      </Button>
      <StartOver onStartOver={onStartOver} />
    </StepForm>
  )
}

interface StepFormProps {
  readonly title?: string
  readonly problem: Failure | undefined
  readonly fields: Readonly<Record<string, string>>
  readonly onSubmit: () => Promise<unknown>
  readonly children: ReactNode
}

function StepForm({ title, problem, fields, onSubmit, children }: StepFormProps) {
  function submit(event: FormEvent): void {
    event.preventDefault()
    void onSubmit()
  }
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary problem={problem} fields={fields} idPrefix={idPrefix} />
      <Stack>
        {title !== undefined && (
          <Title order={2} size="h3">
            {title}
          </Title>
        )}
        {children}
      </Stack>
    </form>
  )
}

interface PasswordFieldProps<O extends Operation> {
  readonly label: string
  readonly hint?: string
  readonly name: string
  readonly purpose: 'current-password' | 'new-password'
  readonly command: CommandState<O>
  readonly value: string
  readonly onChange: (value: string) => void
}

function PasswordField<O extends Operation>(props: PasswordFieldProps<O>) {
  const m = useMessages()
  return (
    <PasswordInput
      id={idPrefix + props.name}
      label={props.label}
      description={props.hint}
      error={errorFor(props.command.problem, props.name)}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autoComplete={props.purpose}
      visibilityToggleButtonProps={{ 'aria-label': m.signIn.showPassword }}
      required
    />
  )
}

function StartOver(props: { readonly onStartOver: () => void }) {
  const m = useMessages()
  return (
    <Button variant="default" onClick={props.onStartOver}>
      {m.signIn.startOver}
    </Button>
  )
}

function focusOnce(element: HTMLElement | null): void {
  element?.focus()
}
