import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Views } from '../../contract/views.ts'
import type { CityHall } from './hall.ts'

/** what a page would have shown, as JSON: for `openHall(…, { render })` */
export const asJson = (({ view, props, mode }: { view: string; props: unknown; mode: unknown }) =>
  `<!doctype html><pre id="page">${Buffer.from(JSON.stringify({ view, props, mode })).toString('base64')}</pre>`) as never

export interface Seen { status: number; path: string; view: keyof Views; props: any; mode: { csrf: string; key: string } }

/** Somebody with a browser that runs no script: opens addresses, sends forms, follows 303, keeps cookies. */
export function browserOf(hall: CityHall) {
  let cookie = ''
  let here: Seen | undefined
  async function ask(path: string, form?: Record<string, string | string[]>): Promise<Seen> {
    const body = form && new URLSearchParams(Object.entries(form).flatMap(([k, v]) => (Array.isArray(v) ? v : [v]).map((x) => [k, x] as [string, string]))).toString()
    const answer = await fetch(hall.url + path, {
      redirect: 'manual', method: form ? 'POST' : 'GET',
      headers: { accept: 'text/html', origin: hall.url, ...(cookie ? { cookie } : {}), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(body === undefined ? {} : { body }),
    })
    const set = answer.headers.getSetCookie().map((c) => c.split(';')[0]!)
    if (set.length) cookie = [...new Map([...cookie.split('; ').filter(Boolean), ...set].map((c) => [c.split('=')[0]!, c])).values()].join('; ')
    const html = await answer.text()
    if (answer.status === 303) return ask(answer.headers.get('location')!)
    const page = /<pre id="page">([^<]+)</.exec(html)?.[1]
    expect(page, `${path}: ${answer.status} ${html.slice(0, 300)}`).toBeDefined()
    return (here = { status: answer.status, path, ...JSON.parse(Buffer.from(page!, 'base64').toString()) })
  }
  return {
    open: (path: string) => ask(path),
    /** a form of the page that is open: POST with its token and key */
    send: (action: string, values: Record<string, string | string[]>) => ask(action, { _csrf: here!.mode.csrf, _key: randomUUID(), ...values }),
    signIn: (person: string) => ask('/sign-in', { person, next: '/' }),
    get here() { return here! },
    get path() { return here!.path },
  }
}
