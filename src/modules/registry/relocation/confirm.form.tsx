import { Button, Group, Radio, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { PersonField } from '#modules/registry/search/person-field.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Section, useCommand } from '#web/kit/index.ts'
import { claimOperations, type RelocationClaim } from './claim.contract.ts'
import { relocationOperations } from './relocation.contract.ts'

interface ConfirmFormProps {
  readonly claim: RelocationClaim
  readonly whom: string
  readonly onDone: () => void
}

const refreshes = [claimOperations.listRelocationClaims, claimOperations.countMoves, relocationOperations.listRelocations]

/** Whose family another village means: chosen among one's own people, and only then moved. */
export function ConfirmForm({ claim, whom, onDone }: ConfirmFormProps) {
  const { relocation, relocationClaim: t } = useMessages('family')
  const [personId, setPersonId] = useState('')
  const confirming = useCommand(claimOperations.confirmRelocationClaim, { onDone, refreshes })

  function submit(event: FormEvent): void {
    event.preventDefault()
    void confirming.run({ params: { claimId: claim.claimId }, body: { personId } })
  }

  return (
    <Section title={t.confirmTitle}>
      <form onSubmit={submit} noValidate>
        <Stack maw={640}>
          <p><strong>{whom}</strong></p>
          <p>{t.confirmText}</p>
          <ErrorSummary problem={confirming.problem} fields={{ personId: t.chosen }} />
          {claim.candidates.length === 0 ? <p>{t.noCandidates}</p> : (
            <Radio.Group id="personId" label={t.candidates} value={personId} onChange={setPersonId} error={errorFor(confirming.problem, 'personId')}>
              <Stack gap="xs" mt="xs">
                {claim.candidates.map((person) => <Radio key={person.personId} value={person.personId} label={relocation.person({ name: person.name, year: person.birthYear })} />)}
              </Stack>
            </Radio.Group>
          )}
          <PersonField id="searchedId" label={t.search} hint={t.searchHint} value={personId} onChange={setPersonId} error={errorFor(confirming.problem, 'personId')} />
          <Group>
            <Button type="submit" loading={confirming.busy}>{t.confirmDone}</Button>
            <Button variant="default" onClick={onDone}>{relocation.cancel}</Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
