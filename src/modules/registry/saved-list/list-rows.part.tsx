import { Button, Checkbox, Group, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, Status, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import type { ListRow, SubjectKind } from './saved-list.contract.ts'

/** What was ticked in a list. */
export interface Choice {
  readonly ids: readonly string[]
  readonly has: (id: string) => boolean
  readonly toggle: (id: string) => void
  readonly forget: () => void
}

/** Ticks that stay while further pages are read. */
export function useChoice(): Choice {
  const [ids, setIds] = useState<readonly string[]>([])
  return {
    ids, has: (id) => ids.includes(id), forget: () => setIds([]),
    toggle: (id) => setIds((known) => (known.includes(id) ? known.filter((other) => other !== id) : [...known, id])),
  }
}

/** A tick before a name. */
export function Choosable(props: { readonly choice: Choice; readonly id: string; readonly name: string; readonly children: ReactNode }) {
  const m = useMessages('family').lists
  const { choice, id } = props
  return (
    <Group wrap="nowrap" align="start" gap="sm">
      <Checkbox size="md" aria-label={m.choose({ name: props.name })} checked={choice.has(id)} onChange={() => choice.toggle(id)} />
      <div>{props.children}</div>
    </Group>
  )
}

/** How many are ticked, what may be done with them, and the way to untick them. */
export function ChoiceBar({ choice, children }: { readonly choice: Choice; readonly children: ReactNode }) {
  const m = useMessages('family').lists
  const format = useFormat()
  return (
    <Group mb="md" gap="sm">
      <Text component="output" fw={600} hidden={choice.ids.length === 0}>{choice.ids.length > 0 && m.chosen({ count: format.number(choice.ids.length) })}</Text>
      {children}
      {choice.ids.length > 0 && <Button variant="subtle" onClick={choice.forget}>{m.forget}</Button>}
    </Group>
  )
}

/** The columns of a list of families or persons. */
export function useListColumns(subject: SubjectKind, choice?: Choice): readonly Column<ListRow>[] {
  const m = useMessages('family')
  const format = useFormat()
  const shared: readonly Column<ListRow>[] = [
    { key: 'place', label: m.registry.address, render: (row) => placeLine(row.place) },
    { key: 'nik', label: m.registry.nik, render: (row) => row.nikMasked ?? m.registry.noNik },
    {
      key: 'decile', label: m.registry.decile,
      render: (row) => (row.decile === null || row.decileOn === null ? m.registry.noDecile : m.registry.decileOf({ decile: row.decile, on: format.dayShort(row.decileOn) })),
    },
  ]
  const family: Column<ListRow> = { key: 'members', label: m.lists.members, render: (row) => (row.memberCount === null ? '' : m.lists.memberCount({ count: row.memberCount })) }
  const person: Column<ListRow> = { key: 'birth', label: m.registry.birth, render: (row) => (row.birthOn === null ? m.registry.birthUnknown : format.day(row.birthOn)) }
  return [
    {
      key: 'name', label: subject === 'family' ? m.lists.head : m.registry.name,
      render: (row) => (choice === undefined ? <RowName row={row} /> : <Choosable choice={choice} id={row.subjectId} name={row.name}><RowName row={row} /></Choosable>),
    },
    subject === 'family' ? family : person, ...shared,
  ]
}

function RowName({ row }: { readonly row: ListRow }) {
  const m = useMessages('family').registry
  return (
    <>
      <AppLink href={row.familyId === null ? staffPaths.person(row.personId) : staffPaths.family(row.familyId)}>{row.name}</AppLink>
      {row.endedAs !== null && <Status tone="neutral">{m[row.endedAs]}</Status>}
    </>
  )
}
