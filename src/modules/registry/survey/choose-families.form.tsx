import { Button, Group, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { houseLine } from '#modules/registry/family/place.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { EmptyState, ErrorState, ErrorSummary, Loading, useAddressState, usePages } from '#web/kit/index.ts'
import { surveyOperations, type VisitFamily } from './survey.contract.ts'
import styles from './survey.module.css'
import { usePreparing } from './use-visit.part.tsx'

/** Families of the own area with a tick each; those ticked are taken along while there is signal. */
export function ChooseFamilies({ prepared }: { readonly prepared: ReadonlySet<string> }) {
  const m = useMessages('visit').survey
  const [name, setName] = useAddressState('nama')
  const [typed, setTyped] = useState(name)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const families = usePages(surveyOperations.listVisitFamilies, { query: name === '' ? {} : { name } })
  const { prepare, left, problem, cannotKeep } = usePreparing()
  const rows = families.data?.pages.flatMap((page) => page.items) ?? []

  function search(event: FormEvent): void {
    event.preventDefault()
    setName(typed.trim())
  }

  async function take(): Promise<void> {
    await prepare([...chosen])
    setChosen(new Set())
  }

  function toggle(familyId: string): void {
    const next = new Set(chosen)
    if (!next.delete(familyId)) next.add(familyId)
    setChosen(next)
  }

  return (
    <>
      <form onSubmit={search} role="search">
        <Group align="end" mb="md">
          <TextInput label={m.searchName} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} maxLength={100} />
          <Button type="submit" variant="default">{m.search}</Button>
        </Group>
      </form>
      <ErrorSummary problem={problem} />
      {cannotKeep && <p role="alert">{m.cannotKeep}</p>}
      {families.data === undefined && families.error === null && <Loading rows={6} />}
      {families.error !== null && <ErrorState error={families.error} onRetry={() => void families.refetch()} busy={families.isFetching} />}
      {families.data !== undefined && rows.length === 0 && <EmptyState title={m.noFamilies} text={m.noFamiliesText} />}
      <ul className={styles['choose']} aria-label={m.chooseTitle}>
        {rows.map((family) => (
          <FamilyTick key={family.familyId} family={family} isChosen={chosen.has(family.familyId)} isPrepared={prepared.has(family.familyId)} onToggle={toggle} />
        ))}
      </ul>
      <Group>
        {families.hasNextPage && <Button variant="default" loading={families.isFetchingNextPage} onClick={() => void families.fetchNextPage()}>{m.more}</Button>}
        {rows.length > 0 && (
          <Button disabled={chosen.size === 0} loading={left > 0} onClick={() => void take()}>
            {m.prepare({ count: chosen.size })}
          </Button>
        )}
      </Group>
      <output>{left > 0 && m.preparing({ left })}</output>
    </>
  )
}

interface FamilyTickProps {
  readonly family: VisitFamily
  readonly isChosen: boolean
  readonly isPrepared: boolean
  readonly onToggle: (familyId: string) => void
}

function FamilyTick({ family, isChosen, isPrepared, onToggle }: FamilyTickProps) {
  const m = useMessages('visit').survey
  const format = useFormat()
  const facts = [
    [houseLine(family.place), family.place.areaName].filter((part) => part !== '').join(', '), m.memberCount({ count: family.members }),
    family.lastVisitedAt === null ? m.neverVisited : m.lastVisited({ on: format.dayOf(family.lastVisitedAt) }), ...(isPrepared ? [m.isPrepared] : []),
  ]
  return (
    <li>
      <label className={`${styles['tick']} ${styles['family']}`}>
        <input type="checkbox" checked={isChosen} onChange={() => onToggle(family.familyId)} />
        <span>{family.headName === '' ? m.noHead : family.headName}</span>
        <small>{facts.join(' · ')}</small>
      </label>
    </li>
  )
}
