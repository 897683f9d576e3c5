import { Button, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { villageOptions } from '#modules/registry/proposal/village-options.rules.ts'
import { proposalOperations, type ProposalChoices } from '#modules/registry/proposal/proposal.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ButtonLink, errorFor, ErrorSummary, PageTitle, Section, Status, useAnswer, useCommand } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { objectionLimits, objectionOperations, type ObjectionClaim, type ObjectionDraft, type ObjectionReceipt } from './objection.contract.ts'

/** An officer writes down what a resident says at the counter. */
export function NewObjectionPage() {
  const m = useMessages('proposal').objection
  const choices = useAnswer(proposalOperations.listProposalChoices, {})
  const [made, setMade] = useState<ObjectionReceipt>()
  const format = useFormat()
  return (
    <>
      <PageTitle title={m.createTitle} lede={m.createLede} />
      {made === undefined ? <Answered query={choices}>{(known) => <ObjectionForm choices={known} onMade={setMade} />}</Answered> : (
        <Stack align="start">
          <Status tone="good">{m.created({ code: made.code, day: format.day(made.dueOn) })}</Status>
          <ButtonLink href={staffPaths.objection(made.objectionId)}>{m.openIt}</ButtonLink>
        </Stack>
      )}
    </>
  )
}

type TextField = 'subjectName' | 'subjectAddress' | 'words' | 'submitterName' | 'submitterPhone'

function ObjectionForm({ choices, onMade }: { readonly choices: ProposalChoices; readonly onMade: (receipt: ObjectionReceipt) => void }) {
  const { common, objection: m } = useMessages('proposal')
  const [draft, setDraft] = useState<ObjectionDraft>(choices.homeAreaId > 99 ? { areaId: choices.homeAreaId } : {})
  const create = useCommand(objectionOperations.createObjection, { refreshes: [objectionOperations.listObjections], onDone: onMade })
  function send(event: FormEvent): void {
    event.preventDefault()
    void create.run({ body: draft })
  }
  const field = (name: TextField, label: string) => ({
    id: name, label, value: draft[name] ?? '', error: errorFor(create.problem, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setDraft({ ...draft, [name]: event.currentTarget.value }),
  })
  return (
    <form onSubmit={send} noValidate>
      <ErrorSummary problem={create.problem} />
      <Stack maw="36rem">
        <Radio.Group
          id="claim"
          label={m.claim}
          value={draft.claim ?? ''}
          onChange={(claim) => setDraft({ ...draft, claim: claim as ObjectionClaim })}
          error={errorFor(create.problem, 'claim')}
        >
          <Stack gap="xs" mt="xs">
            {(['should_be_in', 'should_be_out'] as const).map((each) => <Radio key={each} value={each} label={m.claims[each]} />)}
          </Stack>
        </Radio.Group>
        <TextInput {...field('subjectName', m.name)} autoComplete="off" />
        <NativeSelect
          id="areaId"
          label={m.village}
          value={draft.areaId === undefined ? '' : String(draft.areaId)}
          onChange={(event) => setDraft({ ...draft, areaId: event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value) })}
          error={errorFor(create.problem, 'areaId')}
          data={[{ value: '', label: common.choose }, ...villageOptions(choices)]}
        />
        <TextInput {...field('subjectAddress', m.address)} autoComplete="off" />
        <Textarea {...field('words', m.words)} description={m.wordsHint} maxLength={objectionLimits.wordsLength} minRows={4} autosize />
        <Section title={m.submitter}>
          <p>{m.submitterHint}</p>
          <Stack>
            <TextInput {...field('submitterName', m.submitterName)} autoComplete="off" />
            <TextInput {...field('submitterPhone', m.submitterPhone)} autoComplete="off" />
          </Stack>
        </Section>
        <div>
          <Button type="submit" loading={create.busy}>{m.create}</Button>
        </div>
      </Stack>
    </form>
  )
}
