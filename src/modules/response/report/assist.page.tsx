import { Anchor, Button, Code, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { houseLine } from '#modules/registry/family/place.rules.ts'
import { personOperations, type PersonProfile } from '#modules/registry/person/person.contract.ts'
import { call, Problem, Unreachable } from '#web/api/client.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, ErrorSummary, Loading, PageTitle, PhotoPicker, Section, useAddressState, useAnswer, useCommand, type Failure } from '#web/kit/index.ts'
import { publicPaths } from '#web/routes.ts'
import { AssistFields, type AssistDraft } from './assist.form.tsx'
import { reportOperations, type AssistedReportDraft, type ReportChoices, type ReportReceipt } from './report.contract.ts'

/** An officer writes down what somebody tells at the counter or on the phone, and hands over the report number. */
export function AssistPage() {
  const m = useMessages('response').report.assist
  const [personId] = useAddressState('orang')
  const choices = useAnswer(reportOperations.listReportChoices, {})
  const person = useAnswer(personOperations.getPerson, { params: { personId } }, { enabled: personId !== '' })
  const isLooking = personId !== '' && person.isPending
  const [receipt, setReceipt] = useState<ReportReceipt>()
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      {receipt === undefined && isLooking && <Loading rows={6} />}
      {receipt === undefined && !isLooking && (
        <Answered query={choices}>{(known) => <AssistForm choices={known} person={person.data} onDone={setReceipt} />}</Answered>
      )}
      {receipt !== undefined && <Handover receipt={receipt} onAnother={() => setReceipt(undefined)} />}
    </>
  )
}

interface AssistFormProps {
  readonly choices: ReportChoices
  /** Somebody of the registry whom the report is about. */
  readonly person: PersonProfile | undefined
  readonly onDone: (receipt: ReportReceipt) => void
}

function AssistForm({ choices, person, onDone }: AssistFormProps) {
  const messages = useMessages('response')
  const m = messages.report.assist
  const [draft, setDraft] = useState<AssistDraft>(() => ({ ...emptyDraft(choices), ...(person && aboutPerson(person)) }))
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const [uploading, setUploading] = useState(false)
  const [uploadFailure, setUploadFailure] = useState<Failure>()
  const create = useCommand(reportOperations.createAssistedReport, { onDone })
  const problem = uploadFailure ?? create.problem

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setUploadFailure(undefined)
    setUploading(true)
    const tokens = await upload(photos)
    setUploading(false)
    if (!Array.isArray(tokens)) setUploadFailure(tokens as Failure)
    else await create.run({ body: bodyOf(draft, tokens as string[]) })
  }

  const fields = {
    category: m.category, story: m.story, subjectNik: m.subjectNik, peopleCount: m.peopleCount, areaId: m.area, contact: m.contact, phone: m.phone,
    email: m.email,
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ErrorSummary problem={problem} fields={fields} />
      <Stack maw="44rem" gap="lg">
        <AssistFields choices={choices} draft={draft} onChange={(change) => setDraft((known) => ({ ...known, ...change }))} problem={problem} />
        <PhotoPicker label={m.photos} photos={photos} onChange={setPhotos} />
        <div>
          <Button type="submit" size="md" loading={create.busy || uploading}>
            {m.send}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

/** Hands the photos over before the report; the same photo twice is one file, so trying again is harmless. */
async function upload(photos: readonly Blob[]): Promise<readonly string[] | Failure> {
  const tokens: string[] = []
  try {
    for (const body of photos) tokens.push((await call(reportOperations.addReportPhoto, { body })).photo)
    return tokens
  } catch (failure) {
    if (failure instanceof Problem || failure instanceof Unreachable) return failure
    throw failure
  }
}

function emptyDraft(choices: ReportChoices): AssistDraft {
  return {
    channel: 'counter', category: '', story: '', subject: 'self', subjectName: '', subjectNik: '', subjectAddress: '', peopleCount: '',
    areaId: choices.homeAreaId === 0 ? '' : String(choices.homeAreaId), placeWords: '', contact: 'phone', phone: '', email: '', tellBy: '', reporterName: '',
    secret: true, accused: '', callNumber: '', handedOverAt: '',
  }
}

/** What the registry knows already need not be typed again. */
function aboutPerson(person: PersonProfile): Partial<AssistDraft> {
  return { subject: 'other', subjectName: person.name, subjectAddress: houseLine(person.place), areaId: person.place.areaId === 0 ? '' : String(person.place.areaId) }
}

function bodyOf({ areaId, tellBy, email, ...draft }: AssistDraft, photos: readonly string[]): AssistedReportDraft {
  // Words that mean several places: the officer who stands before the person has chosen already, or nobody knows better.
  return {
    ...draft, photos: [...photos], areaUnknown: areaId === '' && draft.placeWords !== '', ...(areaId !== '' && { areaId: Number(areaId) }),
    ...(tellBy !== '' && { tellBy }), ...(tellBy === 'email' && { email }),
  }
}

/** The number for the reporter, large enough to be copied by hand. */
function Handover({ receipt, onAnother }: { readonly receipt: ReportReceipt; readonly onAnother: () => void }) {
  const m = useMessages('response').report.assist
  const lang = useLang()
  return (
    <Section title={m.doneTitle}>
      <Stack gap="md" align="flex-start">
        <output>{m.doneWords}</output>
        <Code fz="1.75rem" p="md" aria-label={m.code}>
          {receipt.receiptCode}
        </Code>
        <Anchor href={publicPaths(lang).reportSent(receipt.receiptCode)} target="_blank">
          {m.openReceipt}
        </Anchor>
        <Button onClick={onAnother}>{m.another}</Button>
      </Stack>
    </Section>
  )
}
