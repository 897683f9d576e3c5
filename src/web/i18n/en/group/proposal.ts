/** Proposals and the way to their determination. */
export { batch } from '../batch.ts'
export { deliberation } from '../deliberation.ts'
export { determination } from '../determination.ts'
export { month } from '../month.ts'
export { objection } from '../objection.ts'
export { proposal } from '../proposal.ts'
export { signedCopy } from '../signed-copy.ts'
