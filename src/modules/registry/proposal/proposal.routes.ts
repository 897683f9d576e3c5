import type { Command } from '#platform/act.ts'
import type { Actor } from '#platform/db/actor.ts'
import { receivePhoto } from '#platform/files/receive-photo.ts'
import { implement, type RouteModule } from '#platform/http/routes.ts'
import { err, ok } from '#platform/result.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { problemWords } from './problem-words.rules.ts'
import { actOnProposal, createProposal, type ProposalDeps, type ProposalInvalid } from './proposal.actions.ts'
import { getProposal, listOwnProposals, listProposals, openProposalPhoto, proposalChoices, revealSubmitter } from './proposal-view.actions.ts'
import { proposalOperations } from './proposal.contract.ts'
import { returnGrant } from './proposal.rules.ts'

/** Proposals over the API, for officers and for a resident's own list. */
export function proposalRoutes(deps: ProposalDeps): RouteModule {
  const call = (asked: { actor: Actor; command: Command }, action: string) => ({ actor: asked.actor, command: asked.command, action })
  return implement(proposalOperations, {
    createProposal: async ({ actor, command, language, body }) => {
      const made = await createProposal(deps, { actor, command, channel: 'counter' }, body)
      return made.ok || made.error.kind !== 'proposal_invalid' ? made : err(invalidIn(language, made.error))
    },
    addProposalPhoto: async ({ body }) => {
      const received = await receivePhoto(deps, body)
      return received.ok ? ok({ photo: received.value.photo }) : received
    },
    listProposalChoices: async ({ actor }) => ok(proposalChoices(deps.regency, actor)),
    listProposals: ({ actor, query }) => listProposals(deps, actor, query),
    listOwnProposals: async ({ actor, query }) => ok(await listOwnProposals(deps, actor, query)),
    getProposal: ({ actor, params }) => getProposal(deps, actor, params.proposalId),
    readProposalPhoto: async ({ actor, params }) => {
      const opened = await openProposalPhoto(deps, actor, params)
      return opened.ok ? ok({ ...opened.value, immutable: true }) : opened
    },
    checkProposal: ({ params, body, ...asked }) => (
      actOnProposal(deps, call(asked, 'checkProposal'), { ...params, act: 'check', seenVersion: body.seenVersion, words: body.findings, photos: body.photos })
    ),
    verifyProposal: ({ params, body, ...asked }) => actOnProposal(deps, call(asked, 'verifyProposal'), { ...params, act: 'verify', ...body }),
    confirmProposal: ({ params, body, ...asked }) => actOnProposal(deps, call(asked, 'confirmProposal'), { ...params, act: 'confirm', ...body }),
    returnProposal: ({ params, body, ...asked }) => (
      actOnProposal(deps, call(asked, 'returnProposal'), {
        ...params, act: 'return', seenVersion: body.seenVersion, words: body.reason,
        mayAct: (state) => asked.actor.grants.has(returnGrant(state) ?? 'registry.proposal.return'),
      })
    ),
    withdrawProposal: ({ params, body, ...asked }) => (
      actOnProposal(deps, call(asked, 'withdrawProposal'), { ...params, act: 'withdraw', seenVersion: body.seenVersion, words: body.reason })
    ),
    revealSubmitter: ({ actor, params, body }) => revealSubmitter(deps, actor, { ...params, ...body }),
  })
}

/** Each problem is named by its place in the body and in the sender's language. */
function invalidIn(language: Lang, { problems }: ProposalInvalid) {
  const errors = problems.map((problem) => ({ pointer: `#/${problem.field}`, message: problemWords(language, problem), ...problem }))
  return { kind: 'proposal_invalid' as const, errors }
}
