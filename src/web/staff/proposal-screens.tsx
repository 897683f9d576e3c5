import { staffPaths } from '#web/routes.ts'
import type { Screen } from './screen-entry.ts'

/** What is proposed, heard and approved. */
export const proposalScreens: readonly Screen[] = [
  {
    path: staffPaths.bulkActs,
    grant: ['registry.bulk.propose', 'registry.bulk.approve'],
    nav: 'bulkActs',
    load: async () => (await import('#modules/registry/bulk-act/bulk-acts.page.tsx')).BulkActsPage,
  },
  {
    path: staffPaths.bulkAct('$bulkActId'), grant: ['registry.bulk.propose', 'registry.bulk.approve'],
    load: async () => (await import('#modules/registry/bulk-act/bulk-act.page.tsx')).BulkActPage,
  },
  {
    path: staffPaths.month(),
    grant: 'registry.proposal.count',
    nav: 'month',
    load: async () => (await import('#modules/registry/month/month.page.tsx')).MonthPage,
  },
  {
    path: staffPaths.proposals(),
    grant: 'registry.proposal.read',
    nav: 'proposals',
    load: async () => (await import('#modules/registry/proposal/proposal-list.page.tsx')).ProposalListPage,
  },
  {
    path: staffPaths.newProposal(), grant: 'registry.proposal.make',
    load: async () => (await import('#modules/registry/proposal/new-proposal.page.tsx')).NewProposalPage,
  },
  {
    path: staffPaths.proposal('$proposalId'), grant: 'registry.proposal.read',
    load: async () => (await import('#modules/registry/proposal/proposal.page.tsx')).ProposalPage,
  },
  {
    path: staffPaths.deliberations,
    grant: 'registry.proposal.read',
    nav: 'deliberations',
    load: async () => (await import('#modules/registry/deliberation/deliberation-list.page.tsx')).DeliberationListPage,
  },
  {
    path: staffPaths.newDeliberation, grant: 'registry.deliberation.hold',
    load: async () => (await import('#modules/registry/deliberation/new-deliberation.page.tsx')).NewDeliberationPage,
  },
  {
    path: staffPaths.deliberation('$deliberationId'),
    grant: 'registry.proposal.read',
    load: async () => (await import('#modules/registry/deliberation/deliberation.page.tsx')).DeliberationPage,
  },
  {
    path: staffPaths.objections,
    grant: 'registry.proposal.read',
    nav: 'objections',
    load: async () => (await import('#modules/registry/objection/objection-list.page.tsx')).ObjectionListPage,
  },
  {
    path: staffPaths.newObjection, grant: 'registry.proposal.make',
    load: async () => (await import('#modules/registry/objection/new-objection.page.tsx')).NewObjectionPage,
  },
  {
    path: staffPaths.objection('$objectionId'), grant: 'registry.proposal.read',
    load: async () => (await import('#modules/registry/objection/objection.page.tsx')).ObjectionScreen,
  },
  {
    path: staffPaths.determinations,
    grant: ['registry.proposal.confirm', 'registry.proposal.determine'],
    nav: 'determinations',
    load: async () => (await import('#modules/registry/determination/determination-list.page.tsx')).DeterminationListPage,
  },
  {
    path: staffPaths.newDetermination, grant: 'registry.proposal.confirm',
    load: async () => (await import('#modules/registry/determination/new-determination.page.tsx')).NewDeterminationPage,
  },
  {
    path: staffPaths.determination('$determinationId'), grant: ['registry.proposal.confirm', 'registry.proposal.determine'],
    load: async () => (await import('#modules/registry/determination/determination.page.tsx')).DeterminationPage,
  },
  {
    path: staffPaths.batches,
    grant: 'registry.proposal.export',
    nav: 'batches',
    load: async () => (await import('#modules/registry/batch/batch-list.page.tsx')).BatchListPage,
  },
  {
    path: staffPaths.newBatch, grant: 'registry.proposal.export',
    load: async () => (await import('#modules/registry/batch/new-batch.page.tsx')).NewBatchPage,
  },
  {
    path: staffPaths.batch('$batchId'), grant: 'registry.proposal.export',
    load: async () => (await import('#modules/registry/batch/batch.page.tsx')).BatchPage,
  },
  {
    path: staffPaths.batchResult('$batchId', '$resultId'), grant: 'registry.proposal.export',
    load: async () => (await import('#modules/registry/batch/batch-result.page.tsx')).BatchResultPage,
  },
  {
    path: staffPaths.ownProposals,
    grant: 'registry.proposal.own',
    nav: 'ownProposals',
    load: async () => (await import('#modules/registry/proposal/mine.page.tsx')).OwnProposalsPage,
  },
]
