import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { searchLimits, searchOperations } from '#modules/registry/search/search.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { usePages } from '#web/kit/index.ts'

interface SpouseFieldProps {
  readonly value: string
  readonly onChange: (personId: string) => void
  readonly error: string | undefined
}

/** Somebody of one's area, found by name and then chosen. */
export function SpouseField({ value, onChange, error }: SpouseFieldProps) {
  const m = useMessages()
  const t = m.lifeEvent
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  return (
    <>
      <Group align="end">
        <TextInput flex="1 1 14rem" label={t.spouse} description={t.spouseHint} value={typed} autoComplete="off" onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button variant="default" onClick={() => setAsked(typed.trim())}>{m.common.search}</Button>
      </Group>
      {asked.length >= searchLimits.shortest && <Found asked={asked} value={value} onChange={onChange} error={error} />}
    </>
  )
}

function Found({ asked, value, onChange, error }: SpouseFieldProps & { readonly asked: string }) {
  const m = useMessages()
  const found = usePages(searchOperations.searchPersons, { body: { q: asked } })
  const people = found.data?.pages.flatMap((page) => page.items) ?? []
  const choices = people.map((person) => ({ value: person.personId, label: `${person.name}, ${placeLine(person.place)}` }))
  if (found.data !== undefined && choices.length === 0) return <p role="status">{m.registry.emptyTitle}</p>
  return (
    <NativeSelect id="spouseId" label={m.lifeEvent.person} value={value} error={error} onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: m.lifeEvent.choosePerson }, ...choices]} />
  )
}
