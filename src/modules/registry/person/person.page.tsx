import { Group, Stack } from '@mantine/core'
import { AsOfChoice, useAsOf } from '#modules/registry/attribute/as-of.part.tsx'
import { SourcedValues } from '#modules/registry/attribute/sourced-values.part.tsx'
import { Age } from '#modules/registry/family/members.part.tsx'
import { PersonEvents } from '#modules/registry/life-event/person-events.part.tsx'
import { temporaryNumber } from '#modules/registry/life-event/temporary-number.rules.ts'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import styles from '#modules/registry/family/family.module.css'
import { PersonOrigin } from '#modules/registry/merge/history.part.tsx'
import { RequestReview } from '#modules/registry/review/request-review.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, ButtonLink, PageTitle, Section, Status, useAnswer, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { personOperations, type PersonProfile } from './person.contract.ts'
import { Identity, useReveal } from './reveal.part.tsx'

/** One person: also somebody whom a report named and whom no list knows yet. */
export function PersonPage() {
  const personId = useParam('personId')
  const person = useAnswer(personOperations.getPerson, { params: { personId }, query: useAsOf() })
  const m = useMessages('family').registry
  return (
    <>
      {!person.isSuccess && <PageTitle title={m.person} />}
      <Answered query={person} rows={6}>
        {(profile) => <Person profile={profile} />}
      </Answered>
    </>
  )
}

function Person({ profile }: { readonly profile: PersonProfile }) {
  const m = useMessages('family').registry
  const rights = useMessages('rights').privacy.personLink
  const mayReport = useCan('response.report.assist')
  const mayTakeRequests = useCan('privacy.request.take')
  const mayRecordEvents = useCan('registry.life_event.record')
  return (
    <>
      <PageTitle
        title={profile.name}
        lede={placeLine(profile.place)}
        action={(
          <Group>
            <RequestReview personId={profile.personId} name={profile.name} begins="person" />
            {mayReport && <ButtonLink href={staffPaths.reportAbout(profile.personId)}>{m.beat}</ButtonLink>}
          </Group>
        )}
      />
      <Stack gap="xs" align="start">
        {profile.isSynthetic && <Status tone="info">{m.synthetic}</Status>}
        {profile.status === 'provisional' && <Status tone="soon">{m.provisional}</Status>}
        {profile.status === 'provisional' && <p>{m.provisionalText}</p>}
        {profile.endedAs !== null && <Status tone="neutral">{m[profile.endedAs]}</Status>}
      </Stack>
      <Papers profile={profile} />
      <AsOfChoice asOf={profile.asOf} />
      <Facts profile={profile} />
      {mayTakeRequests && <ButtonLink href={staffPaths.personRights(profile.personId)} variant="default" mt="md">{rights}</ButtonLink>}
      {profile.values.length > 0 && (
        <Section title={m.valuesOf({ name: profile.name })}>
          <SourcedValues caption={m.valuesCaption} values={profile.values} history={profile.history} />
        </Section>
      )}
      {mayRecordEvents && <PersonEvents personId={profile.personId} />}
      <PersonOrigin personId={profile.personId} />
    </>
  )
}

/** Who has no number yet has a temporary one to be called by, and may get papers. */
function Papers({ profile }: { readonly profile: PersonProfile }) {
  const t = useMessages('family').lifeEvent
  const mayRecord = useCan('registry.life_event.record')
  if (profile.nikMasked !== null) return null
  return (
    <Stack gap="xs" align="start" mt="sm">
      <p>{t.temporary({ number: temporaryNumber(profile.personId) })}</p>
      {mayRecord && (
        <ButtonLink variant="default" href={staffPaths.personPapers(profile.personId)}>
          {t.addNik}
        </ButtonLink>
      )}
    </Stack>
  )
}

function Facts({ profile }: { readonly profile: PersonProfile }) {
  const m = useMessages('family').registry
  const reveal = useReveal()
  return (
    <Section title={m.summary}>
      <dl className={styles['facts']}>
        <div>
          <dt>{m.family}</dt>
          <dd>{profile.familyId === null ? m.noFamily : <AppLink href={staffPaths.family(profile.familyId)}>{familyWords(m, profile)}</AppLink>}</dd>
        </div>
        <div>
          <dt>{m.sex}</dt>
          <dd>{profile.sex === null ? m.birthUnknown : m.sexes[profile.sex]}</dd>
        </div>
        <div>
          <dt>{m.age}</dt>
          <dd>
            <Age member={profile} />
          </dd>
        </div>
        <div>
          <dt>{m.nik}</dt>
          <dd>
            <Identity person={profile} hasCard={profile.hasCard} reveal={reveal} />
          </dd>
        </div>
      </dl>
      {reveal.dialog}
    </Section>
  )
}

function familyWords(m: ReturnType<typeof useMessages>['registry'], profile: PersonProfile): string {
  return m.familyOf({ head: profile.headName ?? profile.name })
}
