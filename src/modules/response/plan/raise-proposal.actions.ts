import type { Deps } from '#deps.ts'
import { createProposal, findFamilyIdsOf, type ProposalDraft } from '#modules/registry/index.ts'
import { actOnCase, officerOf, type NotFound } from '#modules/response/case/case.actions.ts'
import { decide, rulebookAt, type Acting, type CaseState, type Decision } from '#modules/response/case/case.rules.ts'
import { enterCases, findCaseState } from '#modules/response/case/case.store.ts'
import { listReports } from '#modules/response/case/case-view.store.ts'
import type { Tx } from '#platform/db/db.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { ownOpenStep, type StepRefused } from './follow-plan.rules.ts'
import type { StepCall } from './plan.actions.ts'
import type { Step } from './plan.rules.ts'
import { listSteps } from './plan.store.ts'

type RaiseDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock'>

export interface RaiseInput {
  readonly kind: 'in' | 'out' | 'correction'
  readonly criteria: readonly string[]
  readonly reason: string
  readonly subjectName?: string | undefined
  readonly subjectAddress?: string | undefined
}

type ProposalRefused = Extract<Awaited<ReturnType<typeof createProposal>>, { readonly ok: false }>['error']
type RaiseRefused = StepRefused | { readonly kind: 'step_raises_nothing' | 'raised_already' }

/**
 * A step proposes the household for the register with what the case knows of it. The registry keeps the proposal in an act of its own, under the id of
 * the step: a step proposes once, and a request sent again finishes what the first one began.
 */
export async function raiseProposal(deps: RaiseDeps, call: StepCall, input: RaiseInput) {
  const ready = await deps.db.asActor(call.actor, (tx) => readDraft(tx, deps, { ...call, input }))
  const command = { id: call.stepId, bodySha256: deps.keys.mac('command', call.stepId) }
  const made = ready.ok ? await createProposal(deps, { actor: call.actor, command, channel: 'counter' }, ready.value) : ready
  return actOnCase(deps, call, {
    action: 'raiseProposal',
    decide: async (state, acting, tx): Promise<Result<Decision, NotFound | RaiseRefused | ProposalRefused>> => {
      if (!made.ok) return made
      const open = ownOpenStep(state, (await listSteps(tx, call.caseId)).find((one) => one.stepId === call.stepId), acting)
      if (!open.ok) return open
      const detail = { stepId: call.stepId, raisedId: made.value.proposalId }
      return ok(decide(state, acting, [{ kind: 'proposal_raised', taskId: open.value.taskId ?? undefined, words: input.reason, detail }]))
    },
  })
}

async function readDraft(tx: Tx, deps: RaiseDeps, call: StepCall & { readonly input: RaiseInput }): Promise<Result<ProposalDraft, RaiseRefused | NotFound>> {
  const [entered] = await enterCases(tx, [call.caseId])
  const state = entered === undefined ? undefined : await findCaseState(tx, entered)
  if (state === undefined) return err({ kind: 'not_found' })
  const step = (await listSteps(tx, call.caseId)).find((one) => one.stepId === call.stepId)
  const refused = refuseRaising(state, step, officerOf(tx, rulebookAt(deps.regency, tx.now)))
  return refused === undefined ? ok(await draftOf(tx, state, call.input)) : err(refused)
}

function refuseRaising(state: CaseState, step: Step | undefined, acting: Acting): RaiseRefused | undefined {
  if (step !== undefined && step.kind !== 'proposal') return { kind: 'step_raises_nothing' }
  if (step !== undefined && step.raisedId !== null) return { kind: 'raised_already' }
  const open = ownOpenStep(state, step, acting)
  return open.ok ? undefined : open.error
}

/** What the case knows: the family, else the person's, else what was reported. */
async function draftOf(tx: Tx, { facts }: CaseState, input: RaiseInput): Promise<ProposalDraft> {
  const { kind, criteria, reason } = input
  const said = { kind, criteria: [...criteria], reason }
  const ofPerson = facts.familyId === null && facts.personId !== null ? (await findFamilyIdsOf(tx, [facts.personId])).get(facts.personId) : undefined
  const familyId = facts.familyId ?? ofPerson
  if (familyId !== undefined) return { ...said, familyId }
  const [report] = await listReports(tx, facts.caseId)
  const subjectName = input.subjectName ?? report?.subjectName ?? undefined
  const subjectAddress = input.subjectAddress ?? report?.subjectAddress ?? undefined
  const peopleCount = report?.peopleCount ?? undefined
  return {
    ...said, areaId: facts.areaId, ...(subjectName !== undefined && { subjectName }), ...(subjectAddress !== undefined && { subjectAddress }),
    ...(peopleCount !== undefined && { peopleCount }),
  }
}
