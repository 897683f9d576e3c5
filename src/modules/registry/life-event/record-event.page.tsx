import { useState } from 'react'
import { familyOperations } from '#modules/registry/family/family.contract.ts'
import { personOperations } from '#modules/registry/person/person.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, ButtonLink, PageTitle, Status, useAnswer, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { EventForm, type Recorded } from './life-event.form.tsx'
import { temporaryNumber } from './temporary-number.rules.ts'

const familyKinds = ['birth', 'death', 'move_in', 'move_out', 'split', 'marriage', 'divorce'] as const

/** Something that happened in a family. */
export function FamilyEventPage() {
  const { lifeEvent: t, relocation } = useMessages('family')
  const familyId = useParam('familyId')
  const family = useAnswer(familyOperations.getFamily, { params: { familyId }, query: {} })
  const [recorded, setRecorded] = useState<Recorded>()
  return (
    <>
      {!family.isSuccess && <PageTitle title={t.record} />}
      <Answered query={family} rows={8}>
        {(profile) => {
          const members = profile.members.filter((member) => member.memberTo === null)
          const head = members.find((member) => member.relation === 'head') ?? members[0]
          return (
            <>
              <PageTitle
                title={t.recordOf({ name: head?.name ?? '' })} lede={t.recordLede}
                action={<ButtonLink variant="default" href={staffPaths.newRelocation(familyId)}>{relocation.send}</ButtonLink>}
              />
              {recorded === undefined
                ? <EventForm kinds={familyKinds} familyId={familyId} members={members} onDone={setRecorded} />
                : <Done recorded={recorded} href={staffPaths.family(familyId)} />}
            </>
          )
        }}
      </Answered>
    </>
  )
}

/** Papers that came later for somebody who had none. */
export function PersonPapersPage() {
  const t = useMessages('family').lifeEvent
  const personId = useParam('personId')
  const person = useAnswer(personOperations.getPerson, { params: { personId }, query: {} })
  const [recorded, setRecorded] = useState<Recorded>()
  return (
    <>
      {!person.isSuccess && <PageTitle title={t.kinds.papers} />}
      <Answered query={person} rows={6}>
        {(profile) => (
          <>
            <PageTitle title={t.recordOf({ name: profile.name })} lede={t.kinds.papers} />
            {recorded === undefined
              ? <EventForm kinds={['papers']} personId={personId} onDone={setRecorded} />
              : <Done recorded={recorded} href={staffPaths.person(personId)} />}
          </>
        )}
      </Answered>
    </>
  )
}

/** Somebody without papers, by hand. */
export function RegistrationPage() {
  const t = useMessages('family').lifeEvent
  const [recorded, setRecorded] = useState<Recorded>()
  return (
    <>
      <PageTitle title={t.register} lede={t.registerLede} />
      {recorded === undefined
        ? <EventForm kinds={['registration']} onDone={setRecorded} />
        : <Done recorded={recorded} href={staffPaths.person(recorded.personId ?? '')} />}
    </>
  )
}

function Done({ recorded, href }: { readonly recorded: Recorded; readonly href: string }) {
  const t = useMessages('family').lifeEvent
  return (
    <div role="status">
      <Status tone="good">{t.recorded}</Status>
      {recorded.personId !== null && <p>{t.temporary({ number: temporaryNumber(recorded.personId) })}</p>}
      <p>
        <AppLink href={href}>{t.openPerson}</AppLink>
      </p>
      {recorded.familyId !== null && (
        <p>
          <AppLink href={staffPaths.family(recorded.familyId)}>{t.openNewFamily}</AppLink>
        </p>
      )}
      <p>
        <AppLink href={staffPaths.lifeEvents}>{t.title}</AppLink>
      </p>
    </div>
  )
}
