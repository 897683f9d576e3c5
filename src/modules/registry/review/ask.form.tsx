import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { Dialog, errorFor, ErrorSummary, useCommand } from '#web/kit/index.ts'
import { familyReviewOperations } from './family-review.contract.ts'
import { reviewOperations, type ReviewHead } from './review.contract.ts'

interface AskProps {
  readonly review: Pick<ReviewHead, 'reviewId' | 'villages'>
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A question to the village of one of the two. What was typed stays until it was sent. */
export function AskDialog({ review, isOpen, onClose, onDone }: AskProps) {
  const m = useMessages('review')
  const [village, setVillage] = useState(String(review.villages[0]?.areaId ?? ''))
  const [question, setQuestion] = useState('')
  const [isTried, setIsTried] = useState(false)
  const ask = useCommand(reviewOperations.askVillage, { refreshes: [reviewOperations.listReviews, reviewOperations.getReview, familyReviewOperations.getFamilyReview] })
  const isEnough = question.trim().length >= 3

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    setIsTried(true)
    if (!isEnough) return
    const asked = await ask.run({ params: { reviewId: review.reviewId }, body: { areaId: Number(village), question: question.trim() } })
    if (asked === undefined) return
    onClose()
    onDone()
  }

  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={m.review.askTitle}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack>
          <ErrorSummary problem={ask.problem} fields={{ question: m.review.question }} />
          <p>{m.review.askText}</p>
          {review.villages.length > 1 && (
            <NativeSelect
              label={m.review.askVillage}
              value={village}
              onChange={(event) => setVillage(event.currentTarget.value)}
              data={review.villages.map((each) => ({ value: String(each.areaId), label: each.name }))}
            />
          )}
          <Textarea
            id="question"
            label={m.review.question}
            description={m.review.questionHint}
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
            error={isTried && !isEnough ? m.review.tooShort : errorFor(ask.problem, 'question')}
            maxLength={500}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.common.cancel}
            </Button>
            <Button type="submit" loading={ask.busy}>
              {m.review.ask}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
