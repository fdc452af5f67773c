import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mode, SessionFrame } from '../../../contract/views.ts'
import { redirect, type PageCall } from './pages.ts'
import { key as newKey, openToy, toyContract, type Toy } from '../../../tests/http/toy.ts'
import type { Http } from './index.ts'
import { createDb, type Db } from '../db.ts'

interface Drawn { view: string; props: any; session: SessionFrame | null; mode: Mode }
let drawn: Drawn | undefined
const render = (page: Drawn): string => {
  drawn = structuredClone(page)
  return `<!doctype html><title>${page.view}</title>`
}

/** /n/new shows a form, POST /n sends it; /n/:id shows a note and changes it, with a file */
function pages(http: Http): void {
  http.page({ path: '/n/new', endpoint: toyContract.list, view: 'formStep', formToInput: () => ({ query: {} }), props: (_o, c) => ({ values: { ...c.form }, errors: c.errors }) })
  http.page({ path: '/n', endpoint: toyContract.post, again: '/n/new', formToInput: (c) => ({ body: { text: c.form.text, organ: 'a' } }), then: (o) => ({ to: `/n/${o.id}?from=新`, notice: '已经贴好' }) })
  http.page({ path: '/n/:id', endpoint: toyContract.get, view: 'progress', props: (o, c) => ({ ...o, etag: `e${o.seq}`, errors: c.errors, values: { ...c.form } }) })
  http.page({ path: '/n/:id', endpoint: toyContract.edit, then: (o) => `/n/${o.id}` })
  http.page({
    path: '/n/:id/files', endpoint: toyContract.edit, again: '/n/:id',
    formToInput: (c: PageCall) => ({ params: c.params, body: { text: Object.entries(c.files).map(([k, f]) => `${k}=${f.map((x) => x.name).join('+')}`).join(';') } }), then: (o) => `/n/${o.id}`,
  })
  http.page({ path: '/public', endpoint: toyContract.open, view: 'home', formToInput: (c) => (c.query.q === 'go' ? redirect('/n/new') : { query: c.query }) })
}

let toy: Toy
beforeAll(async () => { toy = await openToy({ render: render as never }, pages) })
afterAll(() => toy.close())

const inject = (o: object): Promise<any> => toy.http.app.inject(o as never) as never
const get = (url: string, headers: Record<string, string> = {}) => { drawn = undefined; return inject({ url, headers: { accept: 'text/html', ...headers } }) }
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  drawn = undefined
  return inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers }, payload: new URLSearchParams(fields).toString() })
}
/** opens the page with the form and gives its hidden fields, as a browser has them */
async function formOf(who: { cookie: string }, url = '/n/new') {
  await get(url, { cookie: who.cookie })
  return { _csrf: drawn!.mode.csrf, _key: drawn!.mode.key }
}

