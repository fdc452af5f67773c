import { createServer, type Server } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer, formatVerifierKey, intl, openReceipt, parsePolicy, parseVerifierKey, signerKey, verify, type SignerKey, type VerifierKey, type WitnessState } from '../../proof/index.ts'
import { createDb } from '../../server/kernel/db.ts'
import { accepted, act, file, ok } from './desk.ts'
import { keptOf, noteBackup } from '../../server/kernel/backup/index.ts'
import { openHall, type CityHall } from './hall.ts'

/** a witness as the specification has it, in this test's own process */
async function witness(key: SignerKey, logs: () => Record<string, VerifierKey[]>): Promise<{ url: string; server: Server; state: () => WitnessState; down: (on: boolean) => void }> {
  let state: WitnessState = {}
  let silent = false
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (d) => (body += d)).on('end', () => {
      if (silent) return void response.destroy()
      const a = answer(state, body, { logs: logs(), own: [key], now: Math.floor(Date.now() / 1000) })
      state = a.newState
      response.writeHead(a.status, { 'content-type': a.contentType }).end(a.body)
    })
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, server, state: () => state, down: (on) => { silent = on } }
}

describe('阳光账本：从收据到证明，不必信任城市', () => {
  let hall: CityHall
  const keys = [signerKey('justice.example', intl, 'cosignature', Buffer.alloc(32, 7)), signerKey('audit.example', intl, 'cosignature', Buffer.alloc(32, 9))]
  const witnesses: Awaited<ReturnType<typeof witness>>[] = []
  let logKeys: Record<string, VerifierKey[]> = {}
  let filed: { id: string; log: { leaf: string; receipt: string } }

  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:30+08:00')
    for (const key of keys) witnesses.push(await witness(key, () => logKeys))
  })
  afterAll(async () => {
    for (const w of witnesses) w.server.close()
    await hall?.close()
  })

  const logs = async () => (ok(await (await hall.as('nobody')).get('/api/v1/log')) as { logs: { origin: string; profile: string; verifierKey: string; receiptKey: string; size: number; quorumAt: string | null; witnesses: { name: string; ok: boolean }[] }[] }).logs
  const text = async (path: string) => (await fetch(hall.url + path)).text()
  const evidence = async (leaf: string) => ({ proof: await text(`/api/v1/proofs/${leaf}`), entry: Buffer.from(await text(`/api/v1/proofs/${leaf}/entry`)) })

  it('递交的当时就有收据：账本签字保证一分钟内收入这一条', async () => {
    filed = await file(await hall.as('chen'), 'social-card-loss') as unknown as typeof filed
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
    const log = (await logs()).find((l) => l.profile === 'intl')!
    const { receipt } = openReceipt(filed.log.receipt, [parseVerifierKey(log.receiptKey)])
    expect(receipt).toMatchObject({ leaf: filed.log.leaf, origin: '411000/sunlog/2020', type: 'casework.submit', maxMergeDelaySeconds: 60 })
    // a receipt of one entry says nothing of another
    expect(() => openReceipt(filed.log.receipt.replace('casework.submit', 'casework.grant'), [parseVerifierKey(log.receiptKey)])).toThrow()
  })

  it('没有见证人时，证明只说明账本自己签过；见证人见过以后，说得出“不晚于”', async () => {
    const log = (await logs()).find((l) => l.profile === 'intl')!
    const alone = parsePolicy(`log ${log.verifierKey}\nquorum none\n`)
    expect(verify({ ...(await evidence(filed.log.leaf)), policy: alone, receipt: filed.log.receipt, receiptKeys: [parseVerifierKey(log.receiptKey)] })).toMatchObject({ ok: true, inclusion: { origin: log.origin } })

    logKeys = Object.fromEntries((await logs()).map((l) => [l.origin, [parseVerifierKey(l.verifierKey)]]))
    const own = `${keys.map((k, i) => `witness w${i} ${formatVerifierKey(k)} ${witnesses[i]!.url}`).join('\n')}\ngroup both all w0 w1\nquorum both\n`
    writeFileSync(join(hall.database.folders.log, 'policy'), own)
    const second = await file(await hall.as('liu'), 'social-card-loss') as unknown as typeof filed
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
    const policy = parsePolicy(await text('/log/policy'))
    const seen = verify({ ...(await evidence(second.log.leaf)), policy })
    expect(seen).toMatchObject({ ok: true, inclusion: { witnesses: [{ witness: expect.any(String) }, { witness: expect.any(String) }] } })
    expect(seen.ok && seen.inclusion!.notAfter).toBeGreaterThan(0)
    expect((await logs()).find((l) => l.profile === 'intl')).toMatchObject({ quorumAt: expect.any(String), witnesses: [{ ok: true }, { ok: true }] })

    // the third came after a checkpoint that witnesses saw: now it also says "not before"
    const third = await file(await hall.as('factory'), 'social-card-loss') as unknown as typeof filed
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
    const between = verify({ ...(await evidence(third.log.leaf)), policy })
    expect(between.ok && between.inclusion!.notBefore).toBeGreaterThan(0)
    // the entry of the second under the proof of the third
    expect(verify({ proof: (await evidence(third.log.leaf)).proof, entry: (await evidence(second.log.leaf)).entry, policy })).toMatchObject({ ok: false, code: 'not-included' })
  })
})

