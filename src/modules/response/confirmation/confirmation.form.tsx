import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { ActForm } from '#modules/response/case/case-act.part.tsx'
import { ToldBy } from '#modules/response/case/case.contract.ts'
import { useWordsAct, WordsField, type ActProps } from '#modules/response/case/case-words.form.tsx'
import { PublicPreview, useSeenWords } from '#modules/response/preview/public-words.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { confirmationOperations } from './confirmation.contract.ts'

/** The reporter's word about the verdict, written down for them: whether it helped, how they said so, what they said. */
export function ConfirmForm(props: ActProps) {
  const m = useMessages('response').plan
  const { words, setWords, send, frame, field } = useWordsAct(confirmationOperations.confirmForReporter, props, { draft: 'confirm' })
  const seen = useSeenWords(props.detail.reports.flatMap((report) => report.subjectName ?? []))
  const [settled, setSettled] = useState<'yes' | 'no'>('yes')
  const [toldBy, setToldBy] = useState<ToldBy>('face_to_face')
  const save = (): void => void send({ body: { settled: settled === 'yes', toldBy, words, seenPrivate: seen.seen } })
  return (
    <ActForm {...frame} submit={m.saveWord} onSubmit={save} fields={{ words: m.said }}>
      <p>{m.confirmHint}</p>
      <NativeSelect
        id="settled" label={m.settled} value={settled} onChange={(event) => setSettled(event.currentTarget.value as 'yes' | 'no')} data-autofocus
        data={(['yes', 'no'] as const).map((value) => ({ value, label: m.settledChoices[value] }))}
      />
      <NativeSelect
        id="toldBy" label={m.toldBy} value={toldBy} onChange={(event) => setToldBy(event.currentTarget.value as ToldBy)}
        data={ToldBy.options.map((value) => ({ value, label: m.toldBys[value] }))}
      />
      <WordsField {...field} label={m.said} hint={m.saidHint} />
      <PublicPreview {...seen} words={words} onChange={setWords} />
    </ActForm>
  )
}
