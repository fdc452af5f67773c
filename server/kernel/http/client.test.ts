import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, newKey, ProblemError } from '../../../contract/client.ts'
import * as session from '../../../contract/session.ts'
import { openToy, toyContract, type Toy } from '../../../tests/http/toy.ts'

let toy: Toy
let base: string
beforeAll(async () => {
  toy = await openToy()
  await toy.http.app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://localhost:${(toy.http.app.server.address() as AddressInfo).port}`
})
afterAll(() => toy.close())

/** a browser's share of the work: it keeps the cookie */
async function browser(person: string) {
  const { cookie, csrf } = await toy.as(person)
  return createClient({ base, csrf, fetch: (url, init) => fetch(url, { ...init, headers: { ...(init?.headers as object), cookie } }) })
}
const problemOf = (p: Promise<unknown>): Promise<ProblemError> => p.then(() => { throw new Error('it was accepted') }, (e: unknown) => e as ProblemError)

test('the types are the contract’s, the key is the caller’s, the ETag goes back as If-Match', async () => {
  const { of } = await browser('chen')
  const key = newKey()
  const made = await of(toyContract.post).full({ body: { text: '花木' } }, { key })
  const text: string = made.output.text
  expect([text, made.status, made.etag, made.replayed]).toEqual(['花木', 201, '"1"', false])
  expect((await of(toyContract.post).full({ body: { text: '花木' } }, { key })).replayed).toBe(true)
  const edited = await of(toyContract.edit)({ params: { id: made.output.id }, body: { text: '果树' } }, { key: newKey(), ifMatch: made.etag! })
  expect(edited).toEqual({ ...made.output, text: '果树', seq: 2 })
  expect((await of(toyContract.list)({ query: { limit: 5 } })).limit).toBe(5)
  // @ts-expect-error the body is not optional
  expect((await problemOf(of(toyContract.post)({}, { key: newKey() }))).status).toBe(422)
  // @ts-expect-error nor is it anything
  expect((await problemOf(of(toyContract.post)({ body: { text: 5 } }, { key: newKey() }))).problem.findings).toMatchObject([{ at: 'text', message: '应为文字' }])
})
test('a change without a key never leaves', async () => {
  const { of } = await browser('chen')
  await expect(of(toyContract.post)({ body: { text: 'a' } })).rejects.toThrow(/needs a key/)
})
test('what the server says comes as a typed problem: signed out, refused, stranger, server away', async () => {
  const nobody = createClient({ base })
  const out = await problemOf(nobody.of(toyContract.list)({}))
  expect([out.signIn, out.status, out.message]).toEqual([true, 401, '请先登录'])
  const { of } = await browser('chen')
  const refused = await problemOf(of(toyContract.post)({ body: { text: '违法' } }, { key: newKey() }))
  expect([refused.problem.kind, refused.problem.rule, refused.problem.basis]).toEqual(['refused', 'permit/acceptance#materials-listed', [{ law: '行政许可法', article: 30 }]])
  const away = await problemOf(createClient({ base: 'http://127.0.0.1:9' }).of(session.whoAmI)({}))
  expect([away.status, away.problem.kind, away.problem.code]).toEqual([0, 'busy', 'E-UNREACHABLE'])
})
