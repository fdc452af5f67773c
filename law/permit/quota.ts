import { compareInstants, type Instant } from '../kernel/dates.ts'

/**
 * XK-20: among qualified applicants, first accepted first granted (许可法 57); no green channel changes that. Returns who is
 * granted and who waits, in order of acceptance; equal instants keep the order given.
 */
export function grantOrder<T extends { acceptedAt: Instant; qualified: boolean }>(applications: readonly T[], places: number): { granted: T[]; waiting: T[] } {
  if (!Number.isSafeInteger(places) || places < 0) throw new RangeError(`数量须为不小于零的整数：${places}`)
  const inOrder = applications.filter((a) => a.qualified).sort((a, b) => compareInstants(a.acceptedAt, b.acceptedAt))
  return { granted: inOrder.slice(0, places), waiting: inOrder.slice(places) }
}
