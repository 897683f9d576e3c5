/** Pairs, merges and splits. */
export { linkage } from '../linkage.ts'
export { merge, review } from '../review.ts'
