import type { Deps } from '#deps.ts'
import { publicActor } from '#platform/db/actor.ts'
import { err, ok, type Result } from '#platform/result.ts'
import { countedAddress } from '#platform/http/counted-address.ts'
import { secondsToWait, windowStart, type AttemptKind } from './limit.rules.ts'
import { readCode, codeSignsOf, writeCode } from '#platform/secrets/written-code.ts'
import { countAttempt, findAttempts, findReceipt, type OpenedReceipt } from './report.store.ts'

export type ReceiptDeps = Pick<Deps, 'db' | 'keys' | 'regency' | 'clock'>

export interface TooManyRequests {
  readonly kind: 'too_many_requests'
  readonly retryAfterSeconds: number
}

/** A receipt code as it is written, and the keyed hash under which the report is found. */
export interface Receipt {
  readonly code: string
  readonly mac: Buffer
}

/** The receipt of an act: always the same for the same command, known to nobody who has not the key. */
export function receiptOf(deps: Pick<Deps, 'keys' | 'regency'>, commandId: string): Receipt {
  return receiptOfSigns(deps, codeSignsOf(deps.keys.mac('response.receipt_code', commandId)))
}

/** The keyed hash of a code that is known to be one. */
export function macOfCode(deps: Pick<Deps, 'keys' | 'regency'>, code: string): Buffer {
  const signs = readCode(deps.regency.receiptPrefix, code)
  if (signs === undefined) throw new Error('a code that cannot be one')
  return receiptOfSigns(deps, signs).mac
}

function receiptOfSigns(deps: Pick<Deps, 'keys' | 'regency'>, signs: string): Receipt {
  return { code: writeCode(deps.regency.receiptPrefix, signs), mac: deps.keys.mac('response.receipt', signs) }
}

/**
 * What a typed code opens. A code that cannot be one, one that nobody has and one that was guessed get the same answer;
 * wrong ones are counted by address, and after too many even a right one must wait.
 */
export async function openReceipt(
  deps: ReceiptDeps, asked: { typed: string; ip: string },
): Promise<Result<OpenedReceipt & { readonly code: string }, { readonly kind: 'not_found' } | TooManyRequests>> {
  const now = deps.clock.now()
  const counter = { kind: 'receipt' as const, addressMac: macOfAddress(deps, asked.ip), windowStart: windowStart('receipt', now) }
  const signs = readCode(deps.regency.receiptPrefix, asked.typed)
  const receipt = signs === undefined ? undefined : receiptOfSigns(deps, signs)
  return deps.db.asActor(publicActor(deps.regency.regencyId), async (tx) => {
    const wait = secondsToWait('receipt', await findAttempts(tx, counter), now)
    if (wait > 0) return err({ kind: 'too_many_requests', retryAfterSeconds: wait })
    const opened = receipt === undefined ? undefined : await findReceipt(tx, receipt.mac)
    if (opened !== undefined) return ok({ ...opened, code: receipt!.code })
    await countAttempt(tx, counter)
    return err({ kind: 'not_found' })
  })
}

/** Counts something that an address sends; refuses when it sends too much. */
export async function countSending(deps: ReceiptDeps, sent: { kind: AttemptKind; ip: string }): Promise<Result<undefined, TooManyRequests>> {
  const now = deps.clock.now()
  const counter = { kind: sent.kind, addressMac: macOfAddress(deps, sent.ip), windowStart: windowStart(sent.kind, now) }
  const counted = await deps.db.asActor(publicActor(deps.regency.regencyId), (tx) => countAttempt(tx, counter))
  const wait = secondsToWait(sent.kind, counted, now)
  return wait > 0 ? err({ kind: 'too_many_requests', retryAfterSeconds: wait }) : ok(undefined)
}

function macOfAddress(deps: ReceiptDeps, ip: string): Buffer {
  return deps.keys.mac('response.attempt', countedAddress(ip))
}

/** What a machine says of itself besides its address, so that many behind one address are told apart. */
export function deviceOf(request: { readonly ip: string; readonly headers: Readonly<Record<string, string | string[] | undefined>> }): string {
  const { 'user-agent': agent = '', 'accept-language': language = '', 'sec-ch-ua-model': model = '' } = request.headers
  return [countedAddress(request.ip), agent, language, model].join('\n')
}
