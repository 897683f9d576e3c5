import { Button } from '@mantine/core'
import { placeWords } from '#modules/people/account/scope.form.tsx'
import { KinshipPart } from '#modules/people/kinship/kinship.part.tsx'
import { useSession, useSessionActions } from '#web/staff/session.tsx'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { DataList, PageTitle, Section, Status } from '#web/kit/index.ts'
import { OwnPasswordPart } from './own-password.part.tsx'
import { OwnSessionsPart } from './own-sessions.part.tsx'
import { TotpPart } from './totp.part.tsx'

/** My account: the roles I hold, my password, my second step, and where I am signed in. */
export function OwnAccountPage() {
  const m = useMessages('account')
  const { name, username, grants } = useSession()
  const isAtWork = grants.some((grant) => !grant.endsWith('.own'))
  return (
    <>
      <PageTitle title={m.self.title} lede={m.self.lede({ name, username })} />
      <ScopesPart />
      {isAtWork && <KinshipPart />}
      <OwnPasswordPart />
      <TotpPart />
      <OwnSessionsPart />
    </>
  )
}

/** The roles of the person; with more than one, the one to work in can be chosen. */
function ScopesPart() {
  const m = useMessages('account')
  const lang = useLang()
  const { scope, scopes } = useSession()
  const { switchScope } = useSessionActions()
  const columns = [
    { key: 'role', label: m.account.role, render: (row: typeof scope) => row.roleName[lang] },
    { key: 'place', label: m.self.place, render: (row: typeof scope) => placeWords(row, lang) },
    {
      key: 'use',
      label: m.account.state,
      render: (row: typeof scope) => row.scopeId === scope.scopeId
        ? <Status tone="good">{m.self.scopeInUse}</Status>
        : <Button variant="default" size="sm" onClick={() => void switchScope(row.scopeId)}>{m.self.useScope}</Button>,
    },
  ]
  return (
    <Section title={m.self.scopeTitle}>
      <DataList caption={m.self.scopesCaption} columns={columns} rows={scopes} rowKey={(row) => row.scopeId} />
    </Section>
  )
}
