/**
 * The browser's side of the contracts. Each call is typed by its operation:
 *
 *   const page = await call(caseOperations.listInbox, { query: { tab: 'late' } })
 *   await call(caseOperations.answerCase, { params: { caseId }, body: { words }, commandId })
 *
 * It throws `Problem` when the server refuses (kind, status, errors by field; the message is in the reader's language)
 * and `Unreachable` when there was no answer at all. A session that ended is mended on the way: whoever registered with
 * `whenSignInRequired` asks for the password and the same request, with the same command id, is sent again.
 */
import type { InputError, Operation, ProblemBody } from '#platform/http/contract.ts'
import type { Lang } from '#web/i18n/lang.ts'
import type { z } from 'zod'
import { noteReachable } from './reachable.ts'
import { noteServerTime } from './server-time.ts'

type Empty = Record<never, never>
type Params<O> = O extends { readonly params: infer P extends z.ZodType } ? { readonly params: z.input<P> } : Empty
type Query<O> = O extends { readonly query: infer Q extends z.ZodType } ? { readonly query?: z.input<Q> } : Empty
type Body<O> = O extends { readonly raw: object }
  ? { readonly body: Blob }
  : O extends { readonly body: infer B extends z.ZodType }
    ? { readonly body: z.input<B> }
    : Empty
type Command<O> = O extends { readonly method: 'GET' } ? Empty : { readonly commandId?: string }

/** What an operation wants to be called with. A command without an id of its own gets a new one. */
export type CallInput<O extends Operation> = Params<O> & Query<O> & Body<O> & Command<O>

/** What an operation answers with; a file comes as a Blob. */
export type CallOutput<O extends Operation> = O extends { readonly file: true } ? Blob : z.output<O['ok']>

export interface CallOptions {
  readonly signal?: AbortSignal
  /** `never` leaves an ended session to the caller, as the first look at the session does. */
  readonly signIn?: 'ask' | 'never'
}

/** The server refused: `kind` says why, `message` says it in the reader's language, `errors` say where. */
export class Problem extends Error {
  readonly kind: string
  readonly status: number
  readonly errors: readonly InputError[]
  /** Everything the refusal told besides, such as who was first. */
  readonly extra: Readonly<Record<string, unknown>>

  constructor(body: ProblemBody) {
    super(body.title)
    this.name = 'Problem'
    this.kind = body.kind
    this.status = body.status
    this.errors = body.errors ?? []
    this.extra = body
  }
}

/** There was no answer: no signal, no server, or it took too long. Sending again with the same command id is safe. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('no answer from the server', { cause })
    this.name = 'Unreachable'
  }
}

const answerWithinMs = 30_000
const uploadWithinMs = 10 * 60_000

let language: Lang = 'id'
let askForSignIn: () => Promise<boolean> = async () => false
let signingIn: Promise<boolean> | undefined

/** Sets the language in which the server words its refusals. */
export function speak(lang: Lang): void {
  language = lang
}

/** Registers who asks for the password when a session has ended; `true` means: signed in again, send it again. */
export function whenSignInRequired(ask: () => Promise<boolean>): void {
  askForSignIn = ask
}

/** A new id for one thing a person does (uuid v4). Keep it until that thing is done, however often it is sent. */
export function newCommandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The address of an operation with its parameters filled in, for links, downloads and pictures. */
export function addressOf<O extends Operation>(operation: O, input: Params<O> & Query<O>): string {
  const { params = {}, query = {} } = input as LooseInput
  const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const asked = Object.entries(query).flatMap(([key, value]) => queryValues(value).map((one): [string, string] => [key, one]))
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`
}

/** Calls an operation. Throws `Problem` when refused and `Unreachable` when there was no answer. */
export async function call<O extends Operation>(operation: O, input: CallInput<O>, options: CallOptions = {}): Promise<CallOutput<O>> {
  const loose = input as LooseInput
  const commandId = operation.method === 'GET' ? undefined : (loose.commandId ?? newCommandId())
  const send = (): Promise<Response> => fetchOnce(addressOf(operation, input), requestOf(operation, loose.body, commandId), options.signal)
  try {
    return await answerOf(operation, await send())
  } catch (problem) {
    const hasEnded = problem instanceof Problem && problem.kind === 'sign_in_required' && options.signIn !== 'never'
    if (!hasEnded || !(await signInAgain())) throw problem
    return answerOf(operation, await send())
  }
}

interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly commandId?: string
}

function queryValues(value: unknown): string[] {
  if (value === undefined || value === null || value === '') return []
  return (Array.isArray(value) ? value : [value]).map(String)
}

function requestOf(operation: Operation, body: unknown, commandId: string | undefined): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json', 'accept-language': language }
  if (commandId !== undefined) headers['command-id'] = commandId
  if (body === undefined) return { method: operation.method, headers }
  // What a file says about itself is not listened to: the server looks at its bytes.
  if (body instanceof Blob) return { method: operation.method, headers: { ...headers, 'content-type': 'application/octet-stream' }, body }
  return { method: operation.method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

async function fetchOnce(address: string, request: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), request.body instanceof Blob ? uploadWithinMs : answerWithinMs)
  const stop = (): void => abort.abort()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const response = await fetch(address, { ...request, signal: abort.signal })
    noteServerTime(response.headers.get('date'))
    noteReachable(true)
    return response
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    noteReachable(false)
    throw new Unreachable(cause)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

async function answerOf<O extends Operation>(operation: O, response: Response): Promise<CallOutput<O>> {
  if (!response.ok) throw await problemOf(response)
  if (operation.file === true) return (await response.blob()) as CallOutput<O>
  return (response.status === 204 ? undefined : await response.json()) as CallOutput<O>
}

/** A gateway in between may answer with something that is no problem document; then only the status is known. */
async function problemOf(response: Response): Promise<Problem | Unreachable> {
  const type = response.headers.get('content-type') ?? ''
  if (type.includes('application/problem+json')) return new Problem((await response.json()) as ProblemBody)
  return new Unreachable(new Error(`status ${response.status}`))
}

/** However many requests meet the ended session, the password is asked for once. */
function signInAgain(): Promise<boolean> {
  signingIn ??= askForSignIn().finally(() => {
    signingIn = undefined
  })
  return signingIn
}
