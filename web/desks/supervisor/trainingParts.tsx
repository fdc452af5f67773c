import { Input } from 'antd'
import { useId } from 'react'
import { Link, useRouterState } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Call, OutputOf } from '../../../contract/client.ts'
import type { Endpoint } from '../../../contract/endpoint.ts'
import { call, useNow } from '../../shell/staff/index.ts'
import { organiser as t } from '../../text/zh-CN/training.ts'

const parts = [['/supervisor/training', t.parts.batches], ['/supervisor/training/hours', t.parts.hours], ['/leader/study', t.parts.study], ['/supervisor/training/points', t.parts.points]] as const

/** the parts of the organiser's desk, one word each */
export function Parts() {
  const path = useRouterState({ select: (s) => s.location.pathname })
  return <nav className="tr-parts" aria-label={t.partsLabel}>{parts.map(([to, word]) => <Link key={to} to={to} aria-current={path === to ? 'page' : undefined} activeOptions={{ exact: true }}>{word}</Link>)}</nav>
}

/** a list read page by page, as far as somebody wanted to see it */
export function usePages<E extends Endpoint<any, any, any, any>>(endpoint: E, input: Call<E>, o: { every?: number; enabled?: boolean } = {}) {
  type Page = OutputOf<E> & { items: unknown[]; next: string | null }
  const asked = useInfiniteQuery<Page, Error, { pages: Page[] }, unknown[], string>({
    queryKey: [endpoint.id, input], initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, refetchInterval: o.every ?? false, enabled: o.enabled ?? true,
    queryFn: ({ pageParam, signal }) => call(endpoint, { ...input, query: { ...(input as { query?: object }).query, ...(pageParam ? { cursor: pageParam } : {}) } } as Call<E>, { signal }) as Promise<Page>,
  })
  const pages = asked.data?.pages ?? []
  return { asked, first: pages[0] as OutputOf<E> | undefined, items: pages.flatMap((p) => p.items) as (OutputOf<E> extends { items: (infer I)[] } ? I : never)[] }
}

/** when and where a sitting is held: the same fields when it is planned and when it is moved */
export interface WhenWhere { day: string; from: string; to: string; place: string; address: string }
const whenWhere = [['day', 'date'], ['from', 'time'], ['to', 'time'], ['place', 'text'], ['address', 'text']] as const

export function WhenWhereFields(p: { of: WhenWhere; on: (changed: Partial<WhenWhere>) => void }) {
  const id = useId()
  const today = (useNow() ?? '').slice(0, 10)
  return whenWhere.map(([key, type]) => (
    <div key={key}><label htmlFor={id + key}>{t.form[key]}</label><Input id={id + key} type={type} value={p.of[key]} min={type === 'date' ? today : undefined} onChange={(e) => p.on({ [key]: e.target.value })} /></div>
  ))
}

/** the same as the endpoints take it */
export const whenWhereOf = ({ day, from, to, place, address }: WhenWhere) => ({ startsAt: `${day}T${from}`, endsAt: `${day}T${to}`, place, address })
