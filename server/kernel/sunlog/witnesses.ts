import { addSignatures, consistencyProof, formatAddCheckpoint, formatNote, openNote, parseNote, ProofError, quorumHolds, tileReader, type Policy, type VerifierKey } from '../../../proof/index.ts'
import type { Branch } from './branch.ts'
import type { WitnessSaid } from './store.ts'
import { profileOf } from './tree.ts'

/** Somebody outside who watches that the log only ever grows: a name, an address, a key (policy file, `witness` lines). */
export interface Witness { name: string; url: string; key: VerifierKey }

/** a witness that does not answer within this time is asked again at the next checkpoint */
const patience = 5_000

export interface Asked { said: WitnessSaid; lines: string }

/**
 * Asks one witness to cosign a checkpoint (C2SP tlog-witness). `known`: the size it cosigned last, as far as we know; it answers
 * 409 with its own when that is wrong, and is asked once more. A size of its own that is larger than ours, or a proof that it
 * does not accept, means that it has seen another log than this one: that is said, never repaired.
 */
export async function askWitness(w: Witness, b: Branch, note: string, size: number, known: number | undefined, at: string): Promise<Asked> {
  const no = (says: string, seen = known ?? 0): Asked => ({ said: { ok: false, at, size: seen, says }, lines: '' })
  let old = Math.min(known ?? 0, size)
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      const proof = old > 0 && old < size ? await consistencyProof(tileReader(b.folder.read, size, profileOf[b.profile]), old, size, profileOf[b.profile]) : []
      const answer = await fetch(`${w.url.replace(/\/$/, '')}/add-checkpoint`, {
        method: 'POST', body: formatAddCheckpoint({ oldSize: old, proof, checkpoint: note }), headers: { 'content-type': 'text/plain; charset=utf-8' }, signal: AbortSignal.timeout(patience),
      })
      const text = await answer.text()
      if (answer.status === 200) {
        const lines = linesOf(w, note, text)
        return lines ? { said: { ok: true, at, size, says: '' }, lines } : no('回答里没有可以验证的见证签名')
      }
      if (answer.status !== 409 || !answer.headers.get('content-type')?.startsWith('text/x.tlog.size')) return no(refused[answer.status] ?? `回答 ${answer.status}`)
      const theirs = Number(text.trim())
      if (!Number.isSafeInteger(theirs) || theirs > size) return no(`见证人已经见过 ${theirs} 条，本处只有 ${size} 条：账本被回退过`, theirs)
      if (theirs === old) return no('同一条数下，见证人见过的根与本处不同', theirs)
      old = theirs
    }
    return no('见证人记录的条数一直在变')
  } catch (error) {
    if (error instanceof ProofError) throw error
    return no('没有回答')
  }
}

const refused: Record<number, string> = {
  400: '请求有误', 403: '见证人不认识账本的签名', 404: '见证人还没有登记这个账本', 409: '同一条数下，见证人见过的根与本处不同', 422: '一致性证明没有通过：见证人见过的不是这本账的前一部分',
}

/** the witness's own signature lines, taken only when they verify over this very checkpoint */
function linesOf(w: Witness, note: string, answer: string): string {
  try {
    const whole = addSignatures(note, answer)
    openNote(whole, [w.key])
    const lines = parseNote(whole).lines.filter((l) => l.name === w.key.name && l.id === w.key.id)
    // a note without text is its signature lines after one empty one
    return formatNote({ text: '', lines }).slice(1)
  } catch (error) {
    if (error instanceof ProofError) return ''
    throw error
  }
}

/** Have enough witnesses of the policy cosigned this note? */
export function satisfies(policy: Policy, note: string): boolean {
  try {
    const { verified } = openNote(note, [...policy.witnesses.values()].map((w) => w.key))
    return quorumHolds(policy, new Set([...policy.witnesses].filter(([, w]) => verified.some((v) => v.key === w.key)).map(([name]) => name)))
  } catch (error) {
    if (error instanceof ProofError) return policy.quorum === 'none'
    throw error
  }
}
