import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { usePages } from '#web/kit/index.ts'
import { isNear, useNearWords } from './near-number.part.tsx'
import { searchLimits, searchOperations } from './search.contract.ts'

interface PersonFieldProps {
  /** The element that an error points at. */
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onChange: (personId: string) => void
  readonly error?: string | undefined
  /** Who cannot be chosen. */
  readonly exceptId?: string
}

/** Somebody of one's area, found by name, NIK or family card and then chosen. */
export function PersonField(props: PersonFieldProps) {
  const m = useMessages()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const search = (): void => setAsked(typed.trim())
  function searchOnEnter(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    // The form around is not sent by it.
    event.preventDefault()
    search()
  }
  return (
    <>
      <Group align="end">
        <TextInput flex="1 1 14rem" label={props.label} description={props.hint} value={typed} autoComplete="off" onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={searchOnEnter} error={asked.length < searchLimits.shortest && props.error} />
        <Button variant="default" onClick={search}>{m.common.search}</Button>
      </Group>
      {asked.length >= searchLimits.shortest && <Found {...props} asked={asked} />}
    </>
  )
}

function Found({ id, asked, value, onChange, error, exceptId }: PersonFieldProps & { readonly asked: string }) {
  const m = useMessages('family')
  const format = useFormat()
  const nearWords = useNearWords()
  const found = usePages(searchOperations.searchPersons, { body: { q: asked } })
  const people = (found.data?.pages.flatMap((page) => page.items) ?? []).filter((person) => person.personId !== exceptId)
  const choices = people.map((person) => (
    { value: person.personId, label: [person.name, person.birthOn === null ? '' : format.day(person.birthOn), placeLine(person.place), isNear(person) ? nearWords(person) : ''].filter((part) => part !== '').join(', ') }))
  if (found.data !== undefined && choices.length === 0) return <p role="status">{m.registry.emptyTitle}</p>
  return (
    <NativeSelect id={id} label={m.lifeEvent.person} value={value} error={error} onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: m.lifeEvent.choosePerson }, ...choices]} />
  )
}
