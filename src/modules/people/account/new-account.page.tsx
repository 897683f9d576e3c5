import { Button, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, ErrorSummary, errorFor, PageTitle, useAnswer, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { accountOperations, type OneTimePassword, type ScopeChoices } from './account.contract.ts'
import { OneTimePasswordPart } from './one-time-password.part.tsx'
import { emptyScope, ScopeFields, scopeOfDraft } from './scope.form.tsx'

/** Making an account: who, and the first role. The first password is shown afterwards, once. */
export function NewAccountPage() {
  const m = useMessages('account')
  const go = useGo()
  const choices = useAnswer(accountOperations.listScopeChoices, {})
  const [made, setMade] = useState<{ readonly name: string; readonly given: MadeAccount }>()
  return (
    <>
      <PageTitle title={m.account.createTitle} lede={m.account.createLede} />
      {made === undefined && (
        <Answered query={choices}>{(known) => <NewAccountForm choices={known} onMade={(name, given) => setMade({ name, given })} />}</Answered>
      )}
      {made !== undefined && (
        <OneTimePasswordPart name={made.name} given={made.given} awaitsApproval={made.given.awaitsApproval} onDone={() => go(staffPaths.account(made.given.accountId))} />
      )}
    </>
  )
}

type MadeAccount = OneTimePassword & { readonly awaitsApproval: boolean }

interface NewAccountFormProps {
  readonly choices: ScopeChoices
  readonly onMade: (name: string, given: MadeAccount) => void
}

function NewAccountForm({ choices, onMade }: NewAccountFormProps) {
  const m = useMessages('account')
  const [username, setUsername] = useState('')
  const [name, setName] = useState('')
  const [scope, setScope] = useState(emptyScope)
  const create = useCommand(accountOperations.createAccount, {
    refreshes: [accountOperations.listAccounts], onDone: (given) => onMade(name, given),
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    void create.run({ body: { username, name, scopes: [scopeOfDraft(scope)] } })
  }

  const fields = { username: m.account.username, name: m.account.name, 'scopes/0/role': m.account.role }
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary problem={create.problem} fields={fields} />
      <Stack maw="32rem">
        <TextInput
          id="username"
          label={m.account.username}
          description={m.account.usernameHint}
          error={errorFor(create.problem, 'username')}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          required
        />
        <TextInput
          id="name"
          label={m.account.name}
          error={errorFor(create.problem, 'name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
          maxLength={100}
          required
        />
        <ScopeFields choices={choices} value={scope} onChange={setScope} />
        <div>
          <Button type="submit" loading={create.busy}>
            {m.account.create}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
