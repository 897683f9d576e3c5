import { Button } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, ErrorSummary, Section, Status, useAnswer, useCommand } from '#web/kit/index.ts'
import { useCan } from '#web/staff/session.tsx'
import { useState, type ReactNode } from 'react'
import { AnswerForm } from './answer.form.tsx'
import { AskDialog } from './ask.form.tsx'
import { ComparedCards } from './cards.part.tsx'
import { ComparedFamilies } from './family-cards.part.tsx'
import { familyReviewOperations } from './family-review.contract.ts'
import { useReviewKeys } from './review-keys.part.tsx'
import { reviewOperations, type ReviewHead, type ReviewState, type ReviewSubject, type Verdict } from './review.contract.ts'
import { useReviewWords } from './review-words.part.tsx'
import { ReasonsAsked, Waterfall } from './waterfall.part.tsx'
import styles from './review.module.css'

const stale = [reviewOperations.listReviews, reviewOperations.getReview, familyReviewOperations.getFamilyReview]

/** What was decided last on this screen, so that it can be taken back at once. */
export interface DoneReview {
  readonly reviewId: string
  readonly pair: string
  readonly state: ReviewState
}

interface PairProps {
  readonly reviewId: string
  readonly last: DoneReview | undefined
  readonly onDone: (done: DoneReview | undefined) => void
  readonly onNext: () => void
}

/** What was done last, said aloud; in the queue with the way to take it back. */
export function LastDone({ last, onUndone }: { readonly last: DoneReview | undefined; readonly onUndone: (() => void) | undefined }) {
  const m = useMessages('review').review
  const undo = useCommand(reviewOperations.undoReview, { refreshes: stale })
  const isDecided = last?.state === 'decided' || last?.state === 'proposed'
  async function takeBack(reviewId: string): Promise<void> {
    if ((await undo.run({ params: { reviewId } })) !== undefined) onUndone?.()
  }
  return (
    <>
      <output className={styles['said']}>{last !== undefined && <Status tone="good">{`${m.said[last.state]} ${last.pair}`}</Status>}</output>
      {last !== undefined && isDecided && onUndone !== undefined && (
        <div className={styles['acts']}>
          <Button variant="default" loading={undo.busy} onClick={() => void takeBack(last.reviewId)}>
            {m.undoLast({ pair: last.pair })}
          </Button>
        </div>
      )}
      <ErrorSummary problem={undo.problem} />
    </>
  )
}

/** One pair of persons with the decision about it, by button or key. */
export function PairView(props: PairProps) {
  const m = useMessages('review').review
  const review = useAnswer(reviewOperations.getReview, { params: { reviewId: props.reviewId } })
  return (
    <Answered query={review} rows={8}>
      {(pair) => (
        <Pair {...props} about="person" review={pair} pair={m.pairOf({ left: pair.left.name, right: pair.right.name })} why={<Waterfall review={pair} />}>
          <ComparedCards review={pair} />
        </Pair>
      )}
    </Answered>
  )
}

/** Two families with the decision about them, by button or key. */
export function FamilyPairView(props: PairProps) {
  const m = useMessages('review').review
  const review = useAnswer(familyReviewOperations.getFamilyReview, { params: { familyReviewId: props.reviewId } })
  const names = (one: string | null, other: string | null): string => m.familyPairOf({ left: one ?? '–', right: other ?? '–' })
  return (
    <Answered query={review} rows={8}>
      {(found) => (
        <Pair {...props} about="family" review={found} pair={names(found.left.headName, found.right.headName)} why={<ReasonsAsked rules={found.rules} />}>
          <ComparedFamilies review={found} />
        </Pair>
      )}
    </Answered>
  )
}

interface PairAtHand extends PairProps {
  readonly about: ReviewSubject
  readonly review: ReviewHead
  /** Both, in words. */
  readonly pair: string
  /** Why it is a question. */
  readonly why: ReactNode
  /** Both, side by side. */
  readonly children: ReactNode
}

