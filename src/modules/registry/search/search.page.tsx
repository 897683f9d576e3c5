import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { areaOperations, type Area } from '#modules/people/area/area.contract.ts'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, PagedList, PageTitle, Status, useAddressState, useAnswer, usePages, usePrivateState, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useSession } from '#web/staff/session.tsx'
import { searchLimits, searchOperations, type FoundPerson } from './search.contract.ts'
import { mayHoldNumber } from './search.rules.ts'

/** Finds people and their families; what is asked stands in the address, unless it may hold an identity number. */
export function SearchPage() {
  const m = useMessages().registry
  const { text, isForgotten } = useAsked()
  const [area] = useAddressState('wilayah')
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <SearchForm key={`${text} ${area}`} />
      {isForgotten && <EmptyState title={m.numberForgotten} text={m.numberForgottenText} />}
      {!isForgotten && text.length < searchLimits.shortest && <EmptyState title={m.start} text={m.startText} />}
      {text.length >= searchLimits.shortest && <Results q={text} area={area} />}
    </>
  )
}

/** What was asked: words from the address, a number from this window's memory. */
function useAsked(): { readonly text: string; readonly isForgotten: boolean; readonly ask: (text: string) => void } {
  const [words, setWords] = useAddressState('q')
  const number = usePrivateState('nomor')
  function ask(text: string): void {
    const isNumber = mayHoldNumber(text)
    setWords(isNumber ? '' : text)
    number.set(isNumber ? text : '')
  }
  return { text: number.value === '' ? words : number.value, isForgotten: number.isForgotten && words === '', ask }
}

function SearchForm() {
  const messages = useMessages()
  const m = messages.registry
  const asked = useAsked()
  const [area, setArea] = useAddressState('wilayah')
  const [typed, setTyped] = useState(asked.text)
  const [isShort, setIsShort] = useState(false)
  const areas = useAreaChoices()

  function search(event: FormEvent): void {
    event.preventDefault()
    const text = typed.trim()
    setIsShort(text.length < searchLimits.shortest)
    if (text.length >= searchLimits.shortest) asked.ask(text)
  }

  return (
    <search>
      <form onSubmit={search} noValidate autoComplete="off">
        <Group align="end" mb="lg">
          <TextInput
            flex="1 1 18rem"
            type="search"
            label={m.query}
            description={m.queryHint}
            error={isShort && m.queryTooShort({ minimum: searchLimits.shortest })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            maxLength={searchLimits.longest}
          />
          {areas.length > 1 && (
            <NativeSelect label={m.area} value={area} onChange={(event) => setArea(event.currentTarget.value)} data={areas} />
          )}
          <Button type="submit">{messages.common.search}</Button>
        </Group>
      </form>
    </search>
  )
}

/** The areas that the role may search in: districts with their villages below them. */
function useAreaChoices(): readonly { value: string; label: string }[] {
  const m = useMessages().registry
  const homeAreaId = useSession().scope.areaId
  const known = useAnswer(areaOperations.listAreas, {})
  const areas = (known.data?.areas ?? []).filter((area) => isWithin(area, homeAreaId))
  const districts = areas.filter((area) => area.kind === 'district')
  const choices = districts.flatMap((district) => [
    { value: String(district.areaId), label: m.wholeDistrict({ district: district.name }) },
    ...areas.filter((area) => area.parentId === district.areaId).map((village) => ({ value: String(village.areaId), label: `${village.name} (${district.name})` })),
  ])
  return [{ value: '', label: m.everywhere }, ...choices]
}

function isWithin(area: Area, homeAreaId: number): boolean {
  return homeAreaId === 0 || area.areaId === homeAreaId || area.parentId === homeAreaId
}

function Results({ q, area }: { readonly q: string; readonly area: string }) {
  const m = useMessages().registry
  const found = usePages(searchOperations.searchPersons, { body: { q, ...(/^\d+$/.test(area) && { area: Number(area) }) } })
  return (
    <PagedList query={found} caption={m.results} columns={useColumns()} rowKey={(person) => person.personId} empty={{ title: m.emptyTitle, text: m.emptyText }} />
  )
}

function useColumns(): readonly Column<FoundPerson>[] {
  const m = useMessages().registry
  const format = useFormat()
  return [
    { key: 'name', label: m.name, render: (person) => <PersonName person={person} /> },
    { key: 'family', label: m.family, render: (person) => <FamilyOf person={person} /> },
    { key: 'birth', label: m.birth, render: (person) => (person.birthOn === null ? m.birthUnknown : format.day(person.birthOn)) },
    { key: 'place', label: m.address, render: (person) => placeLine(person.place) },
    { key: 'nik', label: m.nik, render: (person) => person.nikMasked ?? m.noNik },
    {
      key: 'decile',
      label: m.decile,
      render: (person) => (person.decile === null || person.decileOn === null ? m.noDecile : m.decileOf({ decile: person.decile, on: format.dayShort(person.decileOn) })),
    },
  ]
}

function PersonName({ person }: { readonly person: FoundPerson }) {
  const m = useMessages().registry
  const href = person.familyId === null ? staffPaths.person(person.personId) : staffPaths.family(person.familyId)
  return (
    <>
      <AppLink href={href}>{person.name}</AppLink>
      {person.alias !== null && <div>{m.also({ alias: person.alias })}</div>}
      {person.through !== null && <div>{m.through[person.through.relation]({ name: person.through.name })}</div>}
      {person.status === 'provisional' && <Status tone="soon">{m.provisional}</Status>}
      {person.endedAs !== null && <Status tone="neutral">{m[person.endedAs]}</Status>}
    </>
  )
}

function FamilyOf({ person }: { readonly person: FoundPerson }) {
  const m = useMessages().registry
  if (person.familyId === null || person.relation === null) return m.noFamily
  return person.headName === null ? m.relations[person.relation] : `${m.relations[person.relation]} · ${m.familyOf({ head: person.headName })}`
}