describe('a page', () => {
  test('is the endpoint’s output drawn, with frame, mode and a strict content policy', async () => {
    const a = await get('/public?q=花', { cookie: 'yc-elder=2; yc-lang=en' })
    expect([a.statusCode, a.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(String(a.headers['content-security-policy'])).toContain("script-src 'self'; style-src 'self';")
    expect(drawn).toMatchObject({ view: 'home', props: { q: '花' }, session: null, mode: { elder: 2, lang: 'en', path: '/public?q=%E8%8A%B1', csrf: '', city: '许昌市', now: '2020-12-25T09:00:00.000+08:00', clockMoved: true } })
  })
  test('that was the answer to a form, asked for again without it, is the page with the form, or the one above', async () => {
    expect(await get('/n').then((a: any) => [a.statusCode, a.headers.location])).toEqual([303, '/n/new'])
    expect(await get('/n/7/files?x=1').then((a: any) => [a.statusCode, a.headers.location])).toEqual([303, '/n/7'])
    expect((await get('/m')).statusCode).toBe(404)
  })
  test('of somebody’s thing asks to sign in, and then leads back', async () => {
    const a = await get('/n/new?x=1')
    expect([a.statusCode, a.headers.location]).toEqual([303, '/sign-in?next=%2Fn%2Fnew%3Fx%3D1'])
    await get(a.headers.location)
    expect(drawn).toMatchObject({ view: 'signIn', props: { next: '/n/new?x=1' } })
    expect(drawn!.props.people.map((p: any) => p.key)).toContain('chen')
    const b = await post('/sign-in', { person: 'chen', next: '/n/new?x=1' })
    expect([b.statusCode, b.headers.location]).toEqual([303, '/n/new?x=1'])
    expect(String(b.headers['set-cookie'])).toContain('__Host-yc=')
  })
  test('may lead elsewhere, and a live page that has not changed is not sent again', async () => {
    expect((await get('/public?q=go')).headers.location).toBe('/n/new')
    const chen = await toy.as('chen')
    const id = (await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...chen.headers, ...newKey() }, payload: { text: '活' } })).json().id
    const a = await get(`/n/${id}`, { cookie: chen.cookie })
    expect([a.statusCode, a.headers.etag]).toEqual([200, '"e1"'])
    expect((await get(`/n/${id}`, { cookie: chen.cookie, 'if-none-match': '"e1"' })).statusCode).toBe(304)
  })
  test('that does not exist, or that a stranger asks for, is the same error page', async () => {
    const a = await get('/nowhere')
    expect([a.statusCode, drawn!.view, drawn!.props.status]).toEqual([404, 'error', 404])
    const chen = await toy.as('chen')
    const id = (await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...chen.headers, ...newKey() }, payload: { text: '我的' } })).json().id
    const liu = await toy.as('liu')
    const b = await get(`/n/${id}`, { cookie: liu.cookie })
    expect([b.statusCode, drawn!.props.message]).toEqual([404, '没有找到，或者您无权查看。请核对编号，或者用有权限的账号登录'])
    expect((await inject({ url: '/nowhere', headers: { accept: 'application/json' } })).json().kind).toBe('notFound')
  })
})

