import type { fieldOperations } from '#modules/response/field/field.contract.ts'
import type { surveyOperations } from '#modules/registry/survey/survey.contract.ts'
import { call, Unreachable, type Problem } from '#web/api/client.ts'

/** The office is busy or somebody must sign in first: nothing is wrong with the visit itself. */
const passing: readonly string[] = ['sign_in_required', 'server_busy', 'too_many_requests', 'server_error', 'not_permitted']

/** Whether a refusal passes by itself, so that the same visit is tried again. */
export function isPassing({ kind }: Problem): boolean {
  return passing.includes(kind)
}

/** Of several tabs one sends at a time. */
export async function inTurn(name: string, send: () => Promise<void>): Promise<void> {
  const { locks } = navigator
  if (locks === undefined) return send()
  await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await send()
  })
  return undefined
}

type PhotoOperation = (typeof surveyOperations)['addSurveyPhoto'] | (typeof fieldOperations)['addFieldPhoto']

/** Hands one photo over and gives its token; throws `Unreachable` when it arrived damaged. */
export async function handOverPhoto(operation: PhotoOperation, picture: Blob): Promise<string> {
  const arrived = await call(operation, { body: picture }, { signIn: 'never' })
  if (!(await isSame(picture, arrived.receivedSha256))) throw new Unreachable(new Error('the photo arrived damaged'))
  return arrived.photo
}

async function isSame(picture: Blob, sha256: string): Promise<boolean> {
  // Absent where the page came over plain HTTP from another machine; then the length of the connection's own checks must do.
  if (crypto.subtle === undefined) return true
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await picture.arrayBuffer()))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256
}
