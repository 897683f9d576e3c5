import { Button, Checkbox, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { familyOperations, type FamilyProfile } from '#modules/registry/family/family.contract.ts'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, ButtonLink, errorFor, ErrorSummary, PageTitle, PhotoPicker, Section, Status, useAddressState, useAnswer, useCommand, useHandOver,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import {
  proposalLimits, proposalOperations, type ProposalChoices, type ProposalDetail, type ProposalDraft, type ProposalKind, type ProposalReceipt,
} from './proposal.contract.ts'
import { proposalKinds } from './state.rules.ts'
import { villageOptions } from './village-options.rules.ts'

/** An officer proposes: a family of the registry when the address names one, otherwise one that is described. */
export function NewProposalPage() {
  const m = useMessages('proposal').proposal
  const [familyId] = useAddressState('keluarga')
  const [againOf] = useAddressState('ulang')
  const [made, setMade] = useState<ProposalReceipt>()
  const choices = useAnswer(proposalOperations.listProposalChoices, {})
  const refused = useAnswer(proposalOperations.getProposal, { params: { proposalId: againOf } }, { enabled: againOf !== '' })
  const family = useAnswer(familyOperations.getFamily, { params: { familyId } }, { enabled: familyId !== '' })
  if (made !== undefined) return <Made receipt={made} />
  return (
    <>
      <PageTitle title={m.createTitle} lede={m.createLede} />
      <Answered query={choices}>
        {(known) => {
          if (againOf !== '') return <Answered query={refused}>{(before) => <ProposalForm choices={known} refused={before} onMade={setMade} />}</Answered>
          if (familyId === '') return <ProposalForm choices={known} onMade={setMade} />
          return <Answered query={family}>{(profile) => <ProposalForm choices={known} family={profile} onMade={setMade} />}</Answered>
        }}
      </Answered>
    </>
  )
}

function Made({ receipt }: { readonly receipt: ProposalReceipt }) {
  const m = useMessages('proposal').proposal
  return (
    <>
      <PageTitle title={m.createTitle} />
      <Stack align="start">
        <Status tone="good">{m.created({ code: receipt.code })}</Status>
        <ButtonLink href={staffPaths.proposal(receipt.proposalId)}>{m.openIt}</ButtonLink>
      </Stack>
    </>
  )
}

interface FormProps {
  readonly choices: ProposalChoices
  readonly family?: FamilyProfile
  /** A proposal that was refused, made anew. */
  readonly refused?: ProposalDetail
  readonly onMade: (receipt: ProposalReceipt) => void
}

type Draft = Omit<ProposalDraft, 'photos' | 'criteria'>

function ProposalForm({ choices, family, refused, onMade }: FormProps) {
  const m = useMessages('proposal').proposal
  const lang = useLang()
  const [draft, setDraft] = useState<Draft>(() => (refused === undefined ? emptyDraft(choices, family) : draftAnew(refused)))
  const [criteria, setCriteria] = useState<readonly string[]>(() => refused?.criteria.map((each) => each.key) ?? [])
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const handOver = useHandOver(proposalOperations.addProposalPhoto)
  const create = useCommand(proposalOperations.createProposal, { refreshes: [proposalOperations.listProposals], onDone: onMade })
  const set = (change: Draft): void => setDraft({ ...draft, ...change })
  const fitting = choices.criteria.filter((each) => draft.kind !== undefined && each.kinds.includes(draft.kind))

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    const tokens = await handOver.run(photos)
    if (tokens === undefined) return
    const chosen = criteria.filter((key) => fitting.some((each) => each.key === key))
    await create.run({ body: { ...draft, criteria: chosen, photos: tokens } })
  }

  const error = (field: string): string | undefined => errorFor(create.problem, field)
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <ErrorSummary problem={create.problem} />
      <ErrorSummary problem={handOver.problem} />
      <Stack maw="40rem">
        {refused !== undefined && <Refused refused={refused} />}
        <Radio.Group id="kind" label={m.kind} value={draft.kind ?? ''} onChange={(kind) => set({ kind: kind as ProposalKind })} error={error('kind')}>
          <Stack gap="xs" mt="xs">{proposalKinds.map((kind) => <Radio key={kind} value={kind} label={m.kinds[kind]} />)}</Stack>
        </Radio.Group>
        {family === undefined ? <SubjectFields choices={choices} draft={draft} set={set} error={error} /> : <KnownFamily family={family} />}
        {fitting.length > 0 && (
          <Checkbox.Group id="criteria" label={m.criteria} value={[...criteria]} onChange={setCriteria} error={error('criteria')}>
            <Stack gap="xs" mt="xs">{fitting.map((each) => <Checkbox key={each.key} value={each.key} label={each.name[lang]} />)}</Stack>
          </Checkbox.Group>
        )}
        <Textarea
          id="reason"
          label={m.reason}
          description={draft.kind === 'correction' ? m.correctionHint : m.reasonHint}
          value={draft.reason ?? ''}
          onChange={(event) => set({ reason: event.currentTarget.value })}
          error={error('reason')}
          maxLength={proposalLimits.reasonLength}
          minRows={4}
          autosize
          required
        />
        <PhotoPicker label={m.photos} photos={photos} onChange={setPhotos} maximum={proposalLimits.photos} />
        <Section title={m.onBehalf}>
          <p>{m.onBehalfHint}</p>
          <LineField draft={draft} set={set} error={error} field="submitterName" label={m.submitterName} />
          <LineField draft={draft} set={set} error={error} field="submitterPhone" label={m.submitterPhone} />
        </Section>
        <div>
          <Button type="submit" loading={create.busy || handOver.busy}>{m.create}</Button>
        </div>
      </Stack>
    </form>
  )
}

