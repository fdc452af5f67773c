import type { z } from 'zod'
import type { BodyOf, Endpoint, OutputOf } from './endpoint.ts'
import type { Problem } from './problem.ts'

type AnyEndpoint = Endpoint<any, any, any, any>
/** what a caller gives: defaults may be left out */
type Given<S> = S extends z.ZodType ? z.input<S> : never
type PartOf<E, K extends 'params' | 'query' | 'body'> = E extends { [P in K]?: infer S } ? Given<NonNullable<S>> : never
/** parts that the endpoint declares; `unknown` stands for an absent schema */
export type Call<E extends AnyEndpoint> =
  & (unknown extends PartOf<E, 'params'> ? { params?: undefined } : { params: PartOf<E, 'params'> })
  & (unknown extends PartOf<E, 'query'> ? { query?: undefined } : { query?: PartOf<E, 'query'> })
  & (unknown extends PartOf<E, 'body'> ? { body?: undefined } : { body: PartOf<E, 'body'> })

export interface Options {
  /** Idempotency-Key: make it with newKey() when the form opens, keep it over double clicks and retries */
  key?: string
  /** ETag of what was seen: sequence number of the last act */
  ifMatch?: number | string
  signal?: AbortSignal
  /** nobody asked for it (a list that refreshes itself): does not keep an idle session alive */
  background?: boolean
  /** bytes of an endpoint that takes a file */
  bytes?: Blob | ArrayBuffer | Uint8Array
}

/** The server said no (or could not be reached: status 0). The problem is what it said, in words for people. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem, /** seconds */ readonly retryAfter?: number) {
    super(problem.detail)
    this.name = 'ProblemError'
  }
  get status(): number { return this.problem.status }
  /** sign in again, then go on: what was typed is still on the screen */
  get signIn(): boolean { return this.problem.kind === 'signIn' }
}

/** uuid for one submission */
export const newKey = (): string => crypto.randomUUID()

export interface ClientSettings {
  /** '' = same origin as the page */
  base: string
  /** csrf value of GET /api/v1/session */
  csrf: string | null
  /** token of a machine */
  bearer: string | null
  fetch: typeof fetch
}

/** One connection; a browser page has one, a test makes one for each person. */
export function createClient(settings: Partial<ClientSettings> = {}) {
  const s: ClientSettings = { base: '', csrf: null, bearer: null, fetch: (...a) => globalThis.fetch(...a), ...settings }

  async function send<E extends AnyEndpoint>(endpoint: E, input: Call<E>, options: Options): Promise<Response> {
    const { params, query, body } = input as { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }
    const headers: Record<string, string> = { accept: endpoint.raw ? '*/*' : 'application/json' }
    if (endpoint.method !== 'GET') {
      if (endpoint.idempotency !== 'natural') {
        if (!options.key) throw new Error(`${endpoint.id} needs a key: newKey() when the form opens`)
        headers['idempotency-key'] = options.key
      }
      if (s.csrf) headers['x-csrf-token'] = s.csrf
    }
    if (options.background) headers['x-background'] = '1'
    if (s.bearer) headers.authorization = `Bearer ${s.bearer}`
    if (options.ifMatch !== undefined) headers['if-match'] = typeof options.ifMatch === 'number' ? `"${options.ifMatch}"` : options.ifMatch
    if (body !== undefined) headers['content-type'] = 'application/json'
    const url = s.base + endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name]))) + search(query)
    let answer: Response
    try {
      answer = await s.fetch(url, {
        method: endpoint.method, headers, credentials: 'same-origin', ...(options.signal ? { signal: options.signal } : {}),
        ...(options.bytes !== undefined ? { body: options.bytes as BodyInit } : body !== undefined ? { body: JSON.stringify(body) } : {}),
      })
    } catch (error) {
      if (options.signal?.aborted) throw error
      throw new ProblemError(unreachable)
    }
    if (answer.ok) return answer
    const problem = await answer.json().catch(() => undefined) as Problem | undefined
    const after = Number(answer.headers.get('retry-after') ?? Number.NaN)
    throw new ProblemError(problem?.kind ? problem : { ...unreachable, status: answer.status }, Number.isNaN(after) ? undefined : after)
  }

  /** client.of(endpoint)(input, options) → output; throws ProblemError */
  function of<E extends AnyEndpoint>(endpoint: E) {
    const call = async (input: Call<E>, options: Options = {}): Promise<OutputOf<E>> => (await full(input, options)).output
    const full = async (input: Call<E>, options: Options = {}): Promise<{ output: OutputOf<E>; etag: string | null; status: number; replayed: boolean }> => {
      const answer = await send(endpoint, input, options)
      const output = (endpoint.raw ? await answer.blob() : answer.status === 204 ? undefined : await answer.json()) as OutputOf<E>
      return { output, etag: answer.headers.get('etag'), status: answer.status, replayed: answer.headers.get('idempotency-replayed') === 'true' }
    }
    return Object.assign(call, { full })
  }
  return { of, settings: s }
}

const page = createClient()
/** the page's own connection; set `connection.csrf` from GET /api/v1/session after signing in */
export const connection = page.settings
export const client = page.of

function search(query: Record<string, unknown> | undefined): string {
  const entries = Object.entries(query ?? {}).filter(([, v]) => v !== undefined && v !== null)
  return entries.length ? `?${new URLSearchParams(entries.map(([k, v]) => [k, String(v)])).toString()}` : ''
}

const unreachable: Problem = {
  type: '/api/docs#busy', title: '请稍后再试', status: 0, kind: 'busy', code: 'E-UNREACHABLE', basis: [], findings: [], instance: '', support: '',
  detail: '现在连不上服务器。您填写的内容还在，请检查网络后再试；同一次提交不会重复办理',
}

export type { BodyOf, OutputOf }
