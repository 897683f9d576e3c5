import { Button, Radio, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, Section, useCommand } from '#web/kit/index.ts'
import { reviewOperations } from './review.contract.ts'

type Said = 'same' | 'different' | 'unknown'

/** What the village that was asked knows about the two. */
export function AnswerForm({ reviewId, village, onDone }: { readonly reviewId: string; readonly village: string; readonly onDone: () => void }) {
  const m = useMessages().review
  const [verdict, setVerdict] = useState<Said>('unknown')
  const [words, setWords] = useState('')
  const [isTried, setIsTried] = useState(false)
  const answer = useCommand(reviewOperations.answerReview, { refreshes: [reviewOperations.listReviews, reviewOperations.getReview] })
  const isEnough = words.trim().length >= 3

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    setIsTried(true)
    if (!isEnough) return
    if ((await answer.run({ params: { reviewId }, body: { verdict, words: words.trim() } })) !== undefined) onDone()
  }

  return (
    <Section title={m.answerTitle}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack maw="40rem">
          <ErrorSummary problem={answer.problem} fields={{ words: m.words }} />
          <p>{m.answerLede({ village })}</p>
          <Radio.Group label={m.verdict} value={verdict} onChange={(value) => setVerdict(value as Said)}>
            <Stack gap="xs" mt="xs">
              {(['same', 'different', 'unknown'] as const).map((value) => (
                <Radio key={value} value={value} label={m.verdicts[value]} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            id="words"
            label={m.words}
            description={m.wordsHint}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            error={isTried && !isEnough ? m.tooShort : errorFor(answer.problem, 'words')}
            maxLength={500}
          />
          <div>
            <Button type="submit" loading={answer.busy}>
              {m.sendAnswer}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}
