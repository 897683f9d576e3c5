import { useMessages } from '#web/i18n/react.tsx'
import styles from './import.module.css'

const steps = ['upload', 'columns', 'repair', 'preview', 'result'] as const
export type Step = (typeof steps)[number]

/** Where in the five steps the list is. */
export function Steps({ current }: { readonly current: Step }) {
  const m = useMessages('data').importList
  const at = steps.indexOf(current)
  return (
    <nav aria-label={m.steps.label}>
      <ol className={styles['steps']}>
        {steps.map((step, index) => (
          <li key={step} aria-current={step === current ? 'step' : undefined} data-done={index < at}>
            <span className={styles['stepNumber']} aria-hidden="true">
              {index < at ? '✓' : index + 1}
            </span>
            <span>{m.steps[step]}</span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
