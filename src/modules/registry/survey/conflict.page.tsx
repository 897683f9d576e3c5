import { Button } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, ErrorState, ErrorSummary, Loading, PageTitle, useCommand, usePages } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { surveyOperations, type AnswerConflict, type DisputedAnswer } from './survey.contract.ts'
import styles from './survey.module.css'

/** Answers of two visits that differ: both stand side by side, and a person says which one holds. */
export function ConflictPage() {
  const m = useMessages('visit').survey
  const conflicts = usePages(surveyOperations.listConflicts, {})
  const rows = conflicts.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageTitle title={m.conflictsTitle} lede={m.conflictsLede} />
      {conflicts.data === undefined && conflicts.error === null && <Loading rows={4} />}
      {conflicts.error !== null && <ErrorState error={conflicts.error} onRetry={() => void conflicts.refetch()} busy={conflicts.isFetching} />}
      {conflicts.data !== undefined && rows.length === 0 && <EmptyState title={m.noConflicts} text={m.noConflictsText} />}
      <ul className={styles['conflicts']} aria-label={m.conflictsTitle}>
        {rows.map((conflict) => <Conflict key={`${conflict.familyId} ${conflict.field}`} conflict={conflict} />)}
      </ul>
      {conflicts.hasNextPage && <Button variant="default" mt="md" loading={conflicts.isFetchingNextPage} onClick={() => void conflicts.fetchNextPage()}>{m.more}</Button>}
    </>
  )
}

function Conflict({ conflict }: { readonly conflict: AnswerConflict }) {
  const m = useMessages('visit').survey
  const lang = useLang()
  const format = useFormat()
  const decide = useCommand(surveyOperations.decideConflict, { refreshes: [surveyOperations.listConflicts] })
  const { familyId, field, answers, personName, label } = conflict
  const choose = (answerId: string): void =>
    void decide.run({ params: { familyId }, body: { field, answerId, seen: answers.map((answer) => answer.answerId) } })
  return (
    <li className={styles['conflict']}>
      <h2>{personName === null ? label[lang] : `${personName}: ${label[lang]}`}</h2>
      <p>
        <AppLink href={staffPaths.family(familyId)}>{m.familyOf({ head: conflict.headName })}</AppLink>
        {`, ${conflict.place.areaName}. ${m.foundAt({ at: format.moment(conflict.foundAt) })}`}
      </p>
      <ErrorSummary problem={decide.problem} />
      <ul className={styles['sides']}>
        {answers.map((answer) => <Side key={answer.answerId} answer={answer} mayDecide={conflict.mayDecide} busy={decide.busy} onChoose={choose} />)}
      </ul>
      {!conflict.mayDecide && <p>{conflict.class === null ? m.mayNotDecide : m.mayNotDecideClass}</p>}
    </li>
  )
}

interface SideProps {
  readonly answer: DisputedAnswer
  readonly mayDecide: boolean
  readonly busy: boolean
  readonly onChoose: (answerId: string) => void
}

function Side({ answer, mayDecide, busy, onChoose }: SideProps) {
  const m = useMessages('visit').survey
  const lang = useLang()
  const format = useFormat()
  const words = answer.isHidden ? m.hiddenValue : answer.words[lang]
  return (
    <li className={styles['side']}>
      <p className={styles['sideValue']}>{words}</p>
      <p>{m.saidBy({ by: answer.by, at: format.moment(answer.visitedAt) })}</p>
      {mayDecide && (
        <Button variant="default" disabled={busy} onClick={() => onChoose(answer.answerId)} aria-label={m.chooseThisOne({ answer: words, by: answer.by })}>
          {m.chooseThis}
        </Button>
      )}
    </li>
  )
}
