import { Anchor } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { PagedList, PageTitle, usePages, type Column } from '#web/kit/index.ts'
import { publicPaths } from '#web/routes.ts'
import { ProposalStatus } from './proposal-list.page.tsx'
import { proposalOperations, type OwnProposal } from './proposal.contract.ts'

/** What the signed-in resident proposed, and how far each is. */
export function OwnProposalsPage() {
  const m = useMessages('proposal').proposal
  const format = useFormat()
  const paths = publicPaths(useLang())
  const own = usePages(proposalOperations.listOwnProposals, {})
  const create = <Anchor href={paths.propose()}>{m.mine.create}</Anchor>
  const columns: readonly Column<OwnProposal>[] = [
    { key: 'code', label: m.mine.code, render: (row) => <Anchor href={paths.proposal(row.code)}>{row.code}</Anchor> },
    { key: 'name', label: m.subject, render: (row) => `${row.subjectName}, ${row.villageName}` },
    { key: 'kind', label: m.kind, render: (row) => m.kinds[row.kind] },
    { key: 'state', label: m.state, render: (row) => <ProposalStatus state={row.state} /> },
    { key: 'at', label: m.submittedAt, render: (row) => format.moment(row.submittedAt) },
  ]
  return (
    <>
      <PageTitle title={m.mine.title} lede={m.mine.lede} action={create} />
      <PagedList
        query={own}
        caption={m.mine.title}
        columns={columns}
        rowKey={(row) => row.proposalId}
        empty={{ title: m.mine.empty, text: m.mine.emptyHint, action: create }}
      />
    </>
  )
}
