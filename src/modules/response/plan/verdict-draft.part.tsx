import { Button } from '@mantine/core'
import type { CaseDetail, Verdict } from '#modules/response/case/case.contract.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { useAnswer } from '#web/kit/index.ts'
import { planOperations, type JoinedVerdict } from './plan.contract.ts'
import styles from './plan.module.css'

interface VerdictDraftProps {
  readonly detail: CaseDetail
  readonly onFill: (draft: { readonly verdict: Verdict; readonly words: string }) => void
}

/** What the plan says to whoever writes the verdict: the steps that still hold it up, or what their results add up to, to be taken and changed. */
export function VerdictDraft({ detail, onFill }: VerdictDraftProps) {
  const m = useMessages('response').plan
  const lang = useLang()
  const { data: plan } = useAnswer(planOperations.getPlan, { params: { caseId: detail.caseId } })
  const unfinished = plan?.steps.filter((step) => step.state === 'open' || step.state === 'waiting') ?? []
  if (unfinished.length > 0) {
    return (
      <div role="note">
        <p>{m.unfinished}</p>
        <ul className={styles['open']}>
          {unfinished.map((step) => <li key={step.stepId}>{`${step.no}. ${step.title} (${step.officeName[lang]}): ${m.states[step.state]}`}</li>)}
        </ul>
      </div>
    )
  }
  const joined = plan?.joinedVerdict ?? null
  if (joined === null) return null
  function sentence(line: JoinedVerdict['lines'][number]): string {
    const words = line.words === null ? '' : `. ${line.words}`
    return `- ${line.title} (${line.officeName[lang]}): ${m.results[line.result].toLowerCase()}${words}`
  }
  const words = [m.verdictIntro, ...joined.lines.map(sentence)].join('\n')
  return <div><Button variant="default" onClick={() => onFill({ verdict: joined.verdict, words })}>{m.fillVerdict}</Button></div>
}
