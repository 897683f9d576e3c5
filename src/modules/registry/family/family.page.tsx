import { Group, Stack } from '@mantine/core'
import { AsOfChoice, useAsOf } from '#modules/registry/attribute/as-of.part.tsx'
import { Situation } from '#modules/registry/criteria/situation.part.tsx'
import { SourcedValues } from '#modules/registry/attribute/sourced-values.part.tsx'
import { RequestReview } from '#modules/registry/review/request-review.part.tsx'
import { FamilyProposals } from '#modules/registry/proposal/family-proposals.part.tsx'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ButtonLink, EmptyState, PageTitle, Section, Status, useAnswer, useParam } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { familyOperations, type FamilyProfile } from './family.contract.ts'
import { Members } from './members.part.tsx'
import { placeLine } from './place.rules.ts'
import styles from './family.module.css'

/** One family down one page: who they are, where they live, the official decile, and what every list says. */
export function FamilyPage() {
  const familyId = useParam('familyId')
  const family = useAnswer(familyOperations.getFamily, { params: { familyId }, query: useAsOf() })
  const m = useMessages('family').registry
  return (
    <>
      {!family.isSuccess && <PageTitle title={m.family} />}
      <Answered query={family} rows={8}>
        {(profile) => <Family profile={profile} />}
      </Answered>
    </>
  )
}

function Family({ profile }: { readonly profile: FamilyProfile }) {
  const messages = useMessages('family', 'proposal')
  const m = messages.registry
  const mayReport = useCan('response.report.assist')
  const mayPropose = useCan('registry.proposal.make')
  const texts = messages.proposal
  const mayRecord = useCan('registry.life_event.record')
  const present = profile.members.filter((member) => member.memberTo === null)
  const former = profile.members.filter((member) => member.memberTo !== null)
  const head = present.find((member) => member.relation === 'head')
  const about = head ?? present[0]
  return (
    <>
      <PageTitle
        title={head === undefined ? m.familyWithout : m.familyOf({ head: head.name })}
        lede={placeLine(profile.place)}
        action={
          <Group>
            {mayRecord && (
              <ButtonLink variant="default" href={staffPaths.familyEvent(profile.familyId)}>
                {messages.lifeEvent.record}
              </ButtonLink>
            )}
            {mayPropose && (
              <ButtonLink variant="default" href={staffPaths.newProposal({ keluarga: profile.familyId })}>
                {texts.propose}
              </ButtonLink>
            )}
            {about !== undefined && <RequestReview personId={about.personId} name={about.name} begins="family" />}
            {mayReport && about !== undefined && <ButtonLink href={staffPaths.reportAbout(about.personId)}>{m.beat}</ButtonLink>}
          </Group>
        }
      />
      {profile.isSynthetic && <Status tone="info">{m.synthetic}</Status>}
      <AsOfChoice asOf={profile.asOf} />
      <Summary profile={profile} />
      <Section title={m.members}>
        <Members caption={m.membersCaption} members={present} hasCard={profile.cardMasked !== null} />
      </Section>
      {former.length > 0 && (
        <Section title={m.former}>
          <Members caption={m.formerCaption} members={former} hasCard={false} isFormer />
        </Section>
      )}
      <FamilyProposals familyId={profile.familyId} />
      <Situation familyId={profile.familyId} />
      <Section title={m.values}>
        {profile.values.length === 0 ? (
          <EmptyState title={m.noValues} text={m.noValuesText} />
        ) : (
          <SourcedValues caption={m.valuesCaption} values={profile.values} history={profile.history} programmeNames={profile.programmeNames} />
        )}
      </Section>
      <PeopleValues profile={profile} />
    </>
  )
}

function Summary({ profile }: { readonly profile: FamilyProfile }) {
  const m = useMessages('family').registry
  const format = useFormat()
  const { decile } = profile
  return (
    <Section title={m.summary}>
      <dl className={styles['facts']}>
        <div>
          <dt>{m.decile}</dt>
          <dd>
            {decile === null && m.noDecile}
            {decile !== null && (
              <>
                <strong>{m.decileOf({ decile: decile.decile, on: format.day(decile.on) })}</strong>
                <div>{m.decileSource({ source: decile.sourceName, row: decile.rowNumber })}</div>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{m.address}</dt>
          <dd>{placeLine(profile.place)}</dd>
        </div>
        <div>
          <dt>{m.card}</dt>
          <dd>{profile.cardMasked ?? m.noNik}</dd>
        </div>
      </dl>
    </Section>
  )
}

/** What lists say about each of the people, closed until it is asked for. */
function PeopleValues({ profile }: { readonly profile: FamilyProfile }) {
  const m = useMessages('family').registry
  return (
    <Stack mt="lg" gap="xs">
      {profile.members.filter((member) => member.values.length > 0).map((member) => (
        <details key={member.personId} className={styles['person'] ?? ''}>
          <summary>{m.valuesOf({ name: member.name })}</summary>
          <SourcedValues caption={m.valuesOf({ name: member.name })} values={member.values} history={member.history} />
        </details>
      ))}
    </Stack>
  )
}
