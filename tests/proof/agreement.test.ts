import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { hexToBytes } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../proof/canonical.ts'
import {
  base64, bytesOf, formatVerifierKey, fromBase64, intl, openNote, parsePolicy, parseVerifierKey, ProofError, sm, textOf, verify, verifyConsistency, verifyInclusion,
} from '../../proof/index.ts'
import { sample } from './sample.ts'

/* tools/verify.py was written from the specifications, not from proof/. On every public vector and on mutations both must say the same: 10 000 of them in the long run, a fifth from day to day. */
const share = process.env.YICHUANG_TEST_DEEP ? 1 : 0.2


const vectors = '../shared/data/vectors'
const python = spawnSync('python3', ['-c', 'pow(3, -1, 7)']).status === 0
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
interface Case { tcId: number, comment: string, msg: string, sig: string, key: string, tag: string, result: string }
/** a busy machine takes its time; nothing here is about speed */
const slow = 300_000
const b64 = (hex: string) => base64(hexToBytes(hex))

interface Said { ok: boolean, why?: string, [field: string]: unknown }
let child: ReturnType<typeof spawn>
const waiting: ((said: Said) => void)[] = []
const ask = (question: object) => new Promise<Said>((resolve) => {
  waiting.push(resolve)
  child.stdin!.write(JSON.stringify(question) + '\n')
})

