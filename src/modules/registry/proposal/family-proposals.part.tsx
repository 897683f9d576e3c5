import { ObjectionStatus } from '#modules/registry/objection/objection-list.page.tsx'
import { objectionOperations, type ObjectionRow } from '#modules/registry/objection/objection.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, DataList, Section, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { proposalOperations, type ProposalRow } from './proposal.contract.ts'
import { ProposalStatus } from './proposal-list.page.tsx'

/** Proposals and objections about a family, and about those that became one with it. Nothing is shown where there is none. */
export function FamilyProposals({ familyId }: { readonly familyId: string }) {
  const mayRead = useCan('registry.proposal.read')
  return mayRead ? <Shown familyId={familyId} /> : null
}

function Shown({ familyId }: { readonly familyId: string }) {
  const { objection, proposal } = useMessages('proposal')
  const format = useFormat()
  const proposals = usePages(proposalOperations.listProposals, { query: { familyId } }).data?.pages.flatMap((page) => page.items) ?? []
  const objections = usePages(objectionOperations.listObjections, { query: { familyId, show: 'all' } }).data?.pages.flatMap((page) => page.items) ?? []
  const ofProposals: readonly Column<ProposalRow>[] = [
    { key: 'kind', label: proposal.kind, render: (row) => <AppLink href={staffPaths.proposal(row.proposalId)}>{proposal.kinds[row.kind]}</AppLink> },
    { key: 'state', label: proposal.state, render: (row) => <ProposalStatus state={row.state} /> },
    { key: 'at', label: proposal.submittedAt, render: (row) => format.dayOf(row.submittedAt) },
  ]
  const ofObjections: readonly Column<ObjectionRow>[] = [
    { key: 'claim', label: objection.claim, render: (row) => <AppLink href={staffPaths.objection(row.objectionId)}>{objection.claims[row.claim]}</AppLink> },
    { key: 'state', label: objection.state, render: (row) => <ObjectionStatus state={row.state} /> },
    { key: 'due', label: objection.due, render: (row) => format.day(row.dueOn) },
  ]
  if (proposals.length + objections.length === 0) return null
  return (
    <Section title={proposal.ofFamily}>
      {proposals.length > 0 && <DataList caption={proposal.title} columns={ofProposals} rows={proposals} rowKey={(row) => row.proposalId} />}
      {objections.length > 0 && <DataList caption={objection.title} columns={ofObjections} rows={objections} rowKey={(row) => row.objectionId} />}
    </Section>
  )
}
