import type { Deps } from '#deps.ts'
import { findOffice, regencyReach, type Regency } from '#modules/people/index.ts'
import { findFamily, findFamilyIdsOf } from '#modules/registry/family/family.store.ts'
import { listMembers } from '#modules/registry/family/profile.store.ts'
import { tidyName } from '#modules/registry/name/name.rules.ts'
import { macOfNik, sealCard, sealNik } from '#modules/registry/person/identity.rules.ts'
import { makeProvisionalPerson } from '#modules/registry/person/person.actions.ts'
import { findPersonByNik } from '#modules/registry/person/person.store.ts'
import { act, type ActTx, type Command, type CommandReused } from '#platform/act.ts'
import { systemActor, type Actor } from '#platform/db/actor.ts'
import { findReceivedPhotos } from '#platform/files/receive-photo.ts'
import { newId } from '#platform/id.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { codeOf } from '#platform/http/held-code.ts'
import { checkDraft, type CheckedProposal } from './draft.rules.ts'
import type { ProposalDraft, ProposalProblem, ProposalReceipt, ProposalState } from './proposal.contract.ts'
import { refusedStates, takeStep, type LaterAct, type StepRefused } from './proposal.rules.ts'
import {
  copyIdentity, findOwnFamilies, findProposal, hasOpenProposal, insertIdentity, insertProposal, insertProposalPhotos, insertSubmitter, listSteps, lockProposals, writeStep,
  type NewProposal,
} from './proposal.store.ts'

export type ProposalDeps = Pick<Deps, 'db' | 'jobs' | 'keys' | 'files' | 'regency' | 'clock'>

export interface ProposalInvalid {
  readonly kind: 'proposal_invalid'
  readonly problems: readonly ProposalProblem[]
}

type CreateRefused = ProposalInvalid | { readonly kind: 'family_unknown' | 'proposal_unknown' | 'proposal_not_refused' | 'proposal_open' | 'own_household' } | CommandReused

/** Who proposes, by which command: a resident on the public page (`web`), or an officer. */
export interface ProposalCall {
  readonly actor: Actor
  readonly command: Command
  readonly channel: 'web' | 'counter'
}

/** The office that answers for the official register here. */
export function registerOffice(regency: Regency): number {
  const office = findOffice(regency, regency.proposals.office)
  if (office === undefined) throw new Error(`no office ${regency.proposals.office} in ${regency.code}`)
  return office.officeId
}

/** Takes a proposal: one act makes it, its first step, a provisional person where nobody is registered, and the traces. The same command gives the same receipt. */
export async function createProposal(deps: ProposalDeps, call: ProposalCall, draft: ProposalDraft): Promise<Result<ProposalReceipt, CreateRefused>> {
  const checked = checkDraft(draft, { areas: deps.regency.areas, criteria: deps.regency.proposals.criteria })
  if (!checked.ok) return err({ kind: 'proposal_invalid', problems: checked.error })
  const photos = await findReceivedPhotos(deps, checked.value.photos)
  if (photos === undefined) return err({ kind: 'proposal_invalid', problems: [{ kind: 'photo_unknown', field: 'photos' }] })
  const known = await findRegistered(deps, checked.value.nik)
  const code = codeOf(deps, 'registry.proposal', call.command.id)
  const done = await act<Omit<ProposalReceipt, 'code'>, CreateRefused>(deps, { ...call, action: 'createProposal' }, async (tx) => {
    const subject = await findSubject(tx, { ...checked.value, known })
    if (!subject.ok) return subject
    const refusal = call.channel === 'web' ? undefined : await refuseOfficer(tx, { familyId: subject.value.familyId, kind: checked.value.kind })
    if (refusal !== undefined) return err({ kind: refusal })
    const proposal = {
      ...checked.value, ...subject.value, personId: subject.value.personId ?? (await makePerson(tx, deps, { ...checked.value, ...subject.value })),
      proposalId: newId(), officeId: registerOffice(deps.regency), commandId: call.command.id, codeMac: code.mac, channel: call.channel,
      submittedBy: call.channel === 'web' ? null : tx.actor.accountId,
    } satisfies NewProposal
    await keepProposal(tx, deps, { proposal, checked: checked.value })
    await insertProposalPhotos(tx, { ...proposal, stepNo: 1 }, photos.map((photo) => ({ ...photo, photoId: newId() })))
    tx.audit({
      subjectKind: 'proposal', subjectId: proposal.proposalId, areaId: proposal.areaId,
      detail: { kind: proposal.kind, channel: call.channel, photos: photos.length },
    })
    return ok({ proposalId: proposal.proposalId, submittedAt: tx.now.toISOString() })
  })
  return done.ok ? ok({ ...done.value, code: code.code }) : done
}

async function keepProposal(
  tx: ActTx, deps: ProposalDeps, { proposal, checked }: { proposal: NewProposal & { personId: string }; checked: CheckedProposal },
): Promise<void> {
  await insertProposal(tx, proposal)
  if (proposal.againOf !== null && checked.nik === null && checked.card === null) await copyIdentity(tx, proposal.againOf, proposal)
  else await insertIdentity(tx, proposal, {
    nik: checked.nik === null ? null : sealNik(deps.keys, checked.nik), card: checked.card === null ? null : sealCard(deps.keys, checked.card),
  })
  const { name, phone } = checked.submitter
  const accountId = proposal.channel === 'web' ? tx.actor.accountId : null
  if (name === null && phone === null && accountId === null) return
  await insertSubmitter(tx, proposal, { name, accountId, phone: phone === null ? null : { sealed: deps.keys.seal(phone), last4: phone.slice(-4) } })
}

interface Known {
  readonly personId: string
  readonly familyId: string | null
}