describe('a form post', () => {
  test('goes 303, once for its key, and the next page says what was done', async () => {
    const chen = await toy.as('chen')
    const form = await formOf(chen)
    const before = toy.effects.posts
    const a = await post('/n', { ...form, text: '花木' }, { cookie: chen.cookie })
    expect(a.statusCode).toBe(303)
    expect(a.headers.location).toMatch(/^\/n\/[0-9a-f-]{36}\?from=%E6%96%B0$/)
    const again = await post('/n', { ...form, text: '花木' }, { cookie: chen.cookie })
    expect([again.headers.location, toy.effects.posts]).toEqual([a.headers.location, before + 1])
    const notice = String(a.headers['set-cookie']).split(';')[0]!
    const next = await get(a.headers.location, { cookie: `${chen.cookie}; ${notice}` })
    expect(drawn!.mode.notice).toBe('已经贴好')
    expect(String(next.headers['set-cookie'])).toContain('yc-notice=; Path=/; Max-Age=0')
    await get('/public', { cookie: `yc-notice=${Buffer.from('假通知').toString('base64url')}.AAAA` })
    expect(drawn!.mode.notice).toBeUndefined()
  })
  test('and the JSON call that says the same share one effect', async () => {
    const chen = await toy.as('chen')
    const form = await formOf(chen)
    const before = toy.effects.posts
    await post('/n', { ...form, text: '双路' }, { cookie: chen.cookie })
    const json = await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...chen.headers, 'idempotency-key': form._key }, payload: { text: '双路' } })
    expect([json.statusCode, json.headers['idempotency-replayed'], toy.effects.posts]).toEqual([201, 'true', before + 1])
  })
  test('with something wrong shows the form again: 422, every finding, the input kept, fresh hidden fields', async () => {
    const chen = await toy.as('chen')
    const form = await formOf(chen)
    const a = await post('/n', { ...form, text: '长'.repeat(41) }, { cookie: chen.cookie })
    expect([a.statusCode, drawn!.view]).toEqual([422, 'formStep'])
    expect(drawn!.props).toEqual({ values: { text: '长'.repeat(41) }, errors: [{ at: 'text', message: '最多 40 个字符', basis: [], rule: 'contract/toy#post' }] })
    expect(drawn!.mode.path).toBe('/n/new')
    expect(drawn!.mode.key).not.toBe(form._key)
    await post('/n', { ...form, text: '违法' }, { cookie: chen.cookie })
    expect(drawn!.props.errors).toEqual([{ at: 'text', message: '不属于清单内容', basis: [{ law: '行政许可法', article: 30 }], rule: 'permit/acceptance#materials-listed' }])
  })
  test('from another site, without csrf or without key is refused', async () => {
    const chen = await toy.as('chen')
    const form = await formOf(chen)
    expect((await post('/n', { ...form, text: 'a' }, { cookie: chen.cookie, host: 'localhost:8080', origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await post('/n', { ...form, _csrf: 'x', text: 'a' }, { cookie: chen.cookie })).statusCode).toBe(403)
    expect((await post('/n', { _csrf: form._csrf, text: 'a' }, { cookie: chen.cookie })).statusCode).toBe(422)
    expect(drawn!.props.errors[0].message).toContain('Idempotency-Key')
  })
  test('with NUL or half a character is a sentence, not a fault', async () => {
    const chen = await toy.as('chen')
    const form = await formOf(chen)
    const a = await post('/n', { ...form, text: 'a\0b' }, { cookie: chen.cookie })
    expect([a.statusCode, drawn!.view, drawn!.props.errors[0].at, drawn!.props.values.text]).toEqual([422, 'formStep', 'text', 'ab'])
    const b = await inject({ method: 'POST', url: '/n', headers: { cookie: chen.cookie, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }, payload: Buffer.from('text=\xff', 'latin1') })
    expect([b.statusCode, drawn!.view, drawn!.props.message]).toEqual([400, 'error', '内容不是 UTF-8 编码，无法读取'])
  })
  test('after the session ended: sign in, and everything typed is still there, for this person only', async () => {
    const chen = await toy.as('chen')
    const form = await formOf(chen)
    toy.wait(121)
    const a = await post('/n', { ...form, text: '写了很久' }, { cookie: chen.cookie })
    expect([a.statusCode, drawn!.view, drawn!.props.why]).toEqual([401, 'signIn', '登录已超时，请重新登录，已填写的内容不会丢失'])
    const kept = drawn!.props.kept as string
    const liu = await toy.as('liu')
    expect((await get(`/kept/${kept}`, { cookie: liu.cookie })).statusCode).toBe(404)
    expect((await post('/sign-in', { person: 'liu', next: drawn?.props.next ?? '/', _kept: kept })).headers.location).toBe('/')
    const b = await post('/sign-in', { person: 'chen', next: '/n/new', _kept: kept })
    expect(b.headers.location).toBe(`/kept/${kept}`)
    const cookie = String(b.headers['set-cookie']).split(';')[0]!
    const c = await get(b.headers.location, { cookie })
    expect([c.statusCode, drawn!.view, drawn!.props.values.text]).toEqual([200, 'formStep', '写了很久'])
    const done = await post('/n', { _csrf: drawn!.mode.csrf, _key: drawn!.mode.key, text: '写了很久' }, { cookie })
    expect(done.statusCode).toBe(303)
  })
  test('with files stores them for the person, refuses a wrong one at its field, and keeps the rest of the input', async () => {
    await toy.http.app.listen({ port: 0, host: '127.0.0.1' })
    const base = `http://localhost:${(toy.http.app.server.address() as AddressInfo).port}`
    const chen = await toy.as('chen')
    const id = (await inject({ method: 'POST', url: '/api/v1/notes', headers: { ...chen.headers, ...newKey() }, payload: { text: '材料' } })).json().id
    const send = async (file: File, csrf = chen.csrf) => {
      const form = new FormData()
      for (const [k, v] of Object.entries({ _csrf: csrf, _key: newKey()['idempotency-key']!, _etag: '1', remark: '备注' })) form.append(k, v)
      form.append('idCard', file)
      form.append('empty', new File([], ''))
      return fetch(`${base}/n/${id}/files`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie: chen.cookie, accept: 'text/html' } })
    }
    expect((await send(new File(['%PDF-1.7\n%%EOF'], '证.pdf'))).status).toBe(303)
    expect((await inject({ url: `/api/v1/notes/${id}`, headers: chen.headers })).json().text).toBe('idCard=证.pdf')
    const bad = await send(new File(['<script>alert(1)</script>'], '证.pdf'))
    expect([bad.status, drawn!.view, drawn!.props.errors[0].at, drawn!.props.values.remark]).toEqual([422, 'progress', 'idCard', '备注'])
    const { rows } = await toy.db.app.query(`select 1 from kernel.file where city = $1`, [toy.db.city])
    expect(rows).toHaveLength(1)
    const many = new FormData()
    for (let i = 0; i < 6; i++) many.append(`f${i}`, 'x'.repeat(200_000))
    const tooMuch = await fetch(`${base}/n/${id}/files`, { method: 'POST', body: many, redirect: 'manual', headers: { cookie: chen.cookie, accept: 'text/html' } })
    expect([tooMuch.status, drawn!.props.errors[0].message]).toEqual([422, '表单内容太多，无法接收'])
    expect((await fetch(`${base}/n/${id}/files`, { method: 'POST', body: many, redirect: 'manual', headers: { accept: 'text/html' } })).status).toBe(401)
    expect((await send(new File(['%PDF-1.7\n%%EOF 2'], 'x.pdf'), 'wrong')).status).toBe(403)
    expect((await toy.db.app.query(`select 1 from kernel.file where city = $1`, [toy.db.city])).rows).toHaveLength(1)
  })
})

