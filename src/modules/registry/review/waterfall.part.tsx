import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Section, Status } from '#web/kit/index.ts'
import type { Review } from './review.contract.ts'
import styles from './review.module.css'

type Explanation = NonNullable<Review['explanation']>

/** Why the pair is a question: the exact rules as sentences, the engine's comparison as a waterfall in words. */
export function Waterfall({ review }: { readonly review: Review }) {
  return <ReasonsAsked rules={review.rules}>{review.explanation !== null && <Bars explanation={review.explanation} />}</ReasonsAsked>
}

/** The rules by which a pair became a question, as sentences, and what else speaks for it. */
export function ReasonsAsked({ rules, children }: { readonly rules: Review['rules']; readonly children?: ReactNode }) {
  const m = useMessages('review').review
  return (
    <Section title={m.exactWhy}>
      <ul className={styles['rules']}>
        {rules.map((rule) => (
          <li key={rule}>{m.rules[rule]}</li>
        ))}
      </ul>
      {children}
    </Section>
  )
}

function Bars({ explanation }: { readonly explanation: Explanation }) {
  const m = useMessages('review').linkage
  const format = useFormat()
  const signed = (weight: number): string => `${weight > 0 ? '+' : ''}${format.number(Math.round(weight * 10) / 10)}`
  const widest = Math.max(1, ...explanation.parts.map((part) => Math.abs(part.weight)), Math.abs(explanation.prior))
  return (
    <>
      {explanation.guards.map((guard) => (
        <p key={guard}>
          <Status tone="soon">{m.guard[guard]}</Status>
        </p>
      ))}
      <p>{m.weightHint}</p>
      <ol className={styles['bars']} aria-label={m.title}>
        <Bar text={m.prior} weight={explanation.prior} widest={widest} words={signed(explanation.prior)} />
        {explanation.parts.map((part) => (
          <Bar key={part.field} text={m.level[part.level]} weight={part.weight} widest={widest} words={signed(part.weight)} />
        ))}
      </ol>
      <p>
        <strong>{m.bar({ text: m.total, weight: signed(explanation.total) })}</strong>
        {'. '}
        {m.probability({ percent: format.percent(explanation.probability) })}. {m.model({ version: explanation.modelVersion })}.
      </p>
    </>
  )
}

/** One bar: words, number, and a length that only repeats them. */
function Bar({ text, weight, widest, words }: { readonly text: string; readonly weight: number; readonly widest: number; readonly words: string }) {
  const share = Math.max(2, (Math.abs(weight) / widest) * 100)
  return (
    <li>
      <span>{text}</span>
      <span className={styles['weight']}>{words}</span>
      <svg className={styles['bar']} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" data-sign={weight < 0 ? 'minus' : 'plus'}>
        <rect x="0" y="0" width={share} height="8" />
      </svg>
    </li>
  )
}
