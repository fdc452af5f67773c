import { append, emptyFrontier, frontierRoot, leafHashOf, maxMergeDelaySeconds, openCheckpoint, parseBundle, peekCheckpoint, ProofError, tileAt, type Frontier, type VerifierKey } from '../../../proof/index.ts'
import type { Db } from '../db.ts'
import { originOf } from './branch.ts'
import { folderOf } from './files.ts'
import { logsOf } from './store.ts'
import { openTiles, readTile, type TileFolder } from './tiles.ts'
import { profileOf } from './tree.ts'

/** something that does not agree with what was signed. `subject`: the log, or the log and an index in it */
export interface LogFault { kind: string; subject: string; says: string; entry?: string }
export interface LogLooked { entries: number; faults: LogFault[] }

export interface AuditOptions {
  db: Db
  city: string
  /** the data folder's `log` */
  folder: string
  /** key of a log's checkpoints by its origin */
  keyOf(origin: string): VerifierKey
  /** checkpoints that somebody kept elsewhere: a witness, an auditor, a newspaper. Notes; a signature other than the log's own is not looked at */
  trusted?: readonly string[]
  /** real milliseconds */
  now: number
}

/** every place where the root is settled: size, root, and who says so */
interface Mark { size: number; root: Uint8Array; by: string }

/**
 * Reads every log from its first entry: the entry's bytes on the disk give the hash in the tile, the tiles give the root, and that is
 * the root of every checkpoint that was signed, and of those that were kept elsewhere; each row of the database says the same as the
 * bytes. Then what is not in the log yet and should be. Batches of 256 entries; writes nothing.
 */
export async function* auditLogs(o: AuditOptions): AsyncGenerator<LogLooked> {
  const trusted = (o.trusted ?? []).map((note) => peekCheckpoint(note))
  const logs = await logsOf(o.db, o.city)
  for (const t of trusted) if (!logs.some((l) => originOf(o.city, l.log, 'intl') === t.origin)) yield { entries: 0, faults: [{ kind: 'rolled-back', subject: t.origin, says: `手里的检查点说有 ${t.size} 条，而数据库里没有这本账` }] }
  for (const { log, count } of logs) yield* auditLog(o, log, count, trusted)
  yield { entries: 0, faults: await unplaced(o) }
}

async function* auditLog(o: AuditOptions, log: string, count: number, trusted: readonly ReturnType<typeof peekCheckpoint>[]): AsyncGenerator<LogLooked> {
  const origin = originOf(o.city, log, 'intl')
  const folder = openTiles(folderOf(o.folder, origin)!)
  const fault = (kind: string, says: string, index?: number, entry?: string): LogFault => ({ kind, subject: index === undefined ? origin : `${origin}/${index}`, says, ...(entry ? { entry } : {}) })
  const { marks, faults } = await marksOf(o, log, origin, folder, trusted)
  if (faults.length) yield { entries: 0, faults: faults.map(([kind, says]) => fault(kind, says)) }
  const signed = Math.max(0, ...marks.map((m) => m.size))
  if (signed > count) yield { entries: 0, faults: [fault('rolled-back', `签过的检查点有 ${signed} 条，数据库里只有 ${count} 条：数据库被回退过，或者条目被删过`)] }
  let frontier: Frontier = emptyFrontier
  let newest = 0
  for (let first = 0; first < Math.max(signed, count); first += 256) {
    const faults: LogFault[] = []
    const bytes = first < signed ? await bundleOf(folder, first, signed) : []
    const rows = (await o.db.query<{ index: number; entry: string; leaf: Buffer; body: Buffer }>(
      `select l.index, l.entry, l.leaf, e.body from journal.leaf l left join journal.entry e on e.city = l.city and e.id = l.entry
       where l.city = $1 and l.log = $2 and l.index >= $3 and l.index < $4 order by l.index`, [o.city, log, first, first + 256])).rows
    const tile = first < signed ? await readTile(folder, tileAt(0, first / 256, signed)) : undefined
    if (first < signed && (!bytes || !tile)) faults.push(fault('tile-missing', `第 ${first} 条起的账本文件缺失或者残缺`, first))
    for (let index = first; index < Math.min(first + 256, Math.max(signed, count)); index++) {
      const row = rows.find((r) => r.index === index)
      const written = bytes?.[index - first]
      if (!row) { faults.push(fault('entry-missing', `第 ${index} 条在数据库里没有了`, index)); continue }
      if (written && !row.body?.equals(written)) faults.push(fault('entry-changed', `第 ${index} 条的内容与入账时不同`, index, row.entry))
      else if (!row.body || !row.leaf.equals(leafHashOf(row.body, profileOf.intl))) faults.push(fault('entry-changed', `第 ${index} 条的内容与它的散列不符`, index, row.entry))
      // the places are fixed by the tree: who claims an earlier time than those before him was not there then (trust.md 1.1 F2, F9)
      const rec = row.body ? recOf(row.body) : 0
      if (rec < newest - mergeToleranceUs) faults.push(fault('dated-before', `第 ${index} 条自称记于 ${new Date(rec / 1000).toISOString()}，排在它前面的条目却已经记到 ${new Date(newest / 1000).toISOString()}：倒签，或者服务器的钟被拨过`, index, row.entry))
      newest = Math.max(newest, rec)
      if (written && tile && !Buffer.from(leafHashOf(written, profileOf.intl)).equals(tile.subarray((index - first) * 32, (index - first) * 32 + 32))) faults.push(fault('tile-changed', `第 ${index} 条在账本文件里被改过`, index, row.entry))
    }
    if (bytes) {
      for (let at = frontier.size; at < Math.min(signed, first + 256);) {
        const until = Math.min(marks[0]?.size ?? signed, first + 256, signed)
        frontier = append(frontier, bytes.slice(at - first, until - first).map((b) => leafHashOf(b, profileOf.intl)), profileOf.intl)
        at = until
        while (marks[0]?.size === at) {
          const mark = marks.shift()!
          if (!Buffer.from(frontierRoot(frontier, profileOf.intl)).equals(mark.root)) faults.push(fault('other-root', `前 ${mark.size} 条算出的根与${mark.by}的不同：账本被改写过`))
        }
      }
    } else {
      // a hole: nothing after it can be added up
      yield { entries: rows.length, faults }
      return
    }
    yield { entries: Math.min(256, Math.max(signed, count) - first), faults }
  }
}