describe.skipIf(!python)('both verifiers', () => {
  beforeAll(() => {
    child = spawn('python3', ['tools/verify.py', '--lines'], { stdio: ['pipe', 'pipe', 'inherit'] })
    createInterface({ input: child.stdout! }).on('line', (line) => waiting.shift()!(JSON.parse(line)))
  })
  afterAll(() => { child.stdin!.end() })

  describe.skipIf(!existsSync(vectors))('agree on the public vectors', () => {
    const merkle = (kind: string) => readdirSync(`${vectors}/merkle/${kind}`, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
      .map((f) => json(join(f.parentPath, f.name)))
    it('of merkle', async () => {
      await Promise.all(merkle('inclusion').map(async (c) => {
        const question = { index: c.leafIdx, size: c.treeSize, leaf: c.leafHash, proof: c.proof ?? [], root: c.root }
        const ours = verifyInclusion(c.leafIdx, c.treeSize, fromBase64(c.leafHash ?? ''), (c.proof ?? []).map(fromBase64), fromBase64(c.root ?? ''))
        expect([(await ask({ do: 'inclusion', ...question })).ok, ours], JSON.stringify(question)).toEqual([!c.wantErr, !c.wantErr])
      }))
      await Promise.all(merkle('consistency').map(async (c) => {
        const question = { size1: c.size1, size2: c.size2, root1: c.root1, root2: c.root2, proof: c.proof ?? [] }
        const ours = verifyConsistency(c.size1, c.size2, fromBase64(c.root1 ?? ''), fromBase64(c.root2 ?? ''), (c.proof ?? []).map(fromBase64))
        expect([(await ask({ do: 'consistency', ...question })).ok, ours], JSON.stringify(question)).toEqual([!c.wantErr, !c.wantErr])
      }))
    }, slow)
    it('of Wycheproof', async () => {
      for (const group of json(`${vectors}/wycheproof/ed25519_test.json`).testGroups) {
        await Promise.all(group.tests.map(async (t: Case) =>
          expect((await ask({ do: 'ed25519', key: b64(group.publicKey.pk), message: b64(t.msg), signature: b64(t.sig) })).ok, `${t.tcId} ${t.comment}`).toBe(t.result === 'valid')))
      }
      for (const group of json(`${vectors}/wycheproof/hmac_sm3_test.json`).testGroups) {
        await Promise.all(group.tests.map(async (t: Case) => {
          const { hash } = await ask({ do: 'hmac-sm3', key: b64(t.key), message: b64(t.msg) })
          expect(String(hash).slice(0, group.tagSize / 4) === t.tag, `${t.tcId} ${t.comment}`).toBe(t.result === 'valid')
        }))
      }
    }, slow)
    it('of Tessera and of RFC 8785', async () => {
      const key = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx'
      for (let size = 0; size < 16; size++) {
        const note = readFileSync(`${vectors}/tessera/checkpoint.${size}`)
        expect(openNote(String(note), [parseVerifierKey(key)]).verified).toHaveLength(1)
        expect(await ask({ do: 'note', note: note.toString('base64'), keys: [key] })).toMatchObject({ ok: true, signed: [['33d7b496', null]] })
      }
      for (const name of readdirSync(`${vectors}/jcs/input`)) {
        const text = readFileSync(`${vectors}/jcs/input/${name}`, 'utf8')
        expect((await ask({ do: 'canonical', text })).text, name).toBe(canonical(JSON.parse(text)))
      }
    })
  })

  it('agree on the examples of GB/T 32905 and 32918', async () => {
    const key = b64('0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13')
    const signature = b64('f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa')
    expect(await ask({ do: 'sm2', key, message: base64(bytesOf('message digest')), signature })).toEqual({ ok: true })
    expect(await ask({ do: 'sm3', message: base64(bytesOf('abc')) })).toMatchObject({ hash: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0' })
    const own = sm.scheme.sign(new Uint8Array(32).fill(7), bytesOf('own'))
    expect(await ask({ do: 'sm2', key: base64(sm.scheme.publicKey(new Uint8Array(32).fill(7))), message: base64(bytesOf('own')), signature: base64(own) })).toEqual({ ok: true })
  })

  /** mulberry32: the same mutations every time, so that a disagreement can be looked at */
  function numbers(seed: number): (below: number) => number {
    return (below) => {
      seed = seed + 0x6d2b79f5 | 0
      let t = Math.imul(seed ^ seed >>> 15, 1 | seed)
      t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t
      return ((t ^ t >>> 14) >>> 0) % below
    }
  }
  function mutate(bytes: Uint8Array, pick: (below: number) => number): Uint8Array {
    const at = pick(bytes.length)
    const lines = Buffer.from(bytes).toString('latin1').split('\n')
    const l = pick(lines.length)
    const joined = (list: string[]) => new Uint8Array(Buffer.from(list.join('\n'), 'latin1'))
    switch (pick(10)) {
      case 0: return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])
      case 1: return new Uint8Array([...bytes.subarray(0, at), bytes[pick(bytes.length)]!, ...bytes.subarray(at)])
      case 2: return bytes.subarray(0, at)
      case 3: return joined(lines.toSpliced(l, 1))
      case 4: return joined(lines.toSpliced(l, 0, lines[pick(lines.length)]!))
      case 5: return joined(lines.with(l, lines[pick(lines.length)]!))
      // the last character before a Base64 padding has bits that mean nothing, where it may change unseen
      case 7: {
        const padded = [...bytes.keys()].filter((i) => bytes[i + 1] === 0x3d)
        const i = padded[pick(padded.length || 1)]
        return i === undefined ? bytes.subarray(1) : bytes.with(i, bytes[i]! + 1)
      }
      case 6: return bytes.with(at, bytes[pick(bytes.length)]!)
      default: return bytes.with(at, bytes[at]! ^ 1 << pick(8))
    }
  }
  /** what of a verdict both must say in the same way */
  function ours(question: () => ReturnType<typeof verify>): object {
    try {
      const v = question()
      if (!v.ok) return { ok: false }
      const i = v.inclusion && { ...v.inclusion, notAfter: v.inclusion.notAfter ?? null, notBefore: v.inclusion.notBefore ?? null,
        witnesses: v.inclusion.witnesses.map((w) => [w.witness, w.time]).sort() }
      return { ok: true, inclusion: i ?? null, receipt: v.receipt ?? null }
    } catch (e) {
      if (e instanceof ProofError) return { ok: false }
      throw e
    }
  }
  const theirs = ({ why: _, ...said }: Said) => said

  // Ed25519 nine times in ten; SM2 in plain JavaScript is twenty times slower
  it.each([[intl, 9_500 * share, 1], [sm, 500 * share, 2]] as const)('agree on mutations of proofs, notes, receipts and policies (%#)', async (profile, count, seed) => {
    const s = sample(profile, 40)
    const pick = numbers(seed)
    const receiptKeys = [formatVerifierKey(s.receiptKey)]
    const bases = await Promise.all([[3, 7, 2], [20, 40, undefined], [0, 1, undefined], [12, 39, undefined], [5, 8, 0]].map(async ([index, size, earlier]) =>
      ({ entry: s.entries[index!]!, proof: bytesOf(await s.proof(index!, size!, earlier)), receipt: bytesOf(s.receipt(index!)), policy: bytesOf(s.policy) })))
    let held = 0
    const asked: Promise<void>[] = []
    for (let n = 0; n < count + bases.length; n++) {
      const base = bases[n % bases.length]!
      const changed = { ...base }
      const part = n < bases.length ? 'nothing' : (['proof', 'proof', 'proof', 'receipt', 'receipt', 'receipt', 'policy', 'entry'] as const)[pick(8)]!
      if (part !== 'nothing') changed[part] = mutate(base[part], pick)
      // a mutated proof stands alone and a mutated receipt too, so that neither hides behind the other
      const [proof, receipt] = [part === 'receipt' ? undefined : changed.proof, part === 'proof' || part === 'policy' ? undefined : changed.receipt]
      const first = ours(() => verify({ entry: changed.entry, policy: parsePolicy(textOf(changed.policy)), receiptKeys: receiptKeys.map(parseVerifierKey),
        ...proof && { proof: textOf(proof) }, ...receipt && { receipt: textOf(receipt) } }))
      if ('inclusion' in first) held++
      asked.push(ask({ do: 'verify', entry: base64(changed.entry), policy: base64(changed.policy), receiptKeys, ...proof && { proof: base64(proof) }, ...receipt && { receipt: base64(receipt) } })
        .then((second) => { expect(theirs(second), `mutation ${n} of ${part}, python: ${second.why}\n${Buffer.from(changed[part === 'nothing' ? 'proof' : part])}`).toEqual(first) }))
    }
    await Promise.all(asked)
    // the untouched ones hold; of the others those whose change means nothing, such as a policy's line written twice over a comment
    expect(held).toBeGreaterThanOrEqual(bases.length)
    expect(held).toBeLessThan(count / 4)
  }, slow)
})
