import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { personOperations, type PersonProfile } from '#modules/registry/person/person.contract.ts'
import { RequestReview } from '#modules/registry/review/request-review.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, PageTitle, Section, useAnswer, useGo, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { PassOnForm, RegisterForm, CloseForm } from './verification.form.tsx'

/** Who somebody is whom a report named: registered here, handed on to another village, or not found. */
export function VerificationPage() {
  const personId = useParam('personId')
  const person = useAnswer(personOperations.getPerson, { params: { personId } })
  const m = useMessages('family').verification
  return (
    <>
      {!person.isSuccess && <PageTitle title={m.title} />}
      <Answered query={person} rows={6}>
        {(profile) => <Verify profile={profile} />}
      </Answered>
    </>
  )
}

type Result = 'livesHere' | 'livesElsewhere' | 'notFound'

function Verify({ profile }: { readonly profile: PersonProfile }) {
  const m = useMessages('family').verification
  const go = useGo()
  const [result, setResult] = useState<Result>('livesHere')
  const form = { profile, onDone: () => go(staffPaths.verifications) }
  return (
    <>
      <PageTitle title={m.pageTitle({ name: profile.name })} lede={m.pageLede} />
      <Section title={m.aboutPerson}>
        <p>{[profile.name, profile.nikMasked, placeLine(profile.place)].filter(Boolean).join(' · ')}</p>
        <p>
          {m.knownAlready} <AppLink href={staffPaths.families({ q: profile.name })}>{m.search}</AppLink>
        </p>
        <RequestReview personId={profile.personId} name={profile.name} begins="person" />
      </Section>
      <Stack maw={560} gap="lg" mt="lg">
        <Radio.Group label={m.result} value={result} onChange={(value) => setResult(value as Result)}>
          <Stack gap="xs" mt="xs">
            {(['livesHere', 'livesElsewhere', 'notFound'] as const).map((value) => (
              <Radio key={value} value={value} label={m[value]} />
            ))}
          </Stack>
        </Radio.Group>
        {result === 'livesHere' && <RegisterForm {...form} />}
        {result === 'livesElsewhere' && <PassOnForm {...form} />}
        {result === 'notFound' && <CloseForm {...form} />}
      </Stack>
    </>
  )
}
