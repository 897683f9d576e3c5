import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { requestOperations, type DataRequest } from '#modules/privacy/request/request.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Section, useCommand } from '#web/kit/index.ts'
import { carryOutOperations, type CarriedOutBy } from './carry-out.contract.ts'
import { waysFor } from './carry-out.rules.ts'
import { ActField, ProcessingField, ValueFields, type Values } from './way-fields.part.tsx'

type Way = CarriedOutBy['kind']

const refreshes = [requestOperations.getDataRequest, requestOperations.listDataRequests]

/** Carries out what was granted, or says by what it was carried out. What was typed stays, whatever goes wrong. */
export function CarryOutForm({ request }: { readonly request: DataRequest }) {
  const { privacy: m, registry } = useMessages('rights', 'family')
  const fields = {
    words: m.doneWords, toldHow: m.toldHow, by: m.way, 'by/actId': m.whichAct, 'by/processing': m.whichProcessing,
    ...Object.fromEntries(Object.entries(registry.attributes).map(([attribute, label]) => [`by/values/${attribute}`, label])),
  }
  const ways = waysFor(request.kind)
  const [way, setWay] = useState<Way>(ways[0]!)
  const [values, setValues] = useState<Values>({})
  const [chosen, setChosen] = useState('')
  const [words, setWords] = useState('')
  const [toldHow, setToldHow] = useState('')
  const carrying = useCommand(carryOutOperations.carryOutDataRequest, { refreshes })

  function send(event: FormEvent): void {
    event.preventDefault()
    const told = request.taken === null || toldHow === '' ? null : toldHow
    void carrying.run({ params: { requestId: request.requestId }, body: { words, toldHow: told, by: byOf(way, { values, chosen }) } })
  }

  return (
    <Section title={m.carryOutTitle}>
      <p>{m.carryOutLede}</p>
      <form onSubmit={send} noValidate>
        <Stack maw={560}>
          <ErrorSummary problem={carrying.problem} fields={fields} />
          <NativeSelect id="by" label={m.way} value={way} onChange={(event) => { setWay(event.currentTarget.value as Way); setChosen('') }}
            data={ways.map((value) => ({ value, label: m.ways[value] }))} />
          {way === 'values' && <ValueFields values={values} onChange={setValues} />}
          {way === 'processing' && <ProcessingField personId={request.personId} chosen={chosen} onChange={setChosen} />}
          {(way === 'event' || way === 'visit') && <ActField key={way} requestId={request.requestId} kind={way} chosen={chosen} onChange={setChosen} />}
          <Textarea id="words" label={m.doneWords} description={m.doneWordsHint} required autosize minRows={2} maxLength={1000} value={words}
            error={errorFor(carrying.problem, 'words')} onChange={(event) => setWords(event.currentTarget.value)} />
          {request.taken !== null && (
            <TextInput id="toldHow" label={m.toldHow} description={m.toldHowHint} required maxLength={300} value={toldHow}
              error={errorFor(carrying.problem, 'toldHow')} onChange={(event) => setToldHow(event.currentTarget.value)} />
          )}
          <div>
            <Button type="submit" loading={carrying.busy}>{m.finishTask}</Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}

/** What is sent for a way; values that were left empty are not changed. */
function byOf(way: Way, given: { readonly values: Values; readonly chosen: string }): CarriedOutBy {
  if (way === 'values') return { kind: 'values', values: Object.fromEntries(Object.entries(given.values).filter(([, value]) => value !== '')) }
  if (way === 'processing') return { kind: 'processing', processing: given.chosen }
  return way === 'hand' ? { kind: 'hand' } : { kind: way, actId: given.chosen }
}