/** the delay that a receipt promises, and what two clocks may differ, in microseconds */
const mergeToleranceUs = (maxMergeDelaySeconds + 5) * 1e6
/** real time that an entry claims; its bytes are canonical JSON, where no string can hold the quoted name unescaped */
const recOf = (body: Buffer): number => Number(/"rec":(\d+)/.exec(body.toString('utf8'))?.[1] ?? 0)

/** checkpoints in the database, in the data folder, and those handed in, by size; notes that do not open are faults */
async function marksOf(o: AuditOptions, log: string, origin: string, folder: TileFolder, trusted: readonly ReturnType<typeof peekCheckpoint>[]): Promise<{ marks: Mark[]; faults: [string, string][] }> {
  const faults: [string, string][] = []
  const key = o.keyOf(origin)
  const { rows } = await o.db.query<{ size: number; root: Buffer; note: string }>(
    `select size, root, note from journal.checkpoint where city = $1 and log = $2 and profile = 'intl' order by size`, [o.city, log])
  const marks: Mark[] = []
  const open = (note: string, by: string, root?: Buffer): void => {
    try {
      const c = openCheckpoint(note, [key])
      if (c.origin !== origin || (root && !root.equals(c.root))) faults.push(['checkpoint-changed', `${by}与签过的不同`])
      marks.push({ size: c.size, root: c.root, by })
    } catch (error) {
      if (!(error instanceof ProofError)) throw error
      faults.push(['checkpoint-changed', `${by}的签名验证不了`])
    }
  }
  for (const r of rows) open(r.note, `数据库里 ${r.size} 条的检查点`, r.root)
  const file = await folder.read('checkpoint')
  if (file) open(file.toString('utf8'), '账本文件夹里的检查点')
  else if (rows.length) faults.push(['tile-missing', '账本文件夹里没有检查点'])
  for (const t of trusted) if (t.origin === origin) marks.push({ size: t.size, root: t.root, by: `手里 ${t.size} 条的检查点` })
  return { marks: marks.sort((a, b) => a.size - b.size), faults }
}

async function bundleOf(folder: TileFolder, first: number, size: number): Promise<Buffer[] | undefined> {
  const tile = tileAt('entries', first / 256, size)
  const bytes = await readTile(folder, tile)
  if (!bytes) return undefined
  try {
    const entries = parseBundle(bytes).slice(0, tile.width)
    return entries.length === tile.width ? entries.map((e) => Buffer.from(e)) : undefined
  } catch (error) {
    if (error instanceof ProofError) return undefined
    throw error
  }
}

/** entries that have no place: queued for more than a minute, or neither placed nor queued */
async function unplaced(o: AuditOptions): Promise<LogFault[]> {
  const { rows } = await o.db.query<{ id: string; queued: boolean }>(
    `select e.id, p.id is not null as queued from journal.entry e
     left join journal.pending p on p.city = e.city and p.id = e.id
     where e.city = $1 and e.rec_us < $2 and not exists (select 1 from journal.leaf l where l.city = e.city and l.entry = e.id) order by e.id limit 1000`,
    [o.city, String(Math.round((o.now - 60_000) * 1000))])
  return rows.map((r) => ({ kind: 'entry-unplaced', subject: r.id, entry: r.id, says: r.queued ? '条目等了一分钟以上仍未入账' : '条目既没有入账，也不在等候：不是办理时记下的' }))
}
