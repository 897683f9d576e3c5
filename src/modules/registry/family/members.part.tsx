import { Identity, useReveal } from '#modules/registry/person/reveal.part.tsx'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, DataList, Status, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import type { FamilyMember } from './family.contract.ts'

interface MembersProps {
  readonly caption: string
  readonly members: readonly FamilyMember[]
  /** Whether the family has a card: its number is opened with that of each of its present people. */
  readonly hasCard: boolean
  readonly isFormer?: boolean
}

/** The people of a family, in the order of the card. */
export function Members({ caption, members, hasCard, isFormer = false }: MembersProps) {
  const m = useMessages('family').registry
  const format = useFormat()
  const reveal = useReveal()
  const shared: readonly Column<FamilyMember>[] = [
    { key: 'name', label: m.name, render: (member) => <MemberName member={member} /> },
    { key: 'relation', label: m.relation, render: (member) => m.relations[member.relation] },
    { key: 'sex', label: m.sex, render: (member) => (member.sex === null ? m.birthUnknown : m.sexes[member.sex]) },
    { key: 'age', label: m.age, render: (member) => <Age member={member} /> },
    { key: 'nik', label: m.nik, render: (member) => <Identity person={member} hasCard={hasCard && !isFormer} reveal={reveal} /> },
  ]
  const until: Column<FamilyMember> = { key: 'until', label: m.memberTo, render: (member) => (member.memberTo === null ? '' : format.day(member.memberTo)) }
  return (
    <>
      <DataList caption={caption} columns={isFormer ? [...shared, until] : shared} rows={members} rowKey={(member) => member.personId} />
      {reveal.dialog}
    </>
  )
}

function MemberName({ member }: { readonly member: FamilyMember }) {
  const m = useMessages('family').registry
  return (
    <>
      <AppLink href={staffPaths.person(member.personId)}>{member.name}</AppLink>
      {member.alias !== null && <div>{m.also({ alias: member.alias })}</div>}
      {member.status === 'provisional' && <Status tone="soon">{m.provisional}</Status>}
      {member.endedAs !== null && <Status tone="neutral">{m[member.endedAs]}</Status>}
    </>
  )
}

/** Age and date of birth; a date that stands for "unknown" says so, because benefits hang on ages. */
export function Age({ member }: { readonly member: Pick<FamilyMember, 'ageInYears' | 'birthOn' | 'birthOnIsDefault'> }) {
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
