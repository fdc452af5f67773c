import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileLimit, put } from '../../../contract/files.ts'
import { createClient, ProblemError } from '../../../contract/client.ts'
import { openToy, type Toy } from '../../../tests/http/toy.ts'

let toy: Toy
beforeAll(async () => { toy = await openToy() })
afterAll(() => toy.close())

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
async function upload(person: string, bytes: Buffer, options: { name?: string; owner?: string; sha?: string; type?: string } = {}): Promise<any> {
  const { headers } = await toy.as(person)
  const query = new URLSearchParams(Object.entries({ name: options.name, owner: options.owner }).filter((e): e is [string, string] => !!e[1])).toString()
  return toy.http.app.inject({
    method: 'PUT', url: `/api/v1/files/${options.sha ?? sha(bytes)}?${query}`, headers: { ...headers, 'content-type': options.type ?? 'application/octet-stream' }, payload: bytes,
  })
}
const idOf = (key: string) => toy.people.get(key)!.id

/** a zip with stored entries of no content: enough for a list of names */
function zip(names: string[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const name of names) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    parts.push(local, Buffer.from(name))
    directory.push(entry, Buffer.from(name))
    at += 30 + name.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}
const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

describe('uploading', () => {
  test('by content, into the owner’s own place, durable before the answer, twice is once', async () => {
    const a = await upload('chen', pdf, { name: '身份证.pdf' })
    expect([a.statusCode, a.json()]).toEqual([200, { sha256: sha(pdf), size: pdf.length, type: 'application/pdf', name: '身份证.pdf' }])
    expect(await readFile(join(toy.db.folders.files, idOf('chen'), sha(pdf).slice(0, 2), sha(pdf)))).toEqual(pdf)
    expect((await upload('chen', pdf, { name: '另一个名字.pdf' })).json()).toEqual(a.json())
    const { rows } = await toy.db.app.query(`select octet_length(salt) as salt from kernel.file where city = $1 and owner = $2`, [toy.db.city, idOf('chen')])
    expect(rows).toEqual([{ salt: 32 }])
    expect(readdirSync(join(toy.db.folders.files, 'incoming'))).toEqual([])
  })
  test.each([
    ['png', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000049454e44ae426082', 'hex'), 'image/png'],
    ['jpg', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'), 'image/jpeg'],
    ['ofd', zip(['OFD.xml', 'Doc_0/Document.xml']), 'application/ofd'],
    ['text', Buffer.from('苗木品种：𠮷野樱\r\n数量：20\n'), 'text/plain'],
    ['GB 18030 text', Buffer.from('d0edb2fdcad00d0a', 'hex'), 'text/plain'],
  ])('%s is taken', async (_name, bytes, type) => {
    expect((await upload('chen', bytes, { type: 'text/html' })).json()).toMatchObject({ type })
  })
  test.each([
    ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['html', Buffer.from('\ufeff <!DOCTYPE html><script>alert(1)</script>')],
    ['xml with entities', Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')],
    ['zip', zip(['a.txt'])],
    ['zip that only mentions OFD', zip(['x/OFD.xml'])],
    ['program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['shell with control characters', Buffer.from('#!/bin/sh\n\x00rm')],
    ['gzip', Buffer.from('1f8b0800000000000003030000000000000000', 'hex')],
  ])('%s is not, whatever it is called', async (_name, bytes) => {
    const a = await upload('chen', bytes, { name: '许可证.pdf', type: 'application/pdf' })
    expect([a.statusCode, a.json().code]).toEqual([422, 'E-FILE-TYPE'])
    expect(existsSync(join(toy.db.folders.files, idOf('chen'), sha(bytes).slice(0, 2), sha(bytes)))).toBe(false)
  })
  test('what arrives as something else, or as nothing, is refused', async () => {
    expect((await upload('chen', pdf, { sha: 'a'.repeat(64) })).json()).toMatchObject({ status: 422, code: 'E-FILE-DIGEST' })
    expect((await upload('chen', pdf, { sha: '../../etc/passwd' })).statusCode).toBe(404)
    expect((await upload('chen', Buffer.alloc(0))).json()).toMatchObject({ code: 'E-FILE-EMPTY' })
  })
  test('30 MB over a real connection gets 413 and a sentence, 20 MB goes in', async () => {
    await toy.http.app.listen({ port: 0, host: '127.0.0.1' })
    const base = `http://127.0.0.1:${(toy.http.app.server.address() as AddressInfo).port}`
    const { headers } = await toy.as('liu')
    const client = createClient({ base, fetch: (url, init) => fetch(url, { ...init, headers: { ...(init?.headers as object), ...headers } }) })
    const large = Buffer.concat([pdf, randomBytes(30 * 1024 * 1024)])
    const said = await client.of(put)({ params: { sha256: sha(large) } }, { bytes: large as never }).then(() => undefined, (e: unknown) => e)
    expect(said).toBeInstanceOf(ProblemError)
    expect((said as ProblemError).problem).toMatchObject({ status: 413, code: 'E-FILE-SIZE' })
    expect((said as ProblemError).message).toMatch(/文件有 30(\.0)? MB，超过 20 MB 的上限/)
    const fits = Buffer.concat([pdf, randomBytes(fileLimit - pdf.length)])
    expect(await client.of(put)({ params: { sha256: sha(fits) } }, { bytes: fits as never })).toMatchObject({ size: fileLimit })
    expect(readdirSync(join(toy.db.folders.files, 'incoming'))).toEqual([])
  })
})

describe('downloading', () => {
  const get = async (person: string, hash: string, owner?: string): Promise<any> =>
    toy.http.app.inject({ url: `/api/v1/files/${hash}${owner ? `?owner=${owner}` : ''}`, headers: (await toy.as(person)).headers })

  test('always an attachment, never shown by the browser', async () => {
    await upload('chen', pdf, { name: '身份证.pdf' })
    const a = await get('chen', sha(pdf))
    expect(a.rawPayload).toEqual(pdf)
    expect(a.headers['content-disposition']).toBe(`attachment; filename="___.pdf"; filename*=UTF-8''${encodeURIComponent('身份证.pdf')}`)
    expect(a.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-type': 'application/pdf', 'cache-control': 'private, no-store', etag: `"${sha(pdf)}"` })
    expect(String(a.headers['content-security-policy'])).toContain('sandbox')
  })
  test('a name with direction marks or line ends cannot deceive', async () => {
    const bytes = Buffer.from('甲')
    await upload('chen', bytes, { name: '许可证\u202efdp.exe\r\nx: y' })
    const said = String((await get('chen', sha(bytes))).headers['content-disposition'])
    expect(said).not.toMatch(/\u202e|%E2%80%AE|[\r\n]|%0D|%0A/)
  })
  test('a stranger finds nothing, and may store nothing for somebody', async () => {
    const nothing = await get('liu', 'b'.repeat(64))
    const strange = await get('liu', sha(pdf), idOf('chen'))
    expect([nothing.statusCode, strange.statusCode, strange.json().detail]).toEqual([404, 404, nothing.json().detail])
    expect((await upload('clerk', Buffer.from('乙'), { owner: idOf('chen') })).statusCode).toBe(404)
  })
  test('a registered right opens exactly what it says', async () => {
    toy.http.files.allow('write', async (ctx, file) => ctx.grants.some((g) => g.role === 'clerk') && file.owner === idOf('chen'))
    toy.http.files.allow('read', async (ctx, file) => ctx.grants.some((g) => g.role === 'examiner') && file.sha256 === sha(Buffer.from('乙')))
    expect((await upload('clerk', Buffer.from('乙'), { owner: idOf('chen') })).statusCode).toBe(200)
    expect((await upload('clerk', Buffer.from('乙'), { owner: idOf('liu') })).statusCode).toBe(404)
    expect((await get('examinerA', sha(Buffer.from('乙')), idOf('chen'))).statusCode).toBe(200)
    expect((await get('examinerA', sha(pdf), idOf('chen'))).statusCode).toBe(404)
    expect(await toy.http.files.find(idOf('chen'), [sha(pdf), 'c'.repeat(64)])).toMatchObject([{ sha256: sha(pdf), type: 'application/pdf' }])
  })
})