describe('见证人不在的时候', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2020-12-25T09:30+08:00') })
  afterAll(() => hall?.close())

  it('五分钟提示，三十分钟停止决定；收件、受理照常，见证人回来就恢复', async () => {
    const id = await accepted(hall, await hall.as('chen'), 'social-card-loss')
    await hall.app.sunlog.sequence()
    await hall.app.sunlog.round(true)
    const key = signerKey('justice.example', intl, 'cosignature', Buffer.alloc(32, 7))
    writeFileSync(join(hall.database.folders.log, 'policy'), `witness w ${formatVerifierKey(key)} http://127.0.0.1:1\nquorum w\n`)
    const dba = createDb(hall.database.connection('admin'), { max: 1 })
    const seen = async (minutesAgo: number) => {
      await dba.query(`update journal.head set quorum_at = now() - make_interval(mins => $1)`, [minutesAgo])
      await hall.app.sunlog.refresh()
      return ok(await (await hall.as('nobody')).get('/api/v1/log')).quorum as { late: boolean; stopped: boolean }
    }
    const examiner = await hall.as('examiner.labour')
    const grant = async () => (await act(examiner, id, 'grant')).body.code
    expect(await seen(31)).toMatchObject({ late: true, stopped: true })
    expect(await grant()).toBe('E-LOG-QUORUM')
    expect((await file(await hall.as('liu'), 'social-card-loss')).receipt.id).toBeTruthy()
    await accepted(hall, await hall.as('liu'), 'social-card-replace')
    expect(await seen(6)).toMatchObject({ late: true, stopped: false })
    expect(await grant()).not.toBe('E-LOG-QUORUM')
    expect(await seen(0)).toMatchObject({ late: false, stopped: false })
    await dba.close()
  })
})

describe('备份能不能用，谁都看得到', () => {
  let hall: CityHall
  beforeAll(async () => { hall = await openHall('2020-12-25T09:30+08:00') }, 60_000)
  afterAll(() => hall?.close())

  it('没有做过就说没有；做过的说哪一天、用哪份备份、对不对得上；里面出的错不给外人看；过期了说过期', async () => {
    const seen = async () => ok(await (await hall.as('nobody')).get('/api/v1/log')).backup
    expect(await seen()).toEqual({ kept: false, overdue: false, drill: null })
    const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString()
    const measure = { tables: {}, logs: { '411000/2020': { size: 7, root: 'a' }, '411000/2021': { size: 5, root: 'b' } } }
    const drilled = (daysAgo: number, ok: boolean) => noteBackup(hall.database.app, '411000', {
      base: at(daysAgo + 1), drill: keptOf({ ok, at: at(daysAgo), seconds: 12.3, base: at(daysAgo + 1), covered: ok ? at(daysAgo) : null, said: '/secret/place', measure: ok ? measure : null }),
    })
    await drilled(1, true)
    expect(await seen()).toMatchObject({ overdue: false, drill: { seconds: 12.3, entries: 12, equal: true, base: expect.stringContaining('+08:00'), covered: expect.any(String) } })
    await drilled(9, false)
    const failed = await seen()
    expect(failed).toMatchObject({ overdue: true, drill: { entries: null, equal: false, covered: null } })
    expect(JSON.stringify(failed)).not.toContain('secret')
  })
})
