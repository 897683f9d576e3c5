import { placeLine } from '#modules/registry/family/place.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, PageTitle, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { verificationOperations, type Verification } from './verification.contract.ts'

/** Everybody whom reports named in one's area and no list knows. */
export function VerificationListPage() {
  const m = useMessages('family').verification
  const format = useFormat()
  const verifications = usePages(verificationOperations.listVerifications, { query: {} })
  const columns: readonly Column<Verification>[] = [
    {
      key: 'name',
      label: m.name,
      render: (row) => (
        <AppLink href={staffPaths.verification(row.personId)} aria-label={m.open({ name: row.name })}>
          {row.name}
        </AppLink>
      ),
    },
    { key: 'place', label: m.place, render: (row) => placeLine(row.place) },
    { key: 'nik', label: m.nik, render: (row) => row.nikMasked ?? '–' },
    { key: 'asked', label: m.asked, render: (row) => format.moment(row.askedAt) },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <PagedList
        query={verifications} caption={m.caption} columns={columns} rowKey={(row) => row.personId} empty={{ title: m.emptyTitle, text: m.emptyText }}
      />
    </>
  )
}
