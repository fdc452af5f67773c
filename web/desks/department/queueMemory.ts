import type { QueueFilter } from './queries.ts'

/** Where somebody was in the queue under a filter, so that going back returns to the same place. Lives as long as the tab. */
export interface Place { id: string; index: number; top: number; pages: number }

const prefix = 'yichuang.queue '
let last: QueueFilter = {}

export const addressOf = (f: QueueFilter): string => `${f.lamp ?? ''} ${f.item ?? ''}`

/** the filter under which the queue was seen last: what "back to the queue" means */
export const lastFilter = (): QueueFilter => last

export function keepPlace(filter: QueueFilter, place: Place): void {
  last = filter
  try {
    sessionStorage.setItem(prefix + addressOf(filter), JSON.stringify(place))
  } catch { /* a browser that keeps nothing only loses the place */ }
}

export function placeOf(filter: QueueFilter): Place | undefined {
  try {
    const kept = sessionStorage.getItem(prefix + addressOf(filter))
    return kept ? JSON.parse(kept) as Place : undefined
  } catch {
    return undefined
  }
}

/** one went on to another case of the same queue without going back */
export function movePlace(id: string, index: number): void {
  const place = placeOf(last)
  if (place && index >= 0) keepPlace(last, { ...place, id, index })
}
