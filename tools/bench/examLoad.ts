import { Agent, request } from 'node:http'
import { pause } from './host.ts'

/* Candidates of an examination as the server meets them: each on a connection of their own, all from one address, saving at their own pace. */

export interface Sitter { id: string; token: string; idTail: string }

/** what one candidate knows: an answer is `acknowledged` when the server said so, and only then */
export interface Notes {
  of: Sitter
  device: string
  numbers: { no: number; options: number }[]
  seq: number
  acknowledged: Map<number, { seq: number; chosen: string }>
  /** everything that was ever sent, so that what stands later can be told from what was never said */
  sent: Map<number, Set<string>>
  handedIn: boolean
  /** times that the connection broke, or the server was away */
  broken: number
  /** answers other than 2xx that were no outage: there should be none */
  refused: string[]
}

export interface Pace { openMs: number; saveEveryMs: number; saveMs: number; handInMs: number }
/** ms; `away`: saves that met the outage or the crowd after it, from the kill until everybody had caught up */
export interface Times { open: number[]; save: number[]; away: number[]; handIn: number[]; openedWithin: number; handedInWithin: number; caughtUpMs: number | null }

interface Outage { from: number; until: number }

/** where the server is now: it comes back on another port after it was killed */
export interface Where { port: number }

interface Said { status: number; body: string; ms: number }

function ask(where: Where, agent: Agent, method: string, path: string, token: string, body?: object): Promise<Said> {
  const text = body && JSON.stringify(body)
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const r = request({
      host: '127.0.0.1', port: where.port, method, path, agent, timeout: 30_000,
      headers: { authorization: `Bearer ${token}`, ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}) },
    }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (c: Buffer) => parts.push(c))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode!, body: Buffer.concat(parts).toString('utf8'), ms: performance.now() - begun }))
    })
    r.on('timeout', () => r.destroy(new Error('no answer within 30 s')))
    r.on('error', reject)
    r.end(text)
  })
}

/** asks until the server answers: a broken connection and 503 are an outage, everything else is its word. `ms` is of the attempt that was answered */
async function askOn(where: Where, agent: Agent, n: Notes, method: string, path: string, body: object): Promise<Said> {
  for (let tries = 0; ; tries++) {
    const said = await ask(where, agent, method, path, n.of.token, body).catch(() => undefined)
    if (said && said.status !== 503) return said
    n.broken++
    // as web/desks/officer/examAnswers.ts does
    await pause([1_000, 2_000, 4_000, 8_000][Math.min(tries, 3)]! * (0.5 + Math.random()))
  }
}

/** Everybody opens within `openMs`, saves for `saveMs` at their own beat, hands in within `handInMs`. `middle` is called once when half of the saving time is over, and says whether it took the server away. */
export async function sit(where: Where, exam: string, sitters: readonly Sitter[], pace: Pace, middle: () => Promise<boolean>): Promise<{ notes: Notes[]; times: Times }> {
  const times: Times = { open: [], save: [], away: [], handIn: [], openedWithin: 0, handedInWithin: 0, caughtUpMs: null }
  const saves: { sent: number; ms: number; broken: boolean }[] = []
  const outage: Outage = { from: Infinity, until: -Infinity }
  const begun = performance.now()
  const since = () => performance.now() - begun
  const base = `/api/v1/my/exams/${exam}`
  const until = async (ms: number) => { if (ms > since()) await pause(ms - since()) }
  const one = async (of: Sitter, i: number): Promise<Notes> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const n: Notes = { of, device: `bench-${String(i).padStart(8, '0')}`, numbers: [], seq: 0, acknowledged: new Map(), sent: new Map(), handedIn: false, broken: 0, refused: [] }
    try {
      await until((pace.openMs * i) / sitters.length)
      const opened = await askOn(where, agent, n, 'POST', `${base}/sitting`, { device: n.device })
      if (opened.status !== 200) { n.refused.push(`open ${opened.status} ${opened.body.slice(0, 300)}`); return n }
      times.open.push(opened.ms)
      times.openedWithin = Math.max(times.openedWithin, since())
      const paper = JSON.parse(opened.body) as { items: { asked: { no: number; options: string[] }[] }[] }
      n.numbers = paper.items.flatMap((p) => p.asked.map((a) => ({ no: a.no, options: a.options.length })))
      const end = pace.openMs + pace.saveMs
      for (let next = since() + Math.random() * pace.saveEveryMs; next < end; next += pace.saveEveryMs) {
        await until(next)
        const sent = since()
        const before = n.broken
        const ms = await save(where, agent, base, n)
        if (ms !== undefined) saves.push({ sent, ms, broken: n.broken > before })
        if (n.broken > before) outage.until = Math.max(outage.until, since())
        // what fell into the outage is not made up for all at once
        while (next + pace.saveEveryMs < since()) next += pace.saveEveryMs
      }
      await until(end + (pace.handInMs * i) / sitters.length)
      const done = await askOn(where, agent, n, 'POST', `${base}/hand-in`, { device: n.device })
      if (done.status !== 200) n.refused.push(`hand-in ${done.status} ${done.body.slice(0, 300)}`)
      else {
        n.handedIn = true
        times.handIn.push(done.ms)
        times.handedInWithin = Math.max(times.handedInWithin, since() - end)
      }
      return n
    } finally {
      agent.destroy()
    }
  }
  const halfway = until(pace.openMs + pace.saveMs / 2).then(async () => {
    const from = since()
    if (!await middle()) return
    Object.assign(outage, { from, until: Math.max(outage.until, since()) })
  })
  const notes = await Promise.all(sitters.map(one))
  await halfway
  const met = (s: { sent: number; ms: number; broken: boolean }) => s.broken || (s.sent + s.ms >= outage.from && s.sent <= outage.until)
  times.save = saves.filter((s) => !met(s)).map((s) => s.ms)
  times.away = saves.filter(met).map((s) => s.ms)
  if (outage.from < Infinity) times.caughtUpMs = outage.until - outage.from
  return { notes, times }
}

/** one answer, the next question in turn; what was in the air when the server died is sent again with the same number */
async function save(where: Where, agent: Agent, base: string, n: Notes): Promise<number | undefined> {
  const q = n.numbers[n.seq % n.numbers.length]!
  const seq = ++n.seq
  const letters = Array.from({ length: q.options }, (_, i) => String.fromCharCode(65 + i))
  const chosen = letters.filter(() => Math.random() < 0.4)
  if (!chosen.length) chosen.push(letters[Math.floor(Math.random() * letters.length)]!)
  n.sent.set(q.no, (n.sent.get(q.no) ?? new Set()).add(`${seq} ${chosen.join('')}`))
  const said = await askOn(where, agent, n, 'PUT', `${base}/answers/${q.no}`, { device: n.device, seq, chosen })
  if (said.status !== 200) return void n.refused.push(`save ${said.status} ${said.body.slice(0, 300)}`)
  n.acknowledged.set(q.no, { seq, chosen: chosen.join('') })
  return said.ms
}
