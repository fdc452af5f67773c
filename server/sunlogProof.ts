import { createHash } from 'node:crypto'
import * as contract from '../contract/sunlog.ts'
import { entryLines, instantOfSeconds, sayVerdict } from '../contract/sayProof.ts'
import type { OutputOf } from '../contract/endpoint.ts'
import { actName } from '../law/actNames.ts'
import { judge, parseReceipt, ProofError, type Receipt } from '../proof/index.ts'
import { file, NotFound, ownFinding, Refusal, type Http } from './kernel/http/index.ts'
import { append } from './kernel/journal/index.ts'
import { raiseAlarm } from './kernel/sunlog/index.ts'
import { namesFile } from './modules/casework/index.ts'
import type { SunlogDeps } from './sunlogRoutes.ts'


/** What anyone may ask of one entry: what it says and what stands for it; and the report that a promised entry is not there. */
export const sunlogProof = ({ db, city, sunlog, journal, namesOf }: SunlogDeps) => (http: Http): void => {
  http.bind(contract.entryView, async (_ctx, { params }): Promise<OutputOf<typeof contract.entryView>> => {
    const found = await sunlog.evidence(Buffer.from(params.leaf, 'hex'))
    const none = { leaf: params.leaf, index: null, origin: null, size: null, lines: [], named: false, witnesses: [], ok: false }
    if (found.state === 'unknown') return { ...none, state: 'unknown', says: '账本里没有这一条' }
    const entry = JSON.parse(found.body.toString('utf8')) as Parameters<typeof namesOf>[0] & { origin: string }
    const names = await namesOf(entry)
    const lines = entryLines(entry, actName, names)
    const named = Object.keys(names).length > 0
    if (found.state === 'placed') return { ...none, state: 'placed', index: found.index, origin: entry.origin, lines, named, ok: true, says: `已排在第 ${found.index} 条，一分钟内签入账本` }
    const verdict = judge({ proof: found.file, entry: found.body, policy: { text: sunlog.policyText('intl', found.origin), fromDocument: false }, unknown: [], pdf: false })
    const inclusion = verdict.ok ? verdict.inclusion : undefined
    // the proof is there before enough witnesses have seen it: that is waiting, not a fault
    const waiting = !verdict.ok && verdict.code === 'quorum-missing'
    return {
      leaf: params.leaf, state: 'included', index: found.index, origin: found.origin, size: found.size, lines, named, ok: verdict.ok || waiting,
      says: waiting ? `第 ${found.index} 条，已由账本签名，正在等外部见证` : sayVerdict(verdict)[0]!,
      witnesses: (inclusion?.witnesses ?? []).map((w) => ({ name: w.witness, at: instantOfSeconds(w.time) })),
    }
  })

  http.bind(contract.names, async (_ctx, { params }) => {
    const found = await sunlog.evidence(Buffer.from(params.leaf, 'hex'))
    if (found.state === 'unknown') throw new NotFound('账本里没有这条记录')
    const text = namesFile(params.leaf, await namesOf(JSON.parse(found.body.toString('utf8'))))
    return file(Buffer.from(text, 'utf8'), { type: 'application/json; charset=utf-8', name: `${params.leaf.slice(0, 16)}.names.json`, tag: createHash('sha256').update(text).digest('hex').slice(0, 16) })
  })

  // natural: an alarm about the same receipt is one alarm, however often it is said
  http.bind(contract.missing, async (ctx, { params, body }) => {
    const receipt = promised(body.receipt)
    const late = ctx.realNow / 1000 - receipt.rec / 1e6 - receipt.maxMergeDelaySeconds
    if (late <= 0) throw refusal(`还没有过承诺的时间，请过 ${Math.ceil(-late)} 秒再查`)
    if (receipt.leaf !== params.leaf) throw refusal('这张收据不是这一条的，请核对收据')
    if ((await sunlog.evidence(Buffer.from(params.leaf, 'hex'))).state !== 'unknown') throw refusal('这一条已经在账本里，请刷新页面看它的证明')
    await db.tx(async (tx) => {
      const fresh = await raiseAlarm(tx, city, { kind: 'receipt-missing', subject: params.leaf, says: `收据承诺过的条目（${receipt.type}，${receipt.at}）不在账本里，持有人来反映`, realMs: ctx.realNow })
      if (fresh) await append(tx, city, [journal.prepare({
        type: 'sunlog.missing', at: ctx.legalNow, subject: { kind: 'receipt', id: params.leaf }, actor: { org: null, role: 'anyone', person: null }, digests: { leaf: params.leaf },
      }, ctx.realNow)])
    })
    return { reported: true }
  })

  function promised(text: string): Receipt {
    try {
      const line = /R1\*\S+/.exec(text)?.[0] ?? text
      const { origin } = parseReceipt(line).receipt
      if (!origin.startsWith(`${city}/`)) throw new NotFound('这张收据是别的城市的')
      const verdict = judge({ receipt: line, policy: { text: sunlog.policyText('intl', origin), fromDocument: false }, unknown: [], pdf: false })
      if (!verdict.ok) throw refusal(sayVerdict(verdict)[0]!)
      return verdict.receipt!
    } catch (error) {
      throw error instanceof ProofError ? refusal('收据文字残缺或者抄错，请整行复制') : error
    }
  }
}

const refusal = (message: string): Refusal => new Refusal([ownFinding('sunlogProof#receipt', 'E-LOG-RECEIPT', message, 'receipt')])
