import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { ListActions } from '#modules/registry/saved-list/list-actions.part.tsx'
import { ChoiceBar, Choosable, useChoice, type Choice } from '#modules/registry/saved-list/list-rows.part.tsx'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, ButtonLink, EmptyState, PagedList, PageTitle, Status, useAddressState, usePages, usePrivateState, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { useAreaChoices } from './area-choices.part.tsx'
import { isNear, NearNotice, NearNumber } from './near-number.part.tsx'
import { searchLimits, searchOperations, type FoundPerson } from './search.contract.ts'
import { mayHoldNumber } from './search.rules.ts'

/** Finds people and their families; what is asked stands in the address, unless it may hold an identity number. */
export function SearchPage() {
  const m = useMessages('family').registry
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
  const messages = useMessages('family')
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

function Results({ q, area }: { readonly q: string; readonly area: string }) {
  const m = useMessages('family').registry
  const found = usePages(searchOperations.searchPersons, { body: { q, ...(/^\d+$/.test(area) && { area: Number(area) }) } })
  const choice = useChoice()
  const isNumber = mayHoldNumber(q)
  return (
    <>
      <ChoiceBar choice={choice}>{choice.ids.length > 0 && <ListActions list={{ by: 'chosen', subject: 'person', subjectIds: choice.ids }} />}</ChoiceBar>
      <NearNotice people={found.data?.pages.flatMap((page) => page.items) ?? []} />
      <PagedList
        query={found} caption={m.results} columns={useColumns(choice, q)} rowKey={(person) => person.personId}
        empty={{ title: isNumber ? m.emptyNumberTitle : m.emptyTitle, text: isNumber ? m.emptyNumberText : m.emptyText, action: <WhoIsMissing /> }}
      />
    </>
  )
}

/** Nobody is turned away for being on no list: whoever is not found can be reported, or registered by those who may. */
function WhoIsMissing() {
  const m = useMessages('family').registry
  const [mayReport, mayRegister] = [useCan('response.report.assist'), useCan('registry.life_event.record')]
  return (
    <Group gap="sm">
      {mayReport && <ButtonLink href={staffPaths.assistedReport} variant="default">{m.emptyReport}</ButtonLink>}
      {mayRegister && <ButtonLink href={staffPaths.newRegistration} variant="default">{m.emptyRegister}</ButtonLink>}
    </Group>
  )
}

function useColumns(choice: Choice, typed: string): readonly Column<FoundPerson>[] {
  const m = useMessages('family').registry
  const format = useFormat()
  return [
    { key: 'name', label: m.name, render: (person) => <Choosable choice={choice} id={person.personId} name={person.name}><PersonName person={person} typed={typed} /></Choosable> },
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

function PersonName({ person, typed }: { readonly person: FoundPerson; readonly typed: string }) {
  const m = useMessages('family').registry
  const href = person.familyId === null ? staffPaths.person(person.personId) : staffPaths.family(person.familyId)
  return (
    <>
      <AppLink href={href}>{person.name}</AppLink>
      {person.alias !== null && <div>{m.also({ alias: person.alias })}</div>}
      {isNear(person) && <NearNumber person={person} typed={typed} />}
      {person.through !== null && <div>{m.through[person.through.relation]({ name: person.through.name })}</div>}
      {person.status === 'provisional' && <Status tone="soon">{m.provisional}</Status>}
      {person.endedAs !== null && <Status tone="neutral">{m[person.endedAs]}</Status>}
    </>
  )
}

function FamilyOf({ person }: { readonly person: FoundPerson }) {
  const m = useMessages('family').registry
  if (person.familyId === null || person.relation === null) return m.noFamily
  return person.headName === null ? m.relations[person.relation] : `${m.relations[person.relation]} · ${m.familyOf({ head: person.headName })}`
}