function Pair({ about, review, pair, why, children, last, onDone, onNext }: PairAtHand) {
  const m = useReviewWords(about)
  const mayDecide = useCan('registry.review.decide')
  const [isAsking, setIsAsking] = useState(false)
  const decide = useCommand(reviewOperations.decideReview, { refreshes: stale })
  const undo = useCommand(reviewOperations.undoReview, { refreshes: stale })
  const isOpen = mayDecide && (review.may.decide || review.may.confirm)

  async function say(verdict: Verdict): Promise<void> {
    const done = await decide.run({ params: { reviewId: review.reviewId }, body: { verdict, words: null } })
    if (done === undefined) return
    onDone({ reviewId: done.reviewId, pair, state: done.state })
    onNext()
  }

  async function takeBack(reviewId: string): Promise<void> {
    if ((await undo.run({ params: { reviewId } })) !== undefined) onDone(undefined)
  }

  const lastDecided = last?.state === 'asked_village' ? undefined : last
  const undoable = review.may.undo && mayDecide ? { reviewId: review.reviewId, pair } : lastDecided
  const acts = {
    ...(isOpen && { s: () => void say('same'), b: () => void say('different') }),
    ...(mayDecide && review.may.decide && review.villages.length > 0 && { t: () => setIsAsking(true) }),
    l: onNext,
    ...(undoable !== undefined && { z: () => void takeBack(undoable.reviewId) }),
  }
  useReviewKeys(acts)
  return (
    <>
      <Standing about={about} review={review} mayDecide={mayDecide} />
      {children}
      <Section title={m.actions}>
        <ErrorSummary problem={decide.problem ?? undo.problem} />
        <ActButtons about={about} acts={acts} busy={decide.busy || undo.busy} undoText={undoable === undefined ? m.undo : m.undoLast({ pair: undoable.pair })} />
      </Section>
      {review.may.answer && review.askedVillage !== null && <AnswerForm about={about} reviewId={review.reviewId} village={review.askedVillage} onDone={onNext} />}
      {why}
      <Steps about={about} review={review} />
      <AskDialog review={review} isOpen={isAsking} onClose={() => setIsAsking(false)} onDone={() => {
        onDone({ reviewId: review.reviewId, pair, state: 'asked_village' })
        onNext()
      }} />
    </>
  )
}

/** Where the pair stands, in a sentence. */
function Standing({ about, review, mayDecide }: { readonly about: ReviewSubject; readonly review: ReviewHead; readonly mayDecide: boolean }) {
  const m = useReviewWords(about)
  const proposer = review.steps.findLast((step) => step.kind === 'proposed')?.by ?? ''
  const isOwn = mayDecide && !review.may.decide && !review.may.confirm && !review.may.undo && !review.may.answer && review.state === 'open'
  return (
    <div className={styles['standing']}>
      {review.state === 'proposed' && <Status tone="soon">{review.verdict === 'same' ? m.proposedSame({ by: proposer }) : m.proposedDifferent({ by: proposer })}</Status>}
      {review.needsTwo && review.state === 'open' && <Status tone="soon">{m.needsTwo}</Status>}
      {review.state === 'asked_village' && review.askedVillage !== null && <Status tone="info">{m.waiting({ village: review.askedVillage })}</Status>}
      {review.state === 'decided' && <Status tone="good">{review.verdict === 'same' ? m.decidedSame : m.decidedDifferent}</Status>}
      {isOwn && <Status tone="bad">{m.ownHousehold}</Status>}
    </div>
  )
}

type Acts = Partial<Readonly<Record<'s' | 'b' | 't' | 'l' | 'z', () => void>>>

interface ActProps {
  readonly about: ReviewSubject
  readonly acts: Acts
  readonly busy: boolean
  readonly undoText: string
}

/** The acts with their keys beside them; what may not be done is not there. */
function ActButtons({ about, acts, busy, undoText }: ActProps) {
  const m = useReviewWords(about)
  const texts = { s: m.same, b: m.different, t: m.ask, l: m.skip, z: undoText } as const
  return (
    <>
      <div className={styles['acts']}>
        {(['s', 'b', 't', 'l', 'z'] as const).map((key) => {
          const act = acts[key]
          return act !== undefined && (
            <Button key={key} variant={key === 's' ? 'filled' : 'default'} disabled={busy} onClick={act} aria-keyshortcuts={key.toUpperCase()}>
              {texts[key]}
              <kbd className={styles['key']} aria-hidden="true">{key.toUpperCase()}</kbd>
            </Button>
          )
        })}
      </div>
      <p className={styles['hint']}>{m.keysHint}</p>
    </>
  )
}

/** What people have said about the pair, the first above. */
function Steps({ about, review }: { readonly about: ReviewSubject; readonly review: ReviewHead }) {
  const m = useReviewWords(about)
  const format = useFormat()
  return (
    <Section title={m.steps}>
      {review.steps.length === 0 && <p>{m.noSteps}</p>}
      <ol className={styles['steps']}>
        {review.steps.map((step) => (
          <li key={`${step.at} ${step.kind}`}>
            <strong>{m.stepKinds[step.kind]}</strong>
            {step.verdict !== null && `: ${m.verdicts[step.verdict]}`}
            {step.words !== null && <div>{step.words}</div>}
            <div className={styles['quiet']}>{m.stepBy({ by: step.by, at: format.moment(step.at) })}</div>
          </li>
        ))}
      </ol>
    </Section>
  )
}

