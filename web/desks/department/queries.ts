import { keepPreviousData, useInfiniteQuery, type QueryClient } from '@tanstack/react-query'
import * as casework from '../../../contract/casework.ts'
import * as catalogue from '../../../contract/catalogue.ts'
import * as city from '../../../contract/city.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { call, useAsk, useRefresh } from '../../shell/staff/index.ts'

export type QueueOut = OutputOf<typeof casework.queue>
export type QueueLine = QueueOut['items'][number]
export type CaseOut = OutputOf<typeof casework.get>
export type Prospects = OutputOf<typeof casework.prospects>
export type BundleOut = OutputOf<typeof casework.getBundle>
export type Done = OutputOf<(typeof casework.acts)[number]['endpoint']>
export type Lamp = QueueLine['lamp']
export interface QueueFilter { lamp?: Lamp | undefined; item?: string | undefined }

/** lines of one page of the queue */
export const pageSize = 30

/** the queue, page after page, from the one that is due first */
export function useQueue(filter: QueueFilter) {
  return useInfiniteQuery({
    queryKey: [casework.queue.id, 'pages', filter.lamp ?? '', filter.item ?? ''], placeholderData: keepPreviousData, refetchInterval: 60_000,
    queryFn: ({ pageParam, signal }) => call(casework.queue, {
      query: { limit: pageSize, ...(filter.lamp ? { lamp: filter.lamp } : {}), ...(filter.item ? { item: filter.item } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
    }, { signal }),
    initialPageParam: '', getNextPageParam: (last: QueueOut) => last.next ?? undefined,
  })
}

/** the queue as it was seen last under a filter, in order: what "next case" means */
export function queueSeen(cache: QueryClient, filter: QueueFilter): QueueLine[] {
  const seen = cache.getQueryData<{ pages: QueueOut[] }>([casework.queue.id, 'pages', filter.lamp ?? '', filter.item ?? ''])
  return seen?.pages.flatMap((p) => p.items) ?? []
}

export const useCase = (id: string) => useAsk(casework.get, { params: { id } })
export const useProspects = (id: string) => useAsk(casework.prospects, { params: { id } })
export const useBundle = (id: string) => useAsk(casework.getBundle, { params: { id } }, { every: 20_000 })
export const useStaff = (organ: string) => useAsk(city.staff, { params: { key: organ } })
export const useDerivation = (id: string, clock: string) => useAsk(casework.derivation, { params: { id, clock } })
/** items of the city: names for the filter */
export const useItems = () => useAsk(catalogue.list, {})

export interface Attempt { payload: Record<string, unknown>; personal: Record<string, unknown> }

/**
 * Does one act on what was seen. `key` belongs to the opened form: a double click or a retry is the same act. Throws
 * ProblemError: refused by a rule, 412 when somebody else was quicker, busy.
 */
export async function perform(id: string, type: string, attempt: Attempt, seen: number, key: string): Promise<Done> {
  const def = casework.acts.find((a) => a.type === type)
  if (!def) throw new Error(`no act ${type} in the contract`)
  return call(def.endpoint, { params: { id }, body: attempt } as never, { ifMatch: seen, key })
}

/** after an act: what shows the case, its clocks, its bundle or the queue is asked for again */
export function useActDone(): () => Promise<void> {
  const refresh = useRefresh()
  return () => refresh(casework.get, casework.prospects, casework.derivation, casework.getBundle, casework.queue)
}
