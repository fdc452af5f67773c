import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openToy, type Toy } from '../../../tests/http/toy.ts'
import { nonceMark } from './web.ts'

let toy: Toy
const folder = mkdtempSync(join(tmpdir(), 'web-'))
const script = 'console.log("一窗")'.repeat(50)
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'a-1234.js'), script)
  writeFileSync(join(folder, 'assets', 'a-1234.js.gz'), gzipSync(script))
  writeFileSync(join(folder, 'desk.html'), `<!doctype html><meta name="csp-nonce" content="${nonceMark}"><div id="root"></div>`)
  writeFileSync(join(folder, 'citizen.manifest.json'), '{}')
  toy = await openToy({ webFolder: folder })
})
afterAll(async () => {
  await toy.close()
  rmSync(folder, { recursive: true })
})
const get = (url: string, headers: Record<string, string> = {}) => toy.http.app.inject({ url, headers })

test('hashed files are kept for a year, sent packed to who can unpack, and carry the same protection', async () => {
  const plain = await get('/assets/a-1234.js')
  expect([plain.statusCode, plain.body]).toEqual([200, script])
  expect(plain.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
  expect(plain.headers['content-type']).toMatch(/javascript/)
  const packed = await get('/assets/a-1234.js', { 'accept-encoding': 'gzip' })
  expect([packed.headers['content-encoding'], packed.rawPayload.length < script.length]).toEqual(['gzip', true])
})
test('nothing beside the assets is reachable', async () => {
  for (const url of ['/assets/', '/assets/none.js', '/assets/../desk.html', '/assets/..%2fdesk.html', '/assets/%2e%2e/desk.html', '/citizen.manifest.json', '/desk.html'])
    expect((await get(url)).statusCode, url).toBe(404)
})
test('every path under /desk is the staff application, with a nonce of its own each time', async () => {
  const [a, b] = [await get('/desk'), await get('/desk/window/cases/1?x=2')]
  const nonceOf = (r: typeof a) => /content="([^"]+)"/.exec(r.body)![1]!
  for (const r of [a, b]) {
    expect([r.statusCode, r.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(String(r.headers['content-security-policy'])).toContain(`style-src 'self' 'nonce-${nonceOf(r)}'`)
    expect(String(r.headers['content-security-policy'])).toContain(`script-src 'self';`)
    expect(r.headers['cache-control']).toBe('no-store')
  }
  expect(nonceOf(a)).not.toBe(nonceOf(b))
})
test('over TLS the browser is told to stay there, and __Host- cookies work', async () => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'yc.xuchang.example' }
  expect((await get('/api/v1/board', headers)).headers['strict-transport-security']).toMatch(/max-age=31536000/)
  const signedIn = await toy.http.app.inject({ method: 'POST', url: '/api/v1/session', headers: { ...headers, origin: 'https://yc.xuchang.example' }, payload: { person: 'chen' } })
  expect([signedIn.statusCode, String(signedIn.headers['set-cookie']).startsWith('__Host-yc=')]).toEqual([201, true])
})
