import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { ConfirmDialog, PagedList, PageTitle, ReasonDialog, useCommand, usePages } from '#web/kit/index.ts'
import { askedScopeOperations, type AskedScope } from './asked-scope.contract.ts'
import { scopeWords } from './scope.form.tsx'

const refreshes = [askedScopeOperations.listAskedScopes]

/** Roles that one person asked to give and that wait for a second one. */
export function AskedScopesPage() {
  const m = useMessages('account').account
  const lang = useLang()
  const format = useFormat()
  const waiting = usePages(askedScopeOperations.listAskedScopes, {})
  const [deciding, setDeciding] = useState<{ readonly asked: AskedScope; readonly wish: 'approve' | 'reject' }>()
  const columns = [
    { key: 'name', label: m.name, render: (row: AskedScope) => row.name },
    { key: 'username', label: m.username, render: (row: AskedScope) => row.username },
    { key: 'scope', label: m.scopes, render: (row: AskedScope) => scopeWords(row.scope, lang) },
    { key: 'asked', label: m.askedBy, render: (row: AskedScope) => m.askedByAt({ name: row.askedByName, moment: format.moment(row.askedAt) }) },
    {
      key: 'decide',
      label: m.decide,
      render: (row: AskedScope) => (row.decidable === 'yes' ? <Wishes row={row} onWish={(wish) => setDeciding({ asked: row, wish })} /> : <Text>{m.notYours[row.decidable]}</Text>),
    },
  ]
  return (
    <>
      <PageTitle title={m.askedTitle} lede={m.askedLede} />
      <PagedList query={waiting} caption={m.askedTitle} columns={columns} rowKey={(row) => row.askedScopeId} empty={{ title: m.askedEmpty, text: m.askedEmptyText }} />
      {deciding !== undefined && <Decide key={deciding.asked.askedScopeId + deciding.wish} {...deciding} onClose={() => setDeciding(undefined)} />}
    </>
  )
}

function Wishes({ row, onWish }: { readonly row: AskedScope; readonly onWish: (wish: 'approve' | 'reject') => void }) {
  const m = useMessages('account').account
  const lang = useLang()
  const of = { name: row.name, scope: scopeWords(row.scope, lang) }
  return (
    <Group gap="xs">
      <Button size="sm" aria-label={m.approveOf(of)} onClick={() => onWish('approve')}>{m.approve}</Button>
      <Button size="sm" variant="default" aria-label={m.rejectOf(of)} onClick={() => onWish('reject')}>{m.reject}</Button>
    </Group>
  )
}

interface DecideProps {
  readonly asked: AskedScope
  readonly wish: 'approve' | 'reject'
  readonly onClose: () => void
}

function Decide({ asked, wish, onClose }: DecideProps) {
  const m = useMessages('account').account
  const lang = useLang()
  const approve = useCommand(askedScopeOperations.approveScope, { refreshes, onDone: onClose })
  const reject = useCommand(askedScopeOperations.rejectScope, { refreshes, onDone: onClose })
  const params = { askedScopeId: asked.askedScopeId }
  const text = m.approveText({ name: asked.name, scope: scopeWords(asked.scope, lang) })
  if (wish === 'approve') {
    return (
      <ConfirmDialog isOpen onClose={onClose} title={m.approveTitle} confirm={m.approve} onConfirm={() => void approve.run({ params })} busy={approve.busy} problem={approve.problem}>
        {text}
      </ConfirmDialog>
    )
  }
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={m.rejectTitle}
      confirm={m.reject}
      onConfirm={(reason) => void reject.run({ params, body: { reason } })}
      busy={reject.busy}
      problem={reject.problem}
      minimum={5}
    >
      {m.rejectText({ name: asked.name, scope: scopeWords(asked.scope, lang) })}
    </ReasonDialog>
  )
}
