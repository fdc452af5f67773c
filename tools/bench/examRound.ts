import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { usualTerms } from '../../law/credential/exam.ts'
import { instant } from '../../server/kernel/clock.ts'
import { foldersOf } from '../../server/kernel/config.ts'
import { databaseName } from '../../server/kernel/database.ts'
import { createDb } from '../../server/kernel/db.ts'
import { commit, createJournal } from '../../server/kernel/journal/index.ts'
import { secretKey } from '../../server/kernel/secret.ts'
import { examBank } from '../../server/modules/credentials/index.ts'
import { adminOf, stopPostgres } from './database.ts'
import { sit, type Notes, type Pace, type Sitter, type Times, type Where } from './examLoad.ts'
import { cpuOf, startServer, type RunningServer } from './host.ts'
import { citizens, city } from './seed.ts'

export interface ExamRound {
  candidates: number
  acknowledged: number
  /** acknowledged answers that are not there, or are there as something that was never sent */
  lost: number
  /** acknowledged hand-ins without hand-in, result or entry in the log, or whose entry seals other answers */
  broken: string[]
  refused: string[]
  /** candidates whose connection broke at least once and who went on */
  reconnected: number
  /** ms from the kill until the server answered again */
  ready: number | null
  times: Times
  /** ms for publishing the results (one entry in the log for each candidate), and for the figures of every question; null after a kill */
  publishMs: number | null
  statisticsMs: number | null
  /** of the server, µs of CPU while they sat */
  cpuUs: number
  seconds: number
}

/**
 * One examination on a data folder of its own, with the limits of a real city: a bank, candidates with sessions, all signed in to it; then they sit (examLoad.ts), and what
 * they were told is held against what the database and the log have. `kill`: kill -9 of the server in the middle, and a new one.
 */
