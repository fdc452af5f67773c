import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashOf } from '../session.ts'
import { key, openToy, type Toy } from '../../../tests/http/toy.ts'

let toy: Toy
beforeAll(async () => { toy = await openToy({ limits: { signIn: { rate: 1, burst: 40 } } }) })
afterAll(() => toy.close())
const inject = (o: object): Promise<any> => toy.http.app.inject(o as never) as never
const whoAmI = (headers: Record<string, string> = {}) => inject({ url: '/api/v1/session', headers })
const signIn = (payload: object, headers = {}) => inject({ method: 'POST', url: '/api/v1/session', payload, headers })
const password = '许昌 一窗 2020'

describe('signing in', () => {
  test('the cookie is __Host-, HttpOnly, Secure, Lax; only its hash is stored', async () => {
    const a = await signIn({ login: 'chen', password })
    expect(a.statusCode).toBe(201)
    const cookie = String(a.headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-yc=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(a.json()).toMatchObject({ person: { name: 'chen' }, grants: [{ role: 'citizen', roleName: '申请人' }], idleMinutes: 120 })
    expect(a.json().token).toBeUndefined()
    const token = cookie.split(/[=;]/)[1]!
    const { rows } = await toy.db.app.query<{ token_hash: Buffer }>(`select * from kernel.session where city = $1 and person = $2`, [toy.db.city, toy.people.get('chen')!.id])
    expect(rows.map((r) => r.token_hash.equals(hashOf(token)))).toContain(true)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect((await whoAmI({ cookie: `a=b; __Host-yc=${token}; c=d` })).json().person.name).toBe('chen')
  })
  test('signing in again ends the session that the browser had', async () => {
    const first = await toy.as('clerk')
    await signIn({ person: 'clerk' }, first.headers)
    expect((await whoAmI({ cookie: first.cookie })).json().person).toBeNull()
  })
  test('a machine gets a bearer token and no cookie, and needs no csrf', async () => {
    const a = await signIn({ person: 'chen', bearer: true })
    expect(a.headers['set-cookie']).toBeUndefined()
    const made = await inject({ method: 'POST', url: '/api/v1/notes', headers: { authorization: `Bearer ${a.json().token}`, origin: 'https://elsewhere.example', ...key() }, payload: { text: '机器' } })
    expect(made.statusCode).toBe(201)
  })
  test('on a plain address of the network it says why it cannot work', async () => {
    const a = await signIn({ login: 'chen', password }, { host: '192.168.1.20:8080' })
    expect([a.statusCode, a.json().code]).toEqual([422, 'E-INSECURE'])
    expect(a.json().detail).toContain('https')
    expect((await signIn({ login: 'chen', password }, { host: 'localhost:8080' })).statusCode).toBe(201)
  })
  test('choosing a person does not exist in production', async () => {
    const city = await openToy({ profile: 'production' })
    try {
      const a = await city.http.app.inject({ method: 'POST', url: '/api/v1/session', payload: { person: 'chen' } })
      expect(a.statusCode).toBe(404)
      expect((await city.http.app.inject({ url: '/api/v1/session/people' })).statusCode).toBe(404)
    } finally {
      await city.close()
    }
  })
})

describe('wrong passwords', () => {
  beforeEach(() => toy.wait(61))
  test('an account that does not exist is answered like one that does', async () => {
    const a = await signIn({ login: 'chen', password: 'wrong' })
    const b = await signIn({ login: 'nobody-at-all', password: 'wrong' })
    const bare = (x: any) => ({ ...x.json(), support: '', instance: '' })
    expect([a.statusCode, bare(a)]).toEqual([b.statusCode, bare(b)])
    await signIn({ login: 'chen', password })
  })
  test('five in a row lock the account for 30 minutes, the right one too, and only this account', async () => {
    const five = await Promise.all(Array.from({ length: 5 }, () => signIn({ login: 'chen', password: 'guess' })))
    expect(five.map((a) => a.statusCode)).toEqual([422, 422, 422, 422, 422])
    const locked = await signIn({ login: 'chen', password })
    expect([locked.statusCode, locked.json().code]).toEqual([429, 'E-LOCKED'])
    expect(Number(locked.headers['retry-after'])).toBe(1800)
    expect((await signIn({ login: 'liu', password: 'x' })).statusCode).toBe(422)
    toy.wait(29)
    expect((await signIn({ login: 'chen', password })).statusCode).toBe(429)
    toy.wait(2)
    expect((await signIn({ login: 'chen', password })).statusCode).toBe(201)
  })
  test('a right one in between begins the count anew', async () => {
    for (let i = 0; i < 4; i++) await signIn({ login: 'chen', password: 'guess' })
    expect((await signIn({ login: 'chen', password })).statusCode).toBe(201)
    for (let i = 0; i < 4; i++) await signIn({ login: 'chen', password: 'guess' })
    expect((await signIn({ login: 'chen', password })).statusCode).toBe(201)
  })
  test('no login stands in the table of tries', async () => {
    await signIn({ login: '13800138000', password: 'x' })
    const { rows } = await toy.db.app.query(`select * from kernel.sign_in_attempt`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('13800138000')
  })
  test('one address has a budget', async () => {
    // one comes back each second: a slow machine gets a few more tries before it is told
    const seen: number[] = []
    for (let i = 0; i < 400 && seen.at(-1) !== 429; i++) seen.push((await signIn({ person: 'nobody' })).statusCode)
    expect(seen.slice(0, 40)).toEqual(Array(40).fill(404))
    expect(seen.at(-1)).toBe(429)
    toy.wait(1)
  })
})

describe('a session ends', () => {
  beforeEach(() => toy.wait(61))
  test('after 15 idle minutes at a desk, two hours at home, and is told so', async () => {
    const clerk = await toy.as('clerk')
    const chen = await toy.as('chen')
    toy.wait(14)
    expect((await whoAmI({ cookie: clerk.cookie })).json().person.name).toBe('clerk')
    await expect.poll(async () => Number((await toy.db.app.query<{ n: number }>(`select count(*)::int as n from kernel.session where city = $1 and last_seen > created`, [toy.db.city])).rows[0]!.n)).toBeGreaterThan(0)
    toy.wait(14)
    expect((await whoAmI({ cookie: clerk.cookie })).json().person.name).toBe('clerk')
    await expect.poll(async () => (await toy.db.app.query<{ old: number }>(`select extract(epoch from max(last_seen - created))::int as old from kernel.session where city = $1 and person = $2`, [toy.db.city, toy.people.get('clerk')!.id])).rows[0]!.old).toBe(28 * 60)
    toy.wait(16)
    expect((await whoAmI({ cookie: clerk.cookie })).json()).toMatchObject({ person: null, over: true })
    const a = await inject({ url: '/api/v1/notes', headers: { cookie: clerk.cookie } })
    expect([a.statusCode, a.json().code]).toEqual([401, 'E-SESSION-OVER'])
    expect((await whoAmI({ cookie: chen.cookie })).json().person.name).toBe('chen')
  })
  test('also when only the screen itself kept asking', async () => {
    const clerk = await toy.as('clerk')
    for (let i = 0; i < 3; i++) {
      toy.wait(4)
      expect((await whoAmI({ cookie: clerk.cookie, 'x-background': '1' })).json().person.name).toBe('clerk')
    }
    toy.wait(4)
    expect((await whoAmI({ cookie: clerk.cookie })).json().over).toBe(true)
  })
  test('twelve hours after it began, however busy', async () => {
    const chen = await toy.as('chen')
    for (let h = 0; h < 11; h++) {
      toy.wait(60)
      expect((await whoAmI({ cookie: chen.cookie })).json().over).toBe(false)
      await expect.poll(async () => (await toy.db.app.query<{ h: number }>(`select extract(epoch from max(last_seen - created))::int / 3600 as h from kernel.session where city = $1 and token_hash = $2`, [toy.db.city, hashOf(chen.cookie.split('=')[1]!)])).rows[0]!.h).toBe(h + 1)
    }
    toy.wait(61)
    expect((await whoAmI({ cookie: chen.cookie })).json().over).toBe(true)
  })
  test('all of a person at once in the transaction that removes them; new roles hold from the next call', async () => {
    const a = await toy.as('examinerA')
    const b = await toy.as('examinerA')
    const person = toy.people.get('examinerA')!.id
    await toy.http.sessions.refresh(toy.db.app, person, [{ role: 'supervisor', organ: 'justice' }])
    expect((await whoAmI({ cookie: b.cookie })).json().grants[0].role).toBe('supervisor')
    expect(await toy.db.app.tx((tx) => toy.http.sessions.revoke(tx, person))).toBe(2)
    for (const s of [a, b]) expect((await inject({ url: '/api/v1/notes', headers: { cookie: s.cookie } })).statusCode).toBe(401)
  })
  test('by signing out, and the cookie is taken away', async () => {
    const a = await toy.as('liu')
    const out = await inject({ method: 'DELETE', url: '/api/v1/session', headers: a.headers })
    expect(String(out.headers['set-cookie'])).toMatch(/^__Host-yc=; .*Max-Age=0$/)
    expect((await whoAmI({ cookie: a.cookie })).json()).toMatchObject({ person: null, over: false })
  })
})

describe('a change by cookie comes from our own page', () => {
  beforeEach(() => toy.wait(61))
  const post = (headers: Record<string, string>) => inject({ method: 'POST', url: '/api/v1/notes', headers: { ...headers, ...key() }, payload: { text: 'a' } })
  test('csrf value or same origin, else 403', async () => {
    const { cookie, csrf } = await toy.as('chen')
    expect((await post({ cookie })).json().code).toBe('E-CSRF')
    expect((await post({ cookie, 'x-csrf-token': csrf.slice(1) + 'x' })).json().code).toBe('E-CSRF')
    expect((await post({ cookie, 'x-csrf-token': csrf })).statusCode).toBe(201)
    expect((await post({ cookie, host: 'localhost:8080', origin: 'http://localhost:8080' })).statusCode).toBe(201)
    expect((await post({ cookie, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201)
    expect((await post({ cookie, host: 'localhost:8080', origin: 'https://evil.example', 'x-csrf-token': csrf })).json().code).toBe('E-CSRF')
    expect((await post({ cookie, host: 'localhost:8080', origin: 'https://evil-localhost:8080', 'x-csrf-token': csrf })).json().code).toBe('E-CSRF')
    expect((await post({ cookie, 'sec-fetch-site': 'cross-site', 'x-csrf-token': csrf })).json().code).toBe('E-CSRF')
  })
  test('another site cannot sign somebody in', async () => {
    expect((await signIn({ person: 'chen' }, { host: 'localhost:8080', origin: 'https://evil.example' })).json().code).toBe('E-CSRF')
  })
})

test('one account that asks too often waits, others do not; a hall’s shared address does not count for people', async () => {
  const busy = await openToy({ limits: { account: { rate: 0.001, burst: 5 }, anonymous: { rate: 0.001, burst: 3 } } })
  try {
    const [chen, liu] = [await busy.as('chen'), await busy.as('liu')]
    const call = (cookie?: string) => busy.http.app.inject({ url: '/api/v1/session', headers: cookie ? { cookie } : {} })
    const seen = []
    for (let i = 0; i < 7; i++) seen.push((await call(chen.cookie)).statusCode)
    expect(seen).toEqual([200, 200, 200, 200, 200, 429, 429])
    expect(Number((await call(chen.cookie)).headers['retry-after'])).toBeGreaterThanOrEqual(1)
    expect((await call(liu.cookie)).statusCode).toBe(200)
    // two sign-ins came from this address before
    expect([(await call()).statusCode, (await call()).statusCode]).toEqual([200, 429])
  } finally {
    await busy.close()
  }
})
