import { Button, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ErrorSummary, errorFor, Section, Status, useAnswer, useCommand } from '#web/kit/index.ts'
import { kinshipOperations, type Kinship } from './kinship.contract.ts'

const nothing = { nik: '', card: '' }

/** By which numbers one's own family is known, so that its cases go to somebody else. */
export function KinshipPart() {
  const m = useMessages('account').kinship
  const found = useAnswer(kinshipOperations.readOwnKinship, {})
  return (
    <Section title={m.title}>
      <p>{m.text}</p>
      <Answered query={found}>{({ kinship }) => <Said kinship={kinship} />}</Answered>
      <KinshipForm />
    </Section>
  )
}

function Said({ kinship }: { readonly kinship: Kinship | null }) {
  const m = useMessages('account').kinship
  const format = useFormat()
  if (kinship === null) return <Status tone="soon">{m.none}</Status>
  const { nikLast4, cardLast4, statedAt } = kinship
  return <Status tone="good">{cardLast4 === null ? m.said({ nik: nikLast4, at: format.moment(statedAt) }) : m.saidBoth({ nik: nikLast4, card: cardLast4, at: format.moment(statedAt) })}</Status>
}

function KinshipForm() {
  const m = useMessages('account').kinship
  const [typed, setTyped] = useState(nothing)
  const state = useCommand(kinshipOperations.stateOwnKinship, { refreshes: [kinshipOperations.readOwnKinship], onDone: () => setTyped(nothing) })
  function submit(event: FormEvent): void {
    event.preventDefault()
    void state.run({ body: { nik: typed.nik, card: typed.card.trim() === '' ? null : typed.card } })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary problem={state.problem} fields={{ nik: m.nik, card: m.card }} />
      <Stack maw="26rem" mt="sm">
        <TextInput
          id="nik" label={m.nik} description={m.digits} value={typed.nik} inputMode="numeric" autoComplete="off" required
          onChange={(event) => setTyped({ ...typed, nik: event.currentTarget.value })} error={errorFor(state.problem, 'nik')}
        />
        <TextInput
          id="card" label={m.card} description={m.digits} value={typed.card} inputMode="numeric" autoComplete="off"
          onChange={(event) => setTyped({ ...typed, card: event.currentTarget.value })} error={errorFor(state.problem, 'card')}
        />
        <div><Button type="submit" loading={state.busy}>{m.save}</Button></div>
      </Stack>
    </form>
  )
}
