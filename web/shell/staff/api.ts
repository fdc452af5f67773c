import { useCallback, useRef, useState } from 'react'
import { useQuery, useQueryClient, keepPreviousData, type UseQueryResult } from '@tanstack/react-query'
import { client, newKey, ProblemError, type Call, type Options, type OutputOf } from '../../../contract/client.ts'
import type { Endpoint } from '../../../contract/endpoint.ts'
import type { Problem } from '../../../contract/problem.ts'

type Any = Endpoint<any, any, any, any>
export type Asking<T> = UseQueryResult<T, Error>

/** One call to the server outside a component's own state. Throws ProblemError. */
export function call<E extends Any>(endpoint: E, input: Call<E>, options: Options = {}): Promise<OutputOf<E>> {
  return client(endpoint)(input, options)
}

/**
 * Reads and keeps fresh. `every` ms: asks again while the page is open, without keeping an idle session alive.
 * `keep`: shows the former answer while another page or filter is fetched.
 */
export function useAsk<E extends Any>(endpoint: E, input: Call<E>, o: { enabled?: boolean; every?: number; keep?: boolean } = {}): Asking<OutputOf<E>> {
  const cache = useQueryClient()
  const queryKey = [endpoint.id, input]
  return useQuery<OutputOf<E>, Error>({
    queryKey, enabled: o.enabled ?? true, refetchInterval: o.every ?? false, ...(o.keep ? { placeholderData: keepPreviousData as never } : {}),
    queryFn: ({ signal }) => call(endpoint, input, { signal, background: cache.getQueryData(queryKey) !== undefined }),
  })
}

/** Tells lists and cases that something happened: all that was asked of these endpoints is asked again. */
export function useRefresh(): (...endpoints: Any[]) => Promise<void> {
  const cache = useQueryClient()
  return useCallback(async (...endpoints: Any[]) => {
    await Promise.all(endpoints.map((e) => cache.invalidateQueries({ queryKey: [e.id] })))
  }, [cache])
}

export interface Doing<E extends Any> {
  /** the output, or undefined when it was refused (`problem` says why); a second press while it runs does nothing */
  run(input: Call<E>, options?: Pick<Options, 'ifMatch' | 'bytes'>): Promise<OutputOf<E> | undefined>
  busy: boolean
  problem: Problem | undefined
  clear(): void
}

/** One thing that a person does. Its idempotency key is made when the form opens, and a new one after each success. */
export function useDo<E extends Any>(endpoint: E): Doing<E> {
  const key = useRef(newKey())
  const running = useRef(false)
  const [state, set] = useState<{ busy: boolean; problem: Problem | undefined }>({ busy: false, problem: undefined })
  const run = useCallback<Doing<E>['run']>(async (input, options = {}) => {
    if (running.current) return undefined
    running.current = true
    set({ busy: true, problem: undefined })
    try {
      const output = await call(endpoint, input, { key: key.current, ...options })
      key.current = newKey()
      set({ busy: false, problem: undefined })
      return output
    } catch (error) {
      if (!(error instanceof ProblemError)) { set({ busy: false, problem: undefined }); throw error }
      set({ busy: false, problem: error.problem })
      return undefined
    } finally {
      running.current = false
    }
  }, [endpoint])
  const clear = useCallback(() => set((s) => ({ ...s, problem: undefined })), [])
  return { run, ...state, clear }
}
