import { useMessages } from '#web/i18n/react.tsx'
import type { ReviewSubject } from './review.contract.ts'

/** The words of reviewing, as they are said of persons or of families. */
export function useReviewWords(about: ReviewSubject) {
  const { review } = useMessages('review')
  return about === 'family' ? { ...review, ...review.family } : review
}
