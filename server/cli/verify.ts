import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { entryLines, namesUnproven, paperLines, sayVerdict } from '../../contract/sayProof.ts'
import { actName } from '../../law/actNames.ts'
import { judge, parseVerifierKey, ProofError, readHanded, type HandedFile, type Judgement } from '../../proof/index.ts'

const usage = `用法：
  npx yichuang verify <文件…> [--policy 核验规则文件] [--receipt-key 公钥] [--json]   不联网、不用数据库
  npx yichuang verify --all [--trust 检查点文件]… [--policy 核验规则文件] [--json]   审计：账本文件、数据库、办件逐条对账
文件：PDF 文书、.tlog-proof 证明、entry.json 条目、收据文字（可以几个一起）。核验规则文件由城市公布在 /log/policy。
退出码：0 全部对得上，1 有对不上的，2 用法不对`

/**
 * `yichuang verify`: judges evidence in hand with the code that the memory stick has, without network or database; with `--all`, the auditor's
 * full count beside a data folder and its database. Exit codes: 0 holds, 1 does not, 2 wrong usage.
 */
export async function run(argv: string[]): Promise<number> {
  let call
  try {
    call = parseArgs({
      args: argv, allowPositionals: true,
      options: {
        policy: { type: 'string' }, 'receipt-key': { type: 'string', multiple: true, default: [] }, json: { type: 'boolean' },
        all: { type: 'boolean' }, trust: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean', short: 'h' },
      },
    })
  } catch {
    return wrong()
  }
  const { values: o, positionals: names } = call
  if (o.help) return say(usage)
  if (o.all) {
    if (names.length || o['receipt-key'].length) return wrong()
    // only now: evidence in hand must be judged on a machine that has no database
    const [{ verifyAll }, { depsFor }] = await Promise.all([import('../verifyAll.ts'), import('./replay.ts')])
    const textOf = (name: string) => Buffer.from(bytesOf(name)).toString('utf8')
    return verifyAll({ trusted: o.trust.map(textOf), ...(o.policy ? { policy: textOf(o.policy) } : {}), json: o.json ?? false, depsFor })
  }
  if (!names.length || o.trust.length) return wrong()
  const files: HandedFile[] = [...(o.policy ? [o.policy] : []), ...names].map((name) => ({ name: basename(name), bytes: bytesOf(name) }))
  const handed = await readHanded(files, async (bytes) => promisify(inflate)(bytes, { maxOutputLength: 4_000_000 }))
  let keys
  try { keys = o['receipt-key'].map(parseVerifierKey) } catch (e) { if (!(e instanceof ProofError)) throw e; throw new Error(`收据公钥不对：${e.message}`) }
  // a key on the command line is enough for a receipt alone
  if (!handed.policy && keys.length && !handed.proof) handed.policy = { text: 'quorum none\n', fromDocument: false }
  const j = judge(handed, keys)
  const own = handed.policy?.fromDocument === true
  if (o.json) return say(JSON.stringify({ ...j, policyFromDocument: own, unknown: handed.unknown }, null, 2), j.ok ? 0 : 1)
  return say(told(j, own, handed.pdf, handed.unknown).join('\n'), j.ok ? 0 : 1)
}

function told(j: Judgement, own: boolean, pdf: boolean, unknown: string[]): string[] {
  return [
    j.ok ? (own ? '对得上，但核验规则来自文书自己' : '核验通过') : '核验没有通过', ...sayVerdict(j), ...(j.ok ? [] : [`（${j.detail}）`]),
    ...(own && j.ok ? ['注意：这次相信的是文书自带的公钥，伪造文书的人也能伪造它们。请用 --policy 指定城市公布的核验规则文件再验。'] : []),
    ...(j.ok && j.entry ? ['', '账上这一条写着', ...entryLines(j.entry, actName, j.names).map(([k, v]) => `  ${k}：${v}`), ...(j.names?.item || j.names?.organ ? [`  （${namesUnproven}）`] : [])] : []),
    ...(j.ok && j.paper ? ['', '入账时承诺的文书内容，请和手里的文书逐项对照', ...paperLines(j.paper).map(([k, v]) => `  ${k}：${v}`)] : []),
    ...(j.ok && pdf && !j.paper ? ['这份 PDF 没有带文书内容，上面只证明账上的这一条，不证明 PDF 里印的字。'] : []),
    ...(unknown.length ? [`没有认出：${unknown.join('、')}`] : []),
  ]
}


function bytesOf(name: string): Uint8Array {
  try { return readFileSync(name) } catch { throw new Error(`读不到文件：${name}`) }
}

function wrong(): number {
  process.stderr.write(`${usage}\n`)
  return 2
}

function say(text: string, code = 0): number {
  process.stdout.write(`${text}\n`)
  return code
}
