import { useCallback, useRef, useState } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { call, newCommandId, Problem, Unreachable, type CallInput, type CallOutput } from '#web/api/client.ts'
import type { Failure } from './form.tsx'
import { useRefresh } from './query.ts'

/** What a command is called with; its id is looked after here. */
export type CommandInput<O extends Operation> = Omit<CallInput<O>, 'commandId'>

/** One thing that a person does, from the press of the button until it went through. */
export interface CommandState<O extends Operation> {
  /** Sends it. Resolves to the answer, or to undefined when it was refused or nobody answered. */
  readonly run: (input: CommandInput<O>) => Promise<CallOutput<O> | undefined>
  readonly busy: boolean
  /** Why it did not go through: refused (`Problem`) or no answer (`Unreachable`). */
  readonly problem: Failure | undefined
  /** Forgets the failure and begins anew, as when a dialog is closed. */
  readonly reset: () => void
}

interface CommandOptions<O extends Operation> {
  readonly onDone?: (output: CallOutput<O>) => void
  /** Operations whose answers are stale afterwards. */
  readonly refreshes?: readonly Operation[]
}

/**
 * A command whose id stays the same until it went through: a second press while it is under way does nothing,
 * and sending again after silence has one effect. Only when the server holds another content under that id
 * (the person changed something after a silence) does the next attempt count as a new thing.
 */
export function useCommand<O extends Operation>(operation: O, options: CommandOptions<O> = {}): CommandState<O> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure>()
  const commandId = useRef<string>(undefined)
  const underway = useRef(false)
  const refresh = useRefresh()
  const { onDone, refreshes = [] } = options

  async function run(input: CommandInput<O>): Promise<CallOutput<O> | undefined> {
    if (underway.current) return undefined
    underway.current = true
    commandId.current ??= newCommandId()
    setBusy(true)
    setProblem(undefined)
    try {
      const output = await call(operation, { ...input, commandId: commandId.current } as unknown as CallInput<O>)
      commandId.current = undefined
      await refresh(...refreshes)
      onDone?.(output)
      return output
    } catch (failure) {
      if (!(failure instanceof Problem) && !(failure instanceof Unreachable)) throw failure
      if (failure instanceof Problem && failure.kind === 'command_reused') commandId.current = undefined
      setProblem(failure)
      return undefined
    } finally {
      underway.current = false
      setBusy(false)
    }
  }

  const reset = useCallback(() => {
    commandId.current = undefined
    setProblem(undefined)
  }, [])

  return { run, busy, problem, reset }
}
