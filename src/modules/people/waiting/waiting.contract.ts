import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** A pile of work: the kind of thing that waits, in the order in which the home screen shows it. */
export const PileKey = z.enum([
  'lateCases', 'stoppedSteps', 'returnedTasks', 'newCases', 'setApart', 'lettersToSign', 'lettersToAnswer', 'chats',
  'verifications', 'rechecks', 'reviews', 'reviewAnswers', 'conflicts', 'eventTasks', 'relocations', 'relocationClaims',
  'proposalsToCheck', 'proposalsForMeeting', 'proposalsToVerify', 'proposalsToConfirm', 'decreesToSign', 'objections', 'bulkActs',
  'breaches', 'dataRequests', 'requestTasks', 'askedScopes', 'glassBreaks', 'glassQuestions',
])
export type PileKey = z.infer<typeof PileKey>

export const mostCounted = 1_000

export const waitingOperations = {
  listWaiting: {
    method: 'GET', path: '/api/people/waiting', access: 'signed_in',
    summary: `What waits for somebody of one’s role, in one’s area: how much of each kind, up to ${mostCounted}. Kinds of which nothing waits are left out.`,
    ok: z.object({ piles: z.array(z.object({ key: PileKey, count: z.int() })) }),
  },
} as const satisfies Operations