describe('the frame', () => {
  test('remembers reading size and language, leads back only within the site', async () => {
    const a = await post('/elder', { size: '3', back: '/public?q=1' })
    expect([a.statusCode, a.headers.location, a.headers['set-cookie']]).toEqual([303, '/public?q=1', ['yc-elder=3; Path=/; Max-Age=31536000; SameSite=Lax']])
    for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', '/a\r\nset-cookie: x', 'javascript:alert(1)'])
      expect((await post('/lang', { lang: 'en', back })).headers.location).toBe('/')
    expect((await post('/lang', { lang: 'en', back: '/law/行政许可法/32' })).headers.location).toBe('/law/%E8%A1%8C%E6%94%BF%E8%AE%B8%E5%8F%AF%E6%B3%95/32')
    expect((await post('/elder', { size: '9; x=y', back: '/' })).headers['set-cookie']).toBeUndefined()
  })
  test('signs out with the csrf of the page', async () => {
    const chen = await toy.as('chen')
    expect((await post('/sign-out', {}, { cookie: chen.cookie })).statusCode).toBe(403)
    expect((await post('/sign-out', { _csrf: chen.csrf }, { cookie: chen.cookie })).headers.location).toBe('/')
    expect((await get('/n/new', { cookie: chen.cookie })).statusCode).toBe(303)
  })
  test('says a wrong password at its field, keeps the account, never the password; staff land at their desk', async () => {
    const a = await post('/sign-in', { account: 'chen', password: 'wrong', next: '/n/new' })
    expect([a.statusCode, drawn!.props.account, drawn!.props.errors[0].at]).toEqual([422, 'chen', 'password'])
    expect(JSON.stringify(drawn)).not.toContain('wrong')
    expect((await post('/sign-in', { person: 'examinerA', next: '/' })).headers.location).toBe('/desk/')
    await get('/sign-in', { host: '192.168.1.9:8080' })
    expect(drawn!.props.insecure).toBe(true)
  })
  test('a fault of ours leads back to what was typed', async () => {
    const away = createDb({ ...toy.db.connection('app'), host: '127.0.0.1', port: 9 })
    let broken: Db = away
    // a database that is gone, and later is back
    const db: Db = { ...away, query: (sql, params) => broken.query(sql, params), tx: (fn, o) => broken.tx(fn, o) }
    const cut = await openToy({ db, render: render as never }, pages)
    try {
      const chen = await toy.as('chen')
      const a = await cut.http.app.inject({ method: 'POST', url: '/n', headers: { cookie: chen.cookie, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: 'text=断线前' })
      expect([a.statusCode, drawn!.view, drawn!.props.retryAfter]).toEqual([503, 'error', 5])
      const { href } = drawn!.props.kept
      broken = toy.db.app
      const b = await cut.http.app.inject({ url: href, headers: { cookie: chen.cookie, accept: 'text/html' } })
      expect([b.statusCode, drawn!.view, drawn!.props.values.text]).toEqual([200, 'formStep', '断线前'])
    } finally {
      await cut.close()
      await away.close()
    }
  })
})
