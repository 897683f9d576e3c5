import { implement, type RouteModule } from '#platform/http/routes.ts'
import { answerReview, askVillage, decideReview, openReview, undoReview } from './review.actions.ts'
import { familyReviewOperations } from './family-review.contract.ts'
import { getFamilyReview } from './family-view.actions.ts'
import { reviewOperations } from './review.contract.ts'
import { getReview, listReviews, type ReviewDeps } from './review-view.actions.ts'

/** Deciding whether two persons or families are one. */
export function reviewRoutes(deps: ReviewDeps): RouteModule {
  return implement({ ...reviewOperations, ...familyReviewOperations }, {
    getFamilyReview: ({ actor, params }) => getFamilyReview(deps, actor, params.familyReviewId),
    listReviews: ({ actor, query }) => listReviews(deps, actor, query),
    getReview: ({ actor, params }) => getReview(deps, actor, params.reviewId),
    openReview: ({ actor, command, body }) => openReview(deps, { actor, command }, body),
    decideReview: ({ actor, command, params, body }) => decideReview(deps, { actor, command }, { ...params, ...body }),
    askVillage: ({ actor, command, params, body }) => askVillage(deps, { actor, command }, { ...params, ...body }),
    answerReview: ({ actor, command, params, body }) => answerReview(deps, { actor, command }, { ...params, ...body }),
    undoReview: ({ actor, command, params }) => undoReview(deps, { actor, command }, params.reviewId),
  })
}
