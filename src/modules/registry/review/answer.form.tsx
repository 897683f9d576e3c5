import { Button, Radio, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { ErrorSummary, errorFor, Section, useCommand } from '#web/kit/index.ts'
import { familyReviewOperations } from './family-review.contract.ts'
import { reviewOperations, type ReviewSubject } from './review.contract.ts'
import { useReviewWords } from './review-words.part.tsx'

type Said = 'same' | 'different' | 'unknown'

interface AnswerProps {
  readonly about: ReviewSubject
  readonly reviewId: string
  readonly village: string
  readonly onDone: () => void
}

/** What the village that was asked knows about the two. */
export function AnswerForm({ about, reviewId, village, onDone }: AnswerProps) {
  const m = useReviewWords(about)
  const [verdict, setVerdict] = useState<Said>('unknown')
  const [words, setWords] = useState('')
  const [isTried, setIsTried] = useState(false)
  const answer = useCommand(reviewOperations.answerReview, { refreshes: [reviewOperations.listReviews, reviewOperations.getReview, familyReviewOperations.getFamilyReview] })
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
