import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, PagedList, PageTitle, Status, useAddressState, useAnswer, useNow, usePages } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { AccountState, accountOperations, type Account } from './account.contract.ts'
import { scopeWords } from './scope.form.tsx'

/** Every account: found by name, role or state. */
export function AccountListPage() {
  const m = useMessages('account')
  const lang = useLang()
  const format = useFormat()
  const now = useNow()
  const [q] = useAddressState('q')
  const [role] = useAddressState('role')
  const [state] = useAddressState('state')
  const accounts = usePages(accountOperations.listAccounts, { query: { q, ...(role !== '' && { role }), ...(isState(state) && { state }) } })
  const columns = [
    { key: 'name', label: m.account.name, render: (row: Account) => <AppLink href={staffPaths.account(row.accountId)}>{row.name}</AppLink> },
    { key: 'username', label: m.account.username, render: (row: Account) => row.username },
    { key: 'scopes', label: m.account.scopes, render: (row: Account) => row.scopes.map((scope) => scopeWords(scope, lang)).join('; ') || m.common.none },
    { key: 'seen', label: m.account.lastSeen, render: (row: Account) => (row.lastSeenAt === null ? m.account.never : format.ago(row.lastSeenAt, now)) },
    {
      key: 'state',
      label: m.account.state,
      render: (row: Account) => <Status tone={row.isDisabled ? 'bad' : 'good'}>{row.isDisabled ? m.account.disabled : m.account.active}</Status>,
    },
    { key: 'kin', label: m.account.kin, render: (row: Account) => (row.kinStatedAt === null ? m.account.kinUnstated : format.ago(row.kinStatedAt, now)) },
  ]
  return (
    <>
      <PageTitle title={m.account.title} lede={m.account.lede} action={<ButtonLink href={staffPaths.newAccount}>{m.account.create}</ButtonLink>} />
      <Filters />
      <PagedList
        query={accounts}
        caption={m.account.caption}
        columns={columns}
        rowKey={(row) => row.accountId}
        empty={{ title: m.account.emptyTitle, text: m.account.emptyText }}
      />
    </>
  )
}

function isState(text: string): text is AccountState {
  return AccountState.safeParse(text).success
}

function Filters() {
  const m = useMessages('account')
  const lang = useLang()
  const choices = useAnswer(accountOperations.listScopeChoices, {})
  const [q, setQ] = useAddressState('q')
  const [role, setRole] = useAddressState('role')
  const [state, setState] = useAddressState('state')
  const [typed, setTyped] = useState(q)

  function search(event: FormEvent): void {
    event.preventDefault()
    setQ(typed.trim())
  }

  const roles = (choices.data?.roles ?? []).map((each) => ({ value: each.role, label: each.name[lang] }))
  const states = [
    { value: '', label: m.account.anyState }, { value: 'active', label: m.account.active }, { value: 'disabled', label: m.account.disabled },
    { value: 'kin_unstated', label: m.account.kinUnstated },
  ]
  return (
    <search>
      <form onSubmit={search}>
        <Group align="end" mb="md">
          <TextInput label={m.account.search} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} type="search" maxLength={100} />
          <NativeSelect
            label={m.account.role}
            value={role}
            onChange={(event) => setRole(event.currentTarget.value)}
            data={[{ value: '', label: m.account.allRoles }, ...roles]}
          />
          <NativeSelect label={m.account.state} value={state} onChange={(event) => setState(event.currentTarget.value)} data={states} />
          <Button type="submit" variant="default">
            {m.common.search}
          </Button>
        </Group>
      </form>
    </search>
  )
}
