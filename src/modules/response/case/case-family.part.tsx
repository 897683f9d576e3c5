import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Household } from '#modules/registry/family/family.contract.ts'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import type { RevealedIdentity } from '#modules/registry/person/person.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, ReasonDialog, Status, useAnswer, useCommand, type Column } from '#web/kit/index.ts'
import { OpenNumbers } from '#web/staff/open-numbers.tsx'
import { useCan } from '#web/staff/session.tsx'
import { caseFamilyOperations } from './case-family.contract.ts'
import styles from './case.module.css'

type Member = Household['members'][number]

/** Whom a case is about, for an agency: closed until it is asked for, because the look is written down. */
export function CaseFamily({ caseId }: { readonly caseId: string }) {
  const m = useMessages('response').caseWork
  const [isOpen, setIsOpen] = useState(false)
  if (isOpen) return <OpenFamily caseId={caseId} />
  return (
    <>
      <p className={styles['small']}>{m.familyText}</p>
      <Button variant="default" size="sm" onClick={() => setIsOpen(true)}>
        {m.openFamily}
      </Button>
    </>
  )
}

function OpenFamily({ caseId }: { readonly caseId: string }) {
  const family = useAnswer(caseFamilyOperations.getCaseFamily, { params: { caseId } })
  return <Answered query={family} rows={4}>{(household) => <HouseholdView caseId={caseId} household={household} />}</Answered>
}

function HouseholdView({ caseId, household }: { readonly caseId: string; readonly household: Household }) {
  const m = useMessages('family')
  const format = useFormat()
  const { decile, cardMasked } = household
  return (
    <Stack gap="md">
      <dl className={styles['facts']}>
        <div>
          <dt>{m.registry.address}</dt>
          <dd>{placeLine(household.place)}</dd>
        </div>
        <div>
          <dt>{m.registry.decile}</dt>
          <dd>{decile === null ? m.registry.noDecile : m.registry.decileOf({ decile: decile.decile, on: format.day(decile.on) })}</dd>
        </div>
        {household.familyId !== null && cardMasked !== undefined && (
          <div>
            <dt>{m.registry.card}</dt>
            <dd>{cardMasked ?? m.registry.noNik}</dd>
          </div>
        )}
      </dl>
      {decile?.isSynthetic === true && <Status tone="info">{m.registry.synthetic}</Status>}
      <Members caseId={caseId} members={household.members} hasCard={(cardMasked ?? null) !== null} />
    </Stack>
  )
}

interface MembersProps {
  readonly caseId: string
  readonly members: readonly Member[]
  readonly hasCard: boolean
}

function Members({ caseId, members, hasCard }: MembersProps) {
  const m = useMessages('family', 'response')
  const columns: readonly Column<Member>[] = [
    { key: 'name', label: m.registry.name, render: (member) => <MemberName member={member} /> },
    { key: 'relation', label: m.registry.relation, render: (member) => (member.relation === null ? m.caseWork.noFamilyYet : m.registry.relations[member.relation]) },
    { key: 'age', label: m.registry.age, render: (member) => <MemberAge member={member} /> },
    ...(members.some((member) => member.nikMasked !== undefined)
      ? [{ key: 'nik', label: m.registry.nik, render: (member: Member) => <Numbers caseId={caseId} member={member} hasCard={hasCard} /> }] : []),
  ]
  return <DataList caption={m.registry.membersCaption} columns={columns} rows={members} rowKey={(member) => member.personId} />
}

function MemberName({ member }: { readonly member: Member }) {
  const m = useMessages('family').registry
  return (
    <>
      {member.name}
      {member.alias !== null && <div>{m.also({ alias: member.alias })}</div>}
      {member.status === 'provisional' && <Status tone="soon">{m.provisional}</Status>}
      {member.endedAs !== null && <Status tone="neutral">{m[member.endedAs]}</Status>}
    </>
  )
}

function MemberAge({ member }: { readonly member: Member }) {
  const m = useMessages('family').registry
  const format = useFormat()
  if (member.birthOn === null || member.ageInYears === null) return m.birthUnknown
  return (
    <>
      {m.years({ years: member.ageInYears })}
      <div>{format.day(member.birthOn)}</div>
      {member.birthOnIsDefault && <Status tone="soon">{m.birthDefault}</Status>}
    </>
  )
}

/** The covered number with the way to open it, or the family card's, for a reason; the open ones are kept on this screen only. */
function Numbers({ caseId, member, hasCard }: Omit<MembersProps, 'members'> & { readonly member: Member }) {
  const m = useMessages('family').registry
  const mayReveal = useCan('response.identity.reveal')
  const [isAsking, setIsAsking] = useState(false)
  const [numbers, setNumbers] = useState<RevealedIdentity>()
  const reveal = useCommand(caseFamilyOperations.revealCaseIdentity, { onDone: setNumbers })

  async function show(reason: string): Promise<void> {
    const found = await reveal.run({ params: { caseId, personId: member.personId }, body: { reason } })
    if (found !== undefined) setIsAsking(false)
  }

  if (numbers !== undefined) return <OpenNumbers name={member.name} numbers={numbers} onCover={() => setNumbers(undefined)} />
  return (
    <>
      <div>{member.nikMasked ?? m.noNik}</div>
      {mayReveal && ((member.nikMasked ?? null) !== null || hasCard) && (
        <Button size="compact-sm" variant="default" aria-label={m.revealOf({ name: member.name })} onClick={() => setIsAsking(true)}>
          {m.reveal}
        </Button>
      )}
      <ReasonDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={m.revealTitle}
        confirm={m.reveal}
        busy={reveal.busy}
        problem={reveal.problem}
        onConfirm={(reason) => void show(reason)}
      >
        <strong>{member.name}</strong>
        {m.revealText}
      </ReasonDialog>
    </>
  )
}
