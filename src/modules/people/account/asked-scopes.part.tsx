import { Button, Text } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { DataList, ErrorSummary, useCommand } from '#web/kit/index.ts'
import { accountOperations } from './account.contract.ts'
import { askedScopeOperations, type AskedScope } from './asked-scope.contract.ts'
import { scopeWords } from './scope.form.tsx'

/** The roles of an account that wait for a second person; whoever asked may take it back. */
export function AskedScopesPart({ asked }: { readonly asked: readonly AskedScope[] }) {
  const m = useMessages('account').account
  const lang = useLang()
  const format = useFormat()
  const takeBack = useCommand(askedScopeOperations.takeBackAskedScope, { refreshes: [accountOperations.getAccount, askedScopeOperations.listAskedScopes] })
  if (asked.length === 0) return null
  const columns = [
    { key: 'scope', label: m.scopes, render: (row: AskedScope) => scopeWords(row.scope, lang) },
    { key: 'asked', label: m.state, render: (row: AskedScope) => m.waitingAsked({ name: row.askedByName, moment: format.moment(row.askedAt) }) },
    {
      key: 'back',
      label: m.decide,
      render: (row: AskedScope) => row.decidable === 'own_request' && (
        <Button
          variant="default"
          size="sm"
          aria-label={m.takeBackOf({ scope: scopeWords(row.scope, lang) })}
          loading={takeBack.busy}
          onClick={() => void takeBack.run({ params: { askedScopeId: row.askedScopeId } })}
        >
          {m.takeBack}
        </Button>
      ),
    },
  ]
  return (
    <>
      <Text fw={700} mt="md">{m.waiting}</Text>
      <ErrorSummary problem={takeBack.problem} />
      <DataList caption={m.waiting} columns={columns} rows={asked} rowKey={(row) => row.askedScopeId} />
    </>
  )
}
