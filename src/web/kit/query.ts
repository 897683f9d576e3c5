import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Operation } from '#platform/http/contract.ts'
import { call, type CallInput, type CallOutput } from '#web/api/client.ts'

type Input = Readonly<Record<string, unknown>>

/** The key under which an operation's answers are kept: first its path, so that all of them can be refreshed at once. */
function keyOf(operation: Operation, input: unknown): readonly [string, unknown] {
  return [operation.path, input]
}

/** Reads one answer and keeps it fresh; `enabled: false` waits. */
export function useAnswer<O extends Operation>(
  operation: O, input: CallInput<O>, options: { readonly enabled?: boolean; readonly everyMs?: number } = {},
): UseQueryResult<CallOutput<O>> {
  return useQuery({
    queryKey: keyOf(operation, input),
    queryFn: ({ signal }) => call(operation, input, { signal }),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
  })
}

/** One page of a key-set list: its rows, and where the next page begins (null: there is none). */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

type RowOf<Output> = Output extends { readonly items: readonly (infer T)[] } ? T : never

export type PagesQuery<T> = UseInfiniteQueryResult<InfiniteData<Page<T>, string | null>>

/** Reads a list page by page. The operation answers `{ items, next }` and takes `after` in its query; a search that travels in the body, there. */
export function usePages<O extends Operation>(operation: O, input: CallInput<O>): PagesQuery<RowOf<CallOutput<O>>> {
  return useInfiniteQuery({
    queryKey: keyOf(operation, input),
    queryFn: async ({ pageParam, signal }) => {
      const part = operation.method === 'GET' ? 'query' : 'body'
      const asked = { ...input, [part]: { ...(input as Readonly<Record<string, Input | undefined>>)[part], ...(pageParam !== null && { after: pageParam }) } }
      return (await call(operation, asked as unknown as CallInput<O>, { signal })) as Page<RowOf<CallOutput<O>>>
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

/** Marks the answers of operations as stale, so that what is on the screen is read again. */
export function useRefresh(): (...operations: readonly Operation[]) => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    async (...operations) => {
      await Promise.all(operations.map((operation) => client.invalidateQueries({ queryKey: [operation.path] })))
    },
    [client],
  )
}
