import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Section, Status } from '#web/kit/index.ts'
import type { Review } from './review.contract.ts'
import styles from './review.module.css'
import { waterfallOf, type Step } from './waterfall.rules.ts'

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
  const { steps, zero } = waterfallOf([explanation.prior, ...explanation.parts.map((part) => part.weight)])
  return (
    <>
      {explanation.guards.map((guard) => (
        <p key={guard}>
          <Status tone="soon">{m.guard[guard]}</Status>
        </p>
      ))}
      <p>{m.weightHint}</p>
      <ol className={styles['bars']} aria-label={m.title}>
        <Bar text={m.prior} weight={explanation.prior} step={steps[0]!} zero={zero} />
        {explanation.parts.map((part, at) => (
          <Bar key={part.field} text={m.level[part.level]} weight={part.weight} step={steps[at + 1]!} zero={zero} />
        ))}
        <Bar text={<strong>{m.total}</strong>} weight={explanation.total} step={steps.at(-1)!} zero={zero} />
      </ol>
      <Outcome explanation={explanation} />
    </>
  )
}

/** What the sum means, and by which model. */
function Outcome({ explanation }: { readonly explanation: Explanation }) {
  const m = useMessages('review').linkage
  const format = useFormat()
  return (
    <p>
      <strong>{m.probability({ percent: format.percent(explanation.probability) })}</strong>. {m.model({ version: explanation.modelVersion })}.
    </p>
  )
}

interface BarProps {
  readonly text: ReactNode
  readonly weight: number
  readonly step: Step
  readonly zero: number
}

/** One step: words, number, and a bar from where the one before ended, which only repeats them; the thin line is where nothing speaks for or against. */
function Bar({ text, weight, step, zero }: BarProps) {
  const format = useFormat()
  const signed = `${weight > 0 ? '+' : ''}${format.number(Math.round(weight * 10) / 10)}`
  return (
    <li>
      <span>{text}</span>
      <span className={styles['weight']}>{signed}</span>
      <svg className={styles['bar']} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" data-sign={weight < 0 ? 'minus' : 'plus'}>
        <line className={styles['zero']} x1={zero} x2={zero} y1="0" y2="8" />
        <rect x={Math.min(step.from, 99)} y="1" width={Math.max(step.width, 1)} height="6" />
      </svg>
    </li>
  )
}