function emptyDraft(choices: ProposalChoices, family: FamilyProfile | undefined): Draft {
  if (family !== undefined) return { familyId: family.familyId }
  return choices.homeAreaId > 99 ? { areaId: choices.homeAreaId } : {}
}

function draftAnew({ proposalId, kind, subjectName, subjectAddress, peopleCount, areaId, reason }: ProposalDetail): Draft {
  return {
    againOf: proposalId, kind, subjectName, areaId, reason, ...(subjectAddress !== null && { subjectAddress }), ...(peopleCount !== null && { peopleCount }),
  }
}

function Refused({ refused }: { readonly refused: ProposalDetail }) {
  const m = useMessages('proposal').proposal
  const why = refused.steps.findLast((step) => step.act === 'reject' || step.act === 'decline')?.words
  return (
    <div>
      <p>{m.againText}</p>
      {why != null && <p><strong>{m.rejectedBecause}</strong>: {why}</p>}
    </div>
  )
}

function KnownFamily({ family }: { readonly family: FamilyProfile }) {
  const m = useMessages('proposal').proposal
  const members = family.members.filter((member) => member.memberTo === null)
  const head = members.find((member) => member.relation === 'head') ?? members[0]
  return (
    <Section title={head?.name ?? m.subject}>
      <p>{placeLine(family.place)}</p>
      <p>{m.knownFamily}</p>
      <AppLink href={staffPaths.family(family.familyId)}>{m.openFamily}</AppLink>
    </Section>
  )
}

interface FieldsProps {
  readonly draft: Draft
  readonly set: (change: Draft) => void
  readonly error: (field: string) => string | undefined
}

function SubjectFields({ choices, ...fields }: FieldsProps & { readonly choices: ProposalChoices }) {
  const { common, proposal: m } = useMessages('proposal')
  const { draft, set, error } = fields
  return (
    <Section title={m.subject}>
      <Stack>
        <LineField {...fields} field="subjectName" label={m.name} />
        <LineField {...fields} field="subjectNik" label={m.nik} hint={m.numberHint} />
        <LineField {...fields} field="subjectCard" label={m.card} hint={m.numberHint} />
        <NativeSelect
          id="areaId"
          label={m.village}
          value={draft.areaId === undefined ? '' : String(draft.areaId)}
          onChange={(event) => set(event.currentTarget.value === '' ? {} : { areaId: Number(event.currentTarget.value) })}
          error={error('areaId')}
          data={[{ value: '', label: common.choose }, ...villageOptions(choices)]}
        />
        <LineField {...fields} field="subjectAddress" label={m.address} hint={m.addressHint} />
        <LineField {...fields} field="peopleCount" label={m.people} />
      </Stack>
    </Section>
  )
}

interface LineFieldProps extends FieldsProps {
  readonly field: 'subjectName' | 'subjectNik' | 'subjectCard' | 'subjectAddress' | 'peopleCount' | 'submitterName' | 'submitterPhone'
  readonly label: string
  readonly hint?: string
}

function LineField({ draft, set, error, field, label, hint }: LineFieldProps) {
  return (
    <TextInput
      id={field}
      label={label}
      description={hint}
      value={String(draft[field] ?? '')}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      error={error(field)}
      inputMode={field === 'subjectNik' || field === 'subjectCard' || field === 'peopleCount' ? 'numeric' : 'text'}
      autoComplete="off"
    />
  )
}
