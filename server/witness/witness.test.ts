import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  consistencyProof, formatAddCheckpoint, formatVerifierKey, intl, leafHashOf, openNote, parseVerifierKey, rootOf, signCheckpoint, signerKey, sm, type Node, type SignerKey,
} from '../../proof/index.ts'
import { openWitness, type RunningWitness } from './index.ts'

const logKey = signerKey('411000/sunlog/2020', intl, 'note', Buffer.alloc(32, 1))
const smKey = signerKey('411000/sunlog/2020/sm', sm, 'note', Buffer.alloc(32, 2))
const leaves = (n: number, twist = '') => Array.from({ length: n }, (_, i) => leafHashOf(Buffer.from(`entry ${i}${i === 0 ? twist : ''}`)))
const checkpoint = (n: number, key: SignerKey = logKey, twist = '') => signCheckpoint({ origin: key.name, size: n, root: rootOf(leaves(n, twist)) }, key)
const proofOf = (from: number, to: number) => consistencyProof(async (nodes: Node[]) => nodes.map(({ level, index }) => rootOf(leaves(to).slice(index * 2 ** level, (index + 1) * 2 ** level))), from, to)

describe('a witness', () => {
  let folder: string
  let witness: RunningWitness
  const start = async () => { witness = await openWitness({ folder, name: 'audit.example', host: '127.0.0.1', port: 0 }) }
  const ask = async (oldSize: number, proof: Uint8Array[], note: string) => {
    const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: formatAddCheckpoint({ oldSize, proof, checkpoint: note }) })
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'witness-'))
    writeFileSync(join(folder, 'logs'), `# the city\n${formatVerifierKey(logKey)}\n${formatVerifierKey(smKey)}\n`)
    await start()
  })
  afterEach(async () => {
    await witness.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('cosigns the first checkpoint and every one that grows out of it, with the time', async () => {
    const first = await ask(0, [], checkpoint(3))
    expect(first.status).toBe(200)
    const [mine] = openNote(checkpoint(3) + first.body, [parseVerifierKey(witness.keys[0]!)]).verified
    expect(Math.abs(mine!.time! - Date.now() / 1000)).toBeLessThan(3600)
    expect((await ask(3, await proofOf(3, 8), checkpoint(8))).status).toBe(200)
  })

  it('says its own size with 409 when it is asked about another, and accepts the same size again', async () => {
    await ask(0, [], checkpoint(5))
    expect(await ask(0, [], checkpoint(8))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' })
    expect((await ask(5, [], checkpoint(5))).status).toBe(200)
  })

  it('never cosigns a log that was rewritten, shortened, or of somebody else', async () => {
    await ask(0, [], checkpoint(5))
    expect((await ask(5, await proofOf(5, 8), checkpoint(8, logKey, ' rewritten'))).status).toBe(422)
    expect((await ask(5, [], checkpoint(5, logKey, ' rewritten'))).status).toBe(422)
    expect((await ask(5, [], checkpoint(3))).status).toBe(400)
    const stranger = signerKey('411000/sunlog/2020', intl, 'note', Buffer.alloc(32, 8))
    expect((await ask(5, await proofOf(5, 8), checkpoint(8, stranger))).status).toBe(403)
    expect((await ask(0, [], checkpoint(1, signerKey('419001/sunlog/2020', intl, 'note', Buffer.alloc(32, 3))))).status).toBe(404)
    expect((await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: 'old 1' })).status).toBe(400)
    // and what it had cosigned stands
    expect((await ask(5, await proofOf(5, 8), checkpoint(8))).status).toBe(200)
  })

  it('remembers over a restart what it cosigned, and hands the note to whoever asks', async () => {
    await ask(0, [], checkpoint(5))
    const keys = witness.keys
    await witness.close()
    await start()
    expect(witness.keys).toEqual(keys)
    expect(await ask(0, [], checkpoint(3))).toMatchObject({ status: 409, body: '5\n' })
    const note = await (await fetch(`${witness.url}/seen/411000/sunlog/2020`)).text()
    expect(openNote(note, [parseVerifierKey(keys[0]!), logKey]).verified).toHaveLength(2)
  })

  it('of two requests at once with one old size, one is cosigned and the other told the new size', async () => {
    await ask(0, [], checkpoint(5))
    const [a, b] = await Promise.all([ask(5, await proofOf(5, 8), checkpoint(8)), ask(5, await proofOf(5, 9), checkpoint(9))])
    expect([a.status, b.status].sort()).toEqual([200, 409])
    const [seen] = [a, b].filter((x) => x.status === 409)
    expect(['8\n', '9\n']).toContain(seen!.body)
    expect(JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'))[logKey.name].size).toBe(Number(seen!.body))
  })

  it('signs a log of the national profile with SM2', async () => {
    const note = signCheckpoint({ origin: smKey.name, size: 1, root: leafHashOf(Buffer.from('a'), sm) }, smKey)
    const answer = await ask(0, [], note)
    expect(answer.status).toBe(200)
    expect(openNote(note + answer.body, [parseVerifierKey(witness.keys[1]!)]).verified[0]!.key.profile.name).toBe('sm')
  })
})
