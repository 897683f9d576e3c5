import { Table, Tabs } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { SourcedValues } from '#modules/registry/attribute/sourced-values.part.tsx'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { Identity, useReveal, type Reveal } from '#modules/registry/person/reveal.part.tsx'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, Held, Section, Status, useHolder, useRoom } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { comparedFields, type Review, type ReviewCard } from './review.contract.ts'
import styles from './review.module.css'

type Field = (typeof comparedFields)[number]

/** The two persons side by side, what differs marked; on a phone one at a time, with a switch. */
export function ComparedCards({ review }: { readonly review: Review }) {
  const m = useMessages('review').review
  const holder = useHolder()
  const isWide = useRoom('(min-width: 768px)', holder)
  const reveal = useReveal()
  const kept = review.keptId === review.right.personId ? review.right : review.left
  return (
    <Section title={m.compared}>
      <Held holder={holder}>{isWide ? <CardsAsTable review={review} reveal={reveal} /> : <CardsAsTabs review={review} reveal={reveal} />}</Held>
      <div className={styles['values']}>
        {([['left', review.left], ['right', review.right]] as const).filter(([, card]) => card.values.length > 0).map(([side, card]) => (
          <details key={side} className={styles['more']}>
            <summary>{`${m[side]}: ${m.valuesOf({ name: card.name })}`}</summary>
            <SourcedValues caption={m.valuesOf({ name: card.name })} values={card.values} />
          </details>
        ))}
        {review.merged.length > 0 && review.state !== 'decided' && (
          <details className={styles['more']}>
            <summary>{m.merged}</summary>
            <p>{m.keptHint({ name: kept.name })}</p>
            <SourcedValues caption={m.mergedCaption} values={review.merged} />
          </details>
        )}
      </div>
      {reveal.dialog}
    </Section>
  )
}

interface CardsProps {
  readonly review: Review
  readonly reveal: Reveal
}

function CardsAsTable({ review, reveal }: CardsProps) {
  const m = useMessages('review').review
  return (
    <Table verticalSpacing="sm" fz="md" layout="fixed">
      <Table.Caption className={styles['unseen'] ?? ''}>{m.compared}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w="16%">{m.field}</Table.Th>
          <Table.Th scope="col">{m.left}</Table.Th>
          <Table.Th scope="col">{m.right}</Table.Th>
          <Table.Th scope="col" w="18%">{m.agreementTitle}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {comparedFields.map((field) => (
          <Table.Tr key={field} className={review.agreement[field] === 'differs' ? (styles['differs'] ?? '') : ''}>
            <Table.Th scope="row">{m.fields[field]}</Table.Th>
            <Table.Td><CardValue field={field} card={review.left} reveal={reveal} /></Table.Td>
            <Table.Td><CardValue field={field} card={review.right} reveal={reveal} /></Table.Td>
            <Table.Td><AgreementWord agreement={review.agreement[field]} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function CardsAsTabs({ review, reveal }: CardsProps) {
  const m = useMessages('review').review
  const [side, setSide] = useState<string>('left')
  const card = side === 'left' ? review.left : review.right
  return (
    <Tabs value={side} onChange={(next) => setSide(next ?? 'left')}>
      <Tabs.List grow aria-label={m.whichSide}>
        <Tabs.Tab value="left">{m.left}</Tabs.Tab>
        <Tabs.Tab value="right">{m.right}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={side} pt="md">
        <dl className={styles['card']}>
          {comparedFields.map((field) => (
            <div key={field} className={review.agreement[field] === 'differs' ? styles['differs'] : undefined}>
              <dt>{m.fields[field]}</dt>
              <dd>
                <CardValue field={field} card={card} reveal={reveal} />
                <div><AgreementWord agreement={review.agreement[field]} /></div>
              </dd>
            </div>
          ))}
        </dl>
      </Tabs.Panel>
    </Tabs>
  )
}

function AgreementWord({ agreement = 'unknown' }: { readonly agreement: Review['agreement'][Field] | undefined }) {
  const m = useMessages('review').review
  const tones = { same: 'good', differs: 'bad', unknown: 'neutral' } as const
  return <Status tone={tones[agreement]}>{m.agreement[agreement]}</Status>
}

function CardValue({ field, card, reveal }: { readonly field: Field; readonly card: ReviewCard; readonly reveal: Reveal }) {
  const m = useMessages('family', 'review')
  const format = useFormat()
  const known = (value: ReactNode): ReactNode => value ?? m.review.notKnown
  switch (field) {
    case 'name': return <PersonName card={card} />
    case 'alias': return known(card.alias)
    case 'sex': return known(card.sex === null ? null : m.registry.sexes[card.sex])
    case 'birth': return <Birth card={card} />
    case 'nik': return <Identity person={card} hasCard={card.cardMasked !== null} reveal={reveal} />
    case 'card': return known(card.cardMasked)
    case 'address': return placeLine(card.place)
    case 'family': return <FamilyName card={card} />
    case 'decile': return known(card.decile === null || card.decileOn === null ? null : m.registry.decileOf({ decile: card.decile, on: format.day(card.decileOn) }))
  }
}

function PersonName({ card }: { readonly card: ReviewCard }) {
  const m = useMessages('family', 'review')
  return (
    <>
      <AppLink href={staffPaths.person(card.personId)} aria-label={m.review.openPerson({ name: card.name })}>
        <strong>{card.name}</strong>
      </AppLink>
      {card.otherNames.length > 0 && <div>{m.review.also({ names: card.otherNames.join(', ') })}</div>}
      {card.status === 'provisional' && <div><Status tone="soon">{m.registry.provisional}</Status></div>}
    </>
  )
}

function Birth({ card }: { readonly card: ReviewCard }) {
  const m = useMessages('family', 'review')
  const format = useFormat()
  if (card.birthOn === null) return m.review.notKnown
  return (
    <>
      {format.day(card.birthOn)}
      {card.birthOnIsDefault && <div><Status tone="soon">{m.registry.birthDefault}</Status></div>}
    </>
  )
}

function FamilyName({ card }: { readonly card: ReviewCard }) {
  const m = useMessages('family', 'review')
  if (card.familyId === null || card.relation === null) return m.registry.noFamily
  return (
    <AppLink href={staffPaths.family(card.familyId)}>
      {m.review.headOf({ head: card.headName ?? card.name, relation: m.registry.relations[card.relation] })}
    </AppLink>
  )
}
