import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, EmptyState, PagedList, PageTitle, useAnswer, usePages } from '#web/kit/index.ts'
import { auditOperations, type LookAtMe } from './audit.contract.ts'
import { actionWords, purposeWords } from './audit.page.tsx'

/** Who opened the data about me: the office, the role, and what for. */
export function LooksAtMePage() {
  const m = useMessages('account')
  const known = useAnswer(auditOperations.listLooksAtMe, { query: { limit: 1 } })
  return (
    <>
      <PageTitle title={m.audit.looksTitle} lede={m.audit.looksLede} />
      <Answered query={known}>
        {({ isKnownPerson }) => (isKnownPerson ? <Looks /> : <EmptyState title={m.audit.looksUnknown} text={m.audit.looksUnknownText} />)}
      </Answered>
    </>
  )
}

function Looks() {
  const m = useMessages('account')
  const lang = useLang()
  const format = useFormat()
  const looks = usePages(auditOperations.listLooksAtMe, { query: {} })
  const columns = [
    { key: 'at', label: m.audit.at, render: (look: LookAtMe) => format.moment(look.at) },
    { key: 'office', label: m.audit.office, render: (look: LookAtMe) => look.officeName?.[lang] ?? m.audit.nothing },
    { key: 'role', label: m.audit.byRole, render: (look: LookAtMe) => look.roleName?.[lang] ?? look.role },
    { key: 'what', label: m.audit.what, render: (look: LookAtMe) => actionWords(m, look.action) },
    { key: 'purpose', label: m.audit.purpose, render: (look: LookAtMe) => purposeWords(m, look.purpose) },
  ]
  return (
    <PagedList query={looks} caption={m.audit.looksCaption} columns={columns} rowKey={(look) => String(look.entryId)} empty={{ title: m.audit.looksEmpty }} />
  )
}
