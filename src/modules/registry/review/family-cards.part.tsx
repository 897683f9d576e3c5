import { Table } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { SourcedValues } from '#modules/registry/attribute/sourced-values.part.tsx'
import { placeLine } from '#modules/registry/family/place.rules.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, Section, Status } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { familyFields, type FamilyReview, type FamilySide, type MemberLine, type ReviewedMember } from './family-review.contract.ts'
import styles from './review.module.css'

/** Two families side by side: the cards, then their people line by line, then what every list says; what differs is marked. */
export function ComparedFamilies({ review }: { readonly review: FamilyReview }) {
  const m = useMessages('review').review
  const isWide = useMediaQuery('(min-width: 768px)', true, { getInitialValueInEffect: false })
  return (
    <>
      <Section title={m.family.compared}>{isWide ? <Facts review={review} /> : <FactsOnPhone review={review} />}</Section>
      <Section title={m.family.members}>
        <p>{m.family.membersHint}</p>
        {isWide ? <Lines lines={review.lines} /> : <LinesOnPhone lines={review.lines} />}
      </Section>
      <div className={styles['values']}>
        {([['left', review.left], ['right', review.right]] as const).filter(([, side]) => side.values.length > 0).map(([side, family]) => {
          const caption = m.family.valuesOf({ head: family.headName ?? '–' })
          return (
            <details key={side} className={styles['more']}>
              <summary>{`${m[side]}: ${caption}`}</summary>
              <SourcedValues caption={caption} values={family.values} />
            </details>
          )
        })}
        {review.state !== 'decided' && <p>{m.family.keptHint({ head: (review.keptId === review.right.familyId ? review.right : review.left).headName ?? '–' })}</p>}
      </div>
    </>
  )
}

function Facts({ review }: { readonly review: FamilyReview }) {
  const m = useMessages('review').review
  return (
    <Table verticalSpacing="sm" fz="md" layout="fixed">
      <Table.Caption className={styles['unseen'] ?? ''}>{m.family.compared}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w="16%">{m.field}</Table.Th>
          <Table.Th scope="col">{m.left}</Table.Th>
          <Table.Th scope="col">{m.right}</Table.Th>
          <Table.Th scope="col" w="18%">{m.agreementTitle}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {familyFields.map((field) => (
          <Table.Tr key={field} className={markOf(review.agreement[field] === 'differs')}>
            <Table.Th scope="row">{m.family.fields[field]}</Table.Th>
            <Table.Td><Fact field={field} side={review.left} /></Table.Td>
            <Table.Td><Fact field={field} side={review.right} /></Table.Td>
            <Table.Td><AgreementWord agreement={review.agreement[field]} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function FactsOnPhone({ review }: { readonly review: FamilyReview }) {
  const m = useMessages('review').review
  return (
    <dl className={styles['card']}>
      {familyFields.map((field) => (
        <div key={field} className={markOf(review.agreement[field] === 'differs')}>
          <dt>{m.family.fields[field]}</dt>
          <dd>
            <div><span className={styles['side']}>{m.left}</span> <Fact field={field} side={review.left} /></div>
            <div><span className={styles['side']}>{m.right}</span> <Fact field={field} side={review.right} /></div>
            <AgreementWord agreement={review.agreement[field]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function AgreementWord({ agreement = 'unknown' }: { readonly agreement: 'same' | 'differs' | 'unknown' | undefined }) {
  const m = useMessages('review').review
  const tones = { same: 'good', differs: 'bad', unknown: 'neutral' } as const
  return <Status tone={tones[agreement]}>{m.agreement[agreement]}</Status>
}

function Fact({ field, side }: { readonly field: (typeof familyFields)[number]; readonly side: FamilySide }): ReactNode {
  const m = useMessages('family', 'review')
  const format = useFormat()
  const { decile } = side
  switch (field) {
    case 'head': return <AppLink href={staffPaths.family(side.familyId)}><strong>{side.headName ?? m.registry.familyWithout}</strong></AppLink>
    case 'card': return side.cardMasked ?? m.review.notKnown
    case 'address': return placeLine(side.place)
    case 'members': return m.review.family.people({ count: side.members })
    case 'decile': return decile === null ? m.review.notKnown : (
      <>
        {m.registry.decileOf({ decile: decile.decile, on: format.day(decile.on) })}
        <div className={styles['quiet']}>{m.registry.decileSource({ source: decile.sourceName, row: decile.rowNumber })}</div>
      </>
    )
  }
}

interface LinesProps {
  readonly lines: readonly MemberLine[]
}

function Lines({ lines }: LinesProps) {
  const m = useMessages('review').review
  return (
    <Table verticalSpacing="sm" fz="md" layout="fixed">
      <Table.Caption className={styles['unseen'] ?? ''}>{m.family.members}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{m.left}</Table.Th>
          <Table.Th scope="col">{m.right}</Table.Th>
          <Table.Th scope="col" w="26%">{m.agreementTitle}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={keyOf(line)} className={markOf(line.match !== 'one')}>
            <Table.Td><Member member={line.left} line={line} /></Table.Td>
            <Table.Td><Member member={line.right} line={line} /></Table.Td>
            <Table.Td><Match line={line} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function LinesOnPhone({ lines }: LinesProps) {
  const m = useMessages('review').review
  return (
    <ol className={styles['lines']}>
      {lines.map((line) => (
        <li key={keyOf(line)} className={markOf(line.match !== 'one')}>
          <div><span className={styles['side']}>{m.left}</span> <Member member={line.left} line={line} /></div>
          <div><span className={styles['side']}>{m.right}</span> <Member member={line.right} line={line} /></div>
          <Match line={line} />
        </li>
      ))}
    </ol>
  )
}

function keyOf({ left, right }: MemberLine): string {
  return `${left?.personId ?? ''} ${right?.personId ?? ''}`
}

function markOf(isMarked: boolean): string {
  return isMarked ? (styles['differs'] ?? '') : ''
}

/** Somebody with what is known of them; what differs from the other side stands bold. */
function Member({ member, line }: { readonly member: ReviewedMember | null; readonly line: MemberLine }) {
  const m = useMessages('family', 'review')
  const format = useFormat()
  if (member === null) return <span className={styles['quiet']}>{m.review.family.nobody}</span>
  const facts = [
    { field: 'relation', text: m.registry.relations[member.relation] },
    { field: 'sex', text: member.sex === null ? null : m.registry.sexes[member.sex] },
    { field: 'birth', text: member.birthOn === null ? null : format.day(member.birthOn) },
    { field: 'nik', text: member.nikMasked },
  ] as const
  return (
    <>
      <AppLink href={staffPaths.person(member.personId)} aria-label={m.review.openPerson({ name: member.name })}>
        {line.differs.includes('name') ? <strong>{member.name}</strong> : member.name}
      </AppLink>
      <ul className={styles['facts']}>
        {facts.filter(({ text }) => text !== null).map(({ field, text }) => (
          <li key={field}>{line.differs.includes(field) ? <strong>{text}</strong> : text}</li>
        ))}
      </ul>
    </>
  )
}

function Match({ line }: { readonly line: MemberLine }) {
  const m = useMessages('review').review.family
  const format = useFormat()
  const tones = { one: 'good', alike: 'soon', alone: 'bad' } as const
  return (
    <>
      <Status tone={tones[line.match]}>{m.matches[line.match]}</Status>
      {line.differs.length > 0 && <div>{m.differs({ fields: format.list(line.differs.map((field) => m.memberFields[field])) })}</div>}
    </>
  )
}
