import { useRef, useState } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { call, Problem, Unreachable, type CallInput } from '#web/api/client.ts'
import type { Failure } from './form.tsx'

/** Photos on their way to the server, before what they belong to is sent. */
export interface HandOver {
  /** Gives the tokens by which the photos are named; undefined when one did not arrive. */
  readonly run: (photos: readonly Blob[]) => Promise<string[] | undefined>
  readonly busy: boolean
  readonly problem: Failure | undefined
}

/** Hands photos over one after the other by an operation that answers `{ photo }`; one that arrived is not sent again when the rest is tried anew. */
export function useHandOver(operation: Operation): HandOver {
  const arrived = useRef(new WeakMap<Blob, string>())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure>()
  async function run(photos: readonly Blob[]): Promise<string[] | undefined> {
    setBusy(true)
    setProblem(undefined)
    try {
      const tokens: string[] = []
      for (const photo of photos) {
        const token = arrived.current.get(photo) ?? (await send(operation, photo))
        arrived.current.set(photo, token)
        tokens.push(token)
      }
      return tokens
    } catch (failure) {
      if (!(failure instanceof Problem) && !(failure instanceof Unreachable)) throw failure
      setProblem(failure)
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, problem }
}

async function send(operation: Operation, photo: Blob): Promise<string> {
  const answer = (await call(operation, { body: photo } as unknown as CallInput<Operation>)) as { readonly photo: string }
  return answer.photo
}
