import { Button, Group, Stack, Text } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { ScopeView } from '#modules/people/session/session.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, ConfirmDialog, DataList, Dialog, EmptyState, ErrorSummary, PageTitle, Section, Status, useAnswer, useCommand, useParam,
} from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'
import { accountOperations, type Account, type AccountDetail, type OneTimePassword } from './account.contract.ts'
import { AskedScopesPart } from './asked-scopes.part.tsx'
import { OneTimePasswordPart } from './one-time-password.part.tsx'
import { emptyScope, ScopeFields, scopeOfDraft, scopeWords } from './scope.form.tsx'

const refreshes = [accountOperations.getAccount, accountOperations.listAccounts]

/** One account: its roles, how it signs in, and whether it is open. */
export function AccountPage() {
  const accountId = useParam('accountId')
  const found = useAnswer(accountOperations.getAccount, { params: { accountId } })
  return <Answered query={found}>{(account) => <Details account={account} />}</Answered>
}

function Details({ account }: { readonly account: AccountDetail }) {
  const m = useMessages('account')
  const isOwn = useSession().accountId === account.accountId
  return (
    <>
      <PageTitle
        title={account.name}
        lede={m.account.detailLede({ username: account.username })}
        action={<Status tone={account.isDisabled ? 'bad' : 'good'}>{account.isDisabled ? m.account.disabled : m.account.active}</Status>}
      />
      {isOwn && <Text>{m.account.ownAccount}</Text>}
      <ScopesSection account={account} isOwn={isOwn} />
      {!isOwn && <SignInSection account={account} />}
    </>
  )
}

function ScopesSection({ account, isOwn }: { readonly account: AccountDetail; readonly isOwn: boolean }) {
  const m = useMessages('account')
  const lang = useLang()
  const [withdrawing, setWithdrawing] = useState<ScopeView>()
  const [isGranting, setIsGranting] = useState(false)
  const columns = [
    { key: 'scope', label: m.account.scopes, render: (scope: ScopeView) => scopeWords(scope, lang) },
    {
      key: 'withdraw',
      label: m.self.action,
      render: (scope: ScopeView) => (
        <Button variant="default" size="sm" aria-label={m.account.withdrawOf({ scope: scopeWords(scope, lang) })} onClick={() => setWithdrawing(scope)}>
          {m.account.withdraw}
        </Button>
      ),
    },
  ]
  return (
    <Section title={m.account.scopes} action={!isOwn && <Button onClick={() => setIsGranting(true)}>{m.account.grant}</Button>}>
      {account.scopes.length === 0 && <EmptyState title={m.account.noScope} />}
      {account.scopes.length > 0 && (
        <DataList caption={m.account.scopes} columns={isOwn ? columns.slice(0, 1) : columns} rows={account.scopes} rowKey={(scope) => scope.scopeId} />
      )}
      <AskedScopesPart asked={account.asked} />
      {withdrawing !== undefined && <Withdraw account={account} scope={withdrawing} onClose={() => setWithdrawing(undefined)} />}
      {isGranting && <Grant account={account} onClose={() => setIsGranting(false)} />}
    </Section>
  )
}

function Withdraw({ account, scope, onClose }: { readonly account: Account; readonly scope: ScopeView; readonly onClose: () => void }) {
  const m = useMessages('account')
  const lang = useLang()
  const withdraw = useCommand(accountOperations.withdrawScope, { refreshes, onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={m.account.withdraw}
      confirm={m.account.withdraw}
      onConfirm={() => void withdraw.run({ params: { accountId: account.accountId, scopeId: scope.scopeId } })}
      busy={withdraw.busy}
      problem={withdraw.problem}
      isDangerous
    >
      {m.account.withdrawText({ name: account.name, scope: scopeWords(scope, lang) })}
    </ConfirmDialog>
  )
}

function Grant({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const m = useMessages('account')
  const choices = useAnswer(accountOperations.listScopeChoices, {})
  const [draft, setDraft] = useState(emptyScope)
  const grant = useCommand(accountOperations.grantScope, { refreshes, onDone: onClose })

  function submit(event: FormEvent): void {
    event.preventDefault()
    void grant.run({ params: { accountId: account.accountId }, body: scopeOfDraft(draft) })
  }

  return (
    <Dialog isOpen onClose={onClose} title={m.account.grantTitle}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary problem={grant.problem} fields={{ role: m.account.role }} />
          <Answered query={choices}>{(known) => <ScopeFields choices={known} value={draft} onChange={setDraft} />}</Answered>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.common.cancel}
            </Button>
            <Button type="submit" loading={grant.busy}>
              {m.account.grant}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

type Wish = 'reset' | 'remove_totp' | 'close' | 'reopen'

function SignInSection({ account }: { readonly account: Account }) {
  const m = useMessages('account')
  const [wish, setWish] = useState<Wish>()
  const [given, setGiven] = useState<OneTimePassword>()
  if (given !== undefined) {
    return (
      <Section title={m.account.signInTitle}>
        <OneTimePasswordPart name={account.name} given={given} onDone={() => setGiven(undefined)} />
      </Section>
    )
  }
  return (
    <Section title={m.account.signInTitle}>
      <Stack>
        <Status tone={account.hasTotp ? 'good' : 'neutral'}>{account.hasTotp ? m.account.secondStepOn : m.account.secondStepOff}</Status>
        {account.mustChangePassword && <Status tone="info">{m.account.mustChange}</Status>}
        <Group>
          <Button variant="default" onClick={() => setWish('reset')}>{m.account.reset}</Button>
          {account.hasTotp && <Button variant="default" onClick={() => setWish('remove_totp')}>{m.account.removeTotp}</Button>}
          {!account.isDisabled && <Button variant="default" onClick={() => setWish('close')}>{m.account.close}</Button>}
          {account.isDisabled && <Button variant="default" onClick={() => setWish('reopen')}>{m.account.reopen}</Button>}
        </Group>
      </Stack>
      {wish !== undefined && <Change account={account} wish={wish} onGiven={setGiven} onClose={() => setWish(undefined)} />}
    </Section>
  )
}

interface ChangeProps {
  readonly account: Account
  readonly wish: Wish
  readonly onGiven: (given: OneTimePassword) => void
  readonly onClose: () => void
}

/** Asks once more, then does it. */
function Change({ account, wish, onGiven, onClose }: ChangeProps) {
  const m = useMessages('account')
  const { name } = account
  const options = { refreshes, onDone: onClose }
  const reset = useCommand(accountOperations.resetPassword, {
    refreshes,
    onDone: (given) => {
      onGiven(given)
      onClose()
    },
  })
  const removeTotp = useCommand(accountOperations.removeAccountTotp, options)
  const close = useCommand(accountOperations.disableAccount, options)
  const reopen = useCommand(accountOperations.enableAccount, options)
  const wishes = {
    reset: { command: reset, verb: m.account.reset, text: m.account.resetText({ name }) },
    remove_totp: { command: removeTotp, verb: m.account.removeTotp, text: m.account.removeTotpText({ name }) },
    close: { command: close, verb: m.account.close, text: m.account.closeText({ name }) },
    reopen: { command: reopen, verb: m.account.reopen, text: m.account.reopenText({ name }) },
  } as const
  const { command, verb, text } = wishes[wish]
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={verb}
      confirm={verb}
      onConfirm={() => void command.run({ params: { accountId: account.accountId } })}
      busy={command.busy}
      problem={command.problem}
      isDangerous={wish !== 'reopen'}
    >
      {text}
    </ConfirmDialog>
  )
}