export async function examRound(o: { bundle: string; candidates: number; pace: Pace; kill: boolean; say?: (text: string) => void }): Promise<ExamRound> {
  const data = mkdtempSync(join(tmpdir(), 'yichuang-exam-'))
  const options = { bundle: o.bundle, data, env: { YICHUANG_PROFILE: 'demo' } }
  let server: RunningServer | undefined
  let db: pg.Client | undefined
  try {
    server = await startServer(options)
    db = await adminOf(data)
    const say = o.say ?? (() => {})
    const people = await citizens(db, o.candidates)
    const { exam, sitters, supervisor } = await prepare(server.url, db, data, people.map((p) => ({ id: p.id, token: p.token, idTail: '' })))
    say(`${sitters.length} candidates signed in`)
    const where: Where = { port: server.port }
    let ready: number | null = null
    const cpu = cpuOf(server.pid)
    const begun = performance.now()
    const { notes, times } = await sit(where, exam, sitters, o.pace, async () => {
      if (!o.kill) return false
      const killed = Date.now()
      await server!.kill()
      server = await startServer(options)
      where.port = server.port
      ready = Date.now() - killed
      say(`killed and back after ${ready} ms`)
      return true
    })
    const seconds = (performance.now() - begun) / 1000
    const spent = cpuOf(server.pid) - (o.kill ? 0 : cpu)
    const after = o.kill ? { publishMs: null, statisticsMs: null } : await published(server.url, exam, supervisor)
    return { candidates: sitters.length, ...after, ...(await held(db, exam, notes)), reconnected: notes.filter((n) => n.broken).length, ready, times, cpuUs: spent, seconds }
  } finally {
    await db?.end().catch(() => {})
    await server?.stop().catch(() => {})
    await stopPostgres(data)
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** as many questions as a city has */
function questions(): examBank.GivenQuestion[] {
  const options = ['应当报请负责人批准后实施', '可以当场作出决定', '由上一级机关决定', '不予处理']
  const of = (kind: 'judge' | 'single' | 'multi' | 'case', count: number): examBank.GivenQuestion[] => Array.from({ length: count }, (_, i) => {
    const part = { stem: `第${i}题：行政机关在调查或者进行检查时，执法人员应当怎样做，下列说法中正确的是哪一项或者哪几项`, options: kind === 'judge' ? ['错误', '正确'] : options }
    const parts = kind === 'case' ? [part, part, part, part] : [part]
    return { source: `${kind}-${i}`, kind, body: { facts: kind === 'case' ? '某市市场监督管理局接到举报，执法人员到现场检查。'.repeat(6) : null, parts }, key: parts.map(() => (kind === 'multi' || kind === 'case' ? ['A', 'B'] : ['A'])) }
  })
  return [...of('judge', 701), ...of('single', 481), ...of('multi', 305), ...of('case', 174)]
}

async function calling(url: string, method: string, path: string, token: string, body?: object): Promise<any> {
  const answer = await fetch(url + path, { method, headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID(), ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
  const said = await answer.json()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said).slice(0, 500)}`)
  return said
}

/** the demonstration's clock is moved behind the announced end */
async function published(url: string, exam: string, supervisor: string): Promise<{ publishMs: number; statisticsMs: number }> {
  const { closes } = await calling(url, 'GET', `/api/v1/exams/${exam}`, supervisor)
  await calling(url, 'POST', '/api/v1/demo/clock', supervisor, { to: closes })
  const begun = performance.now()
  await calling(url, 'POST', `/api/v1/exams/${exam}/publish`, supervisor, {})
  const out = performance.now()
  await calling(url, 'GET', `/api/v1/exams/${exam}/statistics`, supervisor)
  return { publishMs: Math.round(out - begun), statisticsMs: Math.round(performance.now() - out) }
}

async function prepare(url: string, db: pg.Client, data: string, people: readonly Sitter[]): Promise<{ exam: string; sitters: Sitter[]; supervisor: string }> {
  const { host, port, user, password } = db as unknown as { host: string; port: number; user: string; password: string }
  const own = createDb({ host, port, user, password, database: databaseName }, { max: 1 })
  const journal = createJournal({ city, key: secretKey(foldersOf(data).keys, 'pseudonym') })
  await examBank.takeInQuestions({ db: own, city, journal }, questions(), { subject: 'public', topic: 'bench', at: instant(Date.now()), now: Date.now(), by: 'installer' })
  await own.close()
  const call = (method: string, path: string, token: string, body: object) => calling(url, method, path, token, body)
  const { token } = await call('POST', '/api/v1/session', '', { person: 'supervisor', bearer: true })
  const { legal } = await fetch(`${url}/api/v1/clock`).then((r) => r.json()) as { legal: string }
  const opens = new Date(Date.parse(legal) + 1000)
  const { id: exam } = await call('POST', '/api/v1/exams', token, {
    name: '执法资格考试', terms: { ...usualTerms, lateMinutes: null }, topics: ['bench'], opens: opens.toISOString().replace('Z', '+00:00'), closes: new Date(opens.getTime() + 4 * 3_600_000).toISOString().replace('Z', '+00:00'),
  })
  await call('POST', `/api/v1/exams/${exam}/set`, token, {})
  await db.query(`insert into credentials.exam_candidate (city, exam, person, organ, admitted_at) select $1, $2, p, 'market', now() from unnest($3::uuid[]) p`, [city, exam, people.map((p) => p.id)])
  const tails = new Map((await db.query<{ id: string; tail: string }>(`select id, right(id_number, 4) as tail from directory.person where city = $1 and id = any($2)`, [city, people.map((p) => p.id)])).rows.map((r) => [r.id, r.tail]))
  const sitters = people.map((p) => ({ ...p, idTail: tails.get(p.id)! }))
  for (let i = 0; i < sitters.length; i += 16) await Promise.all(sitters.slice(i, i + 16).map((s) => call('POST', `/api/v1/my/exams/${exam}/sign-in`, s.token, { idTail: s.idTail })))
  return { exam, sitters, supervisor: token }
}

/** every acknowledgement against the database, and every hand-in against its entry in the log */
async function held(db: pg.Client, exam: string, notes: readonly Notes[]): Promise<Pick<ExamRound, 'acknowledged' | 'lost' | 'broken' | 'refused'>> {
  const stands = new Map<string, { seq: number; chosen: string }>()
  for (const r of (await db.query<{ person: string; no: number; seq: string; chosen: string }>(`select person, no, seq, chosen from credentials.exam_answer where exam = $1`, [exam])).rows) stands.set(`${r.person} ${r.no}`, { seq: Number(r.seq), chosen: r.chosen })
  let acknowledged = 0
  let lost = 0
  for (const n of notes)
    for (const [no, a] of n.acknowledged) {
      acknowledged++
      const there = stands.get(`${n.of.id} ${no}`)
      if (!there || there.seq < a.seq || !n.sent.get(no)!.has(`${there.seq} ${there.chosen}`)) lost++
    }
  const rows = new Map((await db.query<{ person: string; salt: Buffer; handed: boolean; marked: boolean }>(
    `select c.person, c.salt, c.handed_in_at is not null as handed, r.person is not null as marked from credentials.exam_candidate c
     left join credentials.exam_result r on r.exam = c.exam and r.person = c.person where c.exam = $1`, [exam])).rows.map((r) => [r.person, r]))
  const sealed = new Set((await db.query<{ answers: string }>(`select convert_from(body, 'UTF8')::jsonb -> 'digests' ->> 'answers' as answers from journal.entry where type = 'credentials.examHandedIn'`)).rows.map((r) => r.answers))
  const broken: string[] = []
  for (const n of notes.filter((x) => x.handedIn)) {
    const row = rows.get(n.of.id)!
    const own = [...stands].filter(([k]) => k.startsWith(n.of.id)).map(([k, a]): [number, string] => [Number(k.split(' ')[1]), a.chosen]).sort((a, b) => a[0] - b[0])
    if (!row.handed || !row.marked) broken.push(`${n.of.id}: handed in, and is not`)
    else if (!sealed.has(commit(row.salt, own))) broken.push(`${n.of.id}: the log seals other answers`)
  }
  return { acknowledged, lost, broken, refused: notes.flatMap((n) => n.refused) }
}