/** The registered person with the NIK that was told. Looked up by the system, because the one who proposes may not look. */
async function findRegistered(deps: ProposalDeps, nik: string | null): Promise<Known | undefined> {
  if (nik === null) return undefined
  const reader = systemActor(deps.regency.regencyId, { ...regencyReach(deps.regency), grants: ['registry.person.read'] })
  return deps.db.asActor(reader, async (tx) => {
    const person = await findPersonByNik(tx, macOfNik(deps.keys, nik))
    if (person === undefined) return undefined
    const families = await findFamilyIdsOf(tx, [person.personId])
    return { personId: person.personId, familyId: families.get(person.personId) ?? null }
  })
}

type Subject = Pick<NewProposal, 'areaId' | 'familyId' | 'subjectName'> & { readonly personId: string | null }

/** Whom it is about: a family chosen from the registry, somebody found by their NIK, or somebody nobody knows yet. */
async function findSubject(
  tx: ActTx, asked: CheckedProposal & { readonly known: Known | undefined },
): Promise<Result<Subject, { readonly kind: 'family_unknown' | 'proposal_unknown' | 'proposal_not_refused' }>> {
  if (asked.againOf !== null) return findRefused(tx, asked.againOf, asked.subjectName)
  if (asked.familyId === null) {
    return ok({
      areaId: asked.areaId!, subjectName: asked.subjectName!, familyId: asked.known?.familyId ?? null, personId: asked.known?.personId ?? null,
    })
  }
  // Whoever may not read the registry chooses no family of it.
  const family = await findFamily(tx, asked.familyId)
  if (family === undefined) return err({ kind: 'family_unknown' })
  const members = (await listMembers(tx, asked.familyId)).filter((member) => member.memberTo === null)
  const head = members.find((member) => member.relation === 'head') ?? members[0]
  const subjectName = asked.subjectName ?? head?.name
  if (subjectName === undefined) return err({ kind: 'family_unknown' })
  return ok({ areaId: family.areaId, familyId: asked.familyId, personId: head?.personId ?? null, subjectName: subjectName.slice(0, 120) })
}

/** The family of a refused proposal that is made anew; whoever may not read proposals makes none anew. */
async function findRefused(
  tx: ActTx, proposalId: string, subjectName: string | null,
): Promise<Result<Subject, { readonly kind: 'proposal_unknown' | 'proposal_not_refused' }>> {
  const before = await findProposal(tx, proposalId)
  if (before === undefined) return err({ kind: 'proposal_unknown' })
  if (!refusedStates.has(before.state)) return err({ kind: 'proposal_not_refused' })
  return ok({ areaId: before.areaId, familyId: before.familyId, personId: before.personId, subjectName: subjectName ?? before.subjectName })
}

async function makePerson(tx: ActTx, deps: ProposalDeps, of: Subject & Pick<CheckedProposal, 'nik'>): Promise<string> {
  const personId = newId()
  const nik = of.nik === null ? {} : { nik: sealNik(deps.keys, of.nik) }
  await makeProvisionalPerson(tx, { personId, name: tidyName(of.subjectName), areaId: of.areaId, ...nik })
  return personId
}

/** An officer does not propose their own household, nor a family twice. */
async function refuseOfficer(
  tx: ActTx, about: { familyId: string | null; kind: NewProposal['kind'] },
): Promise<'own_household' | 'proposal_open' | undefined> {
  if (about.familyId === null) return undefined
  if ((await findOwnFamilies(tx)).has(about.familyId)) return 'own_household'
  return (await hasOpenProposal(tx, { familyId: about.familyId, kind: about.kind })) ? 'proposal_open' : undefined
}

/** One step on a proposal, as somebody asks for it. */
export interface StepAsked {
  readonly proposalId: string
  readonly act: LaterAct
  readonly seenVersion: number
  readonly words: string | null
  readonly photos?: readonly string[]
  /** Whether the role may take the step, where the proposal's state decides whose step it is. */
  readonly mayAct?: (state: ProposalState) => boolean
}

type StepDone = { readonly state: ProposalState; readonly version: number }
type StepOutcome = Result<StepDone, StepRefused | { readonly kind: 'not_found' | 'photo_unknown' | 'step_not_yours' } | CommandReused>

/** Takes one step: check, verify, confirm, return or withdraw. */
export async function actOnProposal(
  deps: ProposalDeps, call: { actor: Actor; command: Command; action: string }, asked: StepAsked,
): Promise<StepOutcome> {
  const photos = await findReceivedPhotos(deps, asked.photos ?? [])
  if (photos === undefined) return err({ kind: 'photo_unknown' })
  return act<StepDone, StepRefused | { readonly kind: 'not_found' | 'step_not_yours' }>(deps, call, async (tx) => {
    const [proposal] = await lockProposals(tx, [asked.proposalId])
    if (proposal === undefined) return err({ kind: 'not_found' })
    if (asked.mayAct?.(proposal.state) === false) return err({ kind: 'step_not_yours' })
    const facts = { ...proposal, steps: await listSteps(tx, [proposal.proposalId]) }
    const taken = takeStep(facts, asked.act, { accountId: tx.actor.accountId, ownFamilyIds: await findOwnFamilies(tx), seenVersion: asked.seenVersion })
    if (!taken.ok) return taken
    const { stepNo, version } = await writeStep(tx, proposal, { act: asked.act, to: taken.value, words: asked.words, detail: {} })
    await insertProposalPhotos(tx, { ...proposal, stepNo }, photos.map((photo) => ({ ...photo, photoId: newId() })))
    tx.audit({ subjectKind: 'proposal', subjectId: proposal.proposalId, areaId: proposal.areaId, detail: { from: proposal.state, to: taken.value } })
    return ok({ state: taken.value, version })
  })
}
