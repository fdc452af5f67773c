import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { foldersOf } from '../../server/kernel/config.ts'
import { uuidv7 } from '../../server/kernel/ids.ts'
import { secretKey } from '../../server/kernel/secret.ts'

export const city = '411000'
/** days on which the patterns are filed and worked on, and the morning on which is measured */
const days = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']
const measured = '2026-03-09T09:00'
export const clockStart = `${days[0]}T09:00`

export interface Citizen { id: string; token: string }
/** an item's submission as its form sends it */
export interface Submission { item: string; body: string }

type Call = (method: string, path: string, token: string | null, body?: unknown, headers?: Record<string, string>) => Promise<{ status: number; body: any }>
const caller = (url: string): Call => async (method, path, token, body, headers = {}) => {
  const r = await fetch(url + path, {
    method, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: r.status, body: await r.json().catch(() => null) }
}

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高']
const given = [...'建秀桂玉志春海丽文永立雪国红景晓书若素俊']

/** citizens with sessions: the load of a city comes from many accounts */
export async function citizens(db: pg.Client, n: number): Promise<Citizen[]> {
  const people = Array.from({ length: n }, (_, i) => ({ id: uuidv7(), token: randomBytes(32).toString('base64url'), name: surnames[i % 20]! + given[(i / 20 | 0) % 20]! + given[(i / 400 | 0) % 20]!, no: i }))
  await db.query(
    `insert into directory.person (city, id, name, id_number, phone, birth)
     select $1, r.id, r.name, '411002' || to_char(date '1950-01-01' + r.no % 18000, 'YYYYMMDD') || lpad((r.no % 1000)::text, 3, '0') || 'X', '139' || lpad(r.no::text, 8, '0'), date '1950-01-01' + r.no % 18000
     from unnest($2::uuid[], $3::text[], $4::int[]) as r(id, name, no)`, [city, people.map((p) => p.id), people.map((p) => p.name), people.map((p) => p.no)])
  await db.query(`insert into directory.post_holder (city, person, role, organ) select $1, p, 'citizen', '' from unnest($2::uuid[]) p`, [city, people.map((p) => p.id)])
  await db.query(
    `insert into kernel.session (city, token_hash, person, grants, created, last_seen, expires, csrf, assurance)
     select $1, h, p, '[{"role": "citizen", "organ": null}]', now(), now(), now() + interval '12 hours', 'none', 'machine' from unnest($2::bytea[], $3::uuid[]) as r(h, p)`,
    [city, people.map((p) => createHash('sha256').update(p.token).digest()), people.map((p) => p.id)])
  return people
}

interface Field { id: string; kind: string; label: string; options?: { value: string }[] }
function answerFor(f: Field): unknown {
  if (f.options?.length) return f.kind === 'choices' ? [f.options[0]!.value] : f.options[0]!.value
  const plain: Record<string, unknown> = {
    idNumber: '411024196203151235', phone: '13800000001', money: '1000000', number: 3, yesNo: 'no', date: '2026-03-02', uscc: '914110000574123483', address: '河南省许昌市鄢陵县柏梁镇花都大道1号',
  }
  return plain[f.kind] ?? (/名称/.test(f.label) ? '许昌陈记花木有限公司' : f.kind === 'longText' ? '货车两辆，豫K12345、豫K23456，总质量各八吨；驾驶人员刘建平、马晓蕾，均持有相应驾驶证和从业资格证' : '陈守田')
}

/** what the form of each item of the pack sends; items that cannot be filed like that are left out and named */
export async function submissions(url: string, db: pg.Client, token: string, most = Infinity): Promise<{ items: Submission[]; left: string[] }> {
  const call = caller(url)
  const { rows } = await db.query<{ key: string }>(`select distinct key from catalogue.item_revision where city = $1 and state = 'published' order by key`, [city])
  const items: Submission[] = []
  const left: string[] = []
  for (const { key } of rows) {
    if (items.length >= most) break
    // the first option of every question, until none that applies is open: an answer may make another one apply
    const planFor = async (answers: Record<string, string>) => (await call('POST', '/api/v1/plan', token, { kind: 'item', key, answers })).body
    let plan = await planFor({})
    while (plan?.open?.length) {
      const asked: { id: string; options: { value: string }[] }[] = plan.questions
      plan = await planFor({ ...plan.answers, ...Object.fromEntries(asked.filter((q) => plan.open.includes(q.id)).map((q) => [q.id, q.options[0]!.value])) })
    }
    const body = plan?.fields && {
      item: key, channel: 'web', answers: plan.answers, form: Object.fromEntries(plan.fields.map(({ field }: { field: Field }) => [field.id, answerFor(field)])),
      materials: Object.fromEntries(plan.materials.map(({ material: m }: { material: { id: string; source: string } }) => [m.id, m.source === 'bring' ? 'electronic' : m.source])),
    }
    const tried = body && await call('POST', '/api/v1/cases', token, body)
    if (tried?.status === 201) items.push({ item: key, body: JSON.stringify(body) })
    else left.push(`${key}: ${tried?.body?.detail ?? plan?.detail ?? 'no plan'}`)
  }
  return { items, left }
}

/**
 * Patterns: for each item and day four cases, filed and worked on by the product through its own endpoints: one waits at
 * the window, one was accepted, one was taken up, one decided. Their rows are multiplied afterwards.
 */
export async function patterns(url: string, people: readonly Citizen[], items: readonly Submission[], nDays: number): Promise<void> {
  const call = caller(url)
  const tokens = new Map<string, Promise<string>>()
  const as = (person: string) => tokens.get(person) ?? (tokens.set(person, call('POST', '/api/v1/session', null, { person, bearer: true }).then((r) => r.body.token as string)), tokens.get(person)!)
  const clock = async (to: string) => {
    const moved = await call('POST', '/api/v1/demo/clock', null, { to })
    if (moved.status !== 200) throw new Error(`clock to ${to}: ${JSON.stringify(moved.body)}`)
  }
  const clerk = await as('clerk')
  let n = 0
  for (const day of days.slice(-nDays)) {
    await clock(`${day}T09:30`)
    const work = items.flatMap((item) => [0, 1, 2, 3].map((depth) => ({ item, depth })))
    const one = async ({ item, depth }: (typeof work)[number]) => {
      const opened = await call('POST', '/api/v1/cases', people[n++ % people.length]!.token, JSON.parse(item.body))
      if (opened.status !== 201) throw new Error(`${item.item}: ${JSON.stringify(opened.body)}`)
      const { id } = opened.body
      const act = async (token: string, type: string, payload: object = {}) => {
        const view = (await call('GET', `/api/v1/cases/${id}`, token)).body
        return call('POST', `/api/v1/cases/${id}/${type}`, token, { payload, personal: {} }, { 'if-match': `"${view?.seq ?? 0}"` })
      }
      if (depth === 0) return
      const view = (await call('GET', `/api/v1/cases/${id}`, clerk)).body
      await act(clerk, 'check', { results: Object.fromEntries(view.materials.map((m: { id: string }) => [m.id, { result: 'ok' }])) })
      await act(clerk, 'accept')
      if (depth === 1) return
      const examiner = await as(`examiner.${view.organ}`)
      await act(examiner, 'takeUp')
      // a permit is granted by the head of the organ; a registration, a service and a filing at the post
      if (depth === 3) await act(view.regime === 'permit' ? await as(`head.${view.organ}`) : examiner, view.regime === 'filing' ? 'file' : 'grant')
    }
    const next = async (): Promise<void> => { for (let w = work.pop(); w; w = work.pop()) await one(w) }
    await Promise.all([next(), next(), next(), next()])
  }
  await clock(measured)
}

/** share of the cases in each situation: most are done, as in every archive */
const shares = { done: 0.55, organ: 0.3, window: 0.1, other: 0.05 }

/**
 * Multiplies the patterns to `wanted` cases by a few set-based statements. Acts, clocks, particulars, documents and the
 * kept answers are copies of rows that the product wrote, with ids, numbers and applicants of their own; so every case can
 * be opened and worked on. Journal entries keep the pattern's bytes (size and index are right, names are not).
 */
export async function multiply(db: pg.Client, data: string, people: readonly Citizen[], wanted: number): Promise<Record<string, number>> {
  const key = secretKey(foldersOf(data).keys, 'pseudonym')
  const { rows: cases } = await db.query<{ id: string }>(`select id from casework.cases where city = $1 and bundle is null`, [city])
  const subjects = cases.map((c) => createHmac('sha256', key).update(`${city}|case|${c.id}`).digest('base64url').slice(0, 24))
  const run = (sql: string, params: unknown[] = []) => db.query(sql, params)
  // references were checked when the product wrote the patterns
  await run(`set session_replication_role = replica; set work_mem = '64MB'; set synchronous_commit = off`)
  await run(`create temp table pattern as select c.id, c.number, s.subject, case when c.closed or c.holder in ('nobody', 'counter') then 'done' when c.holder = 'organ' then 'organ' when c.holder = 'window' then 'window' else 'other' end as kind
    from casework.cases c join unnest($2::uuid[], $3::text[]) as s(id, subject) on s.id = c.id where c.city = $1`, [city, cases.map((c) => c.id), subjects])
  await run(`create temp table copy as
    select p.id as old, p.number as "oldNumber", p.subject as "oldSubject", uuidv7(interval '-1 day' * (random() * 300)) as id,
      left(encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'base64'), 24) as subject, row_number() over () as n, 1 + floor(random() * $1)::int as who
    from pattern p join (select kind, count(*) as n, ($3::jsonb ->> kind)::float8 / sum(($3::jsonb ->> kind)::float8) over () as share from pattern group by kind) k using (kind)
    cross join lateral generate_series(1, ceil($2::float8 * k.share / k.n)::int)`, [people.length, wanted, JSON.stringify(shares)])
  await run(`alter table copy add number text, add applicant uuid`)
  await run(`update copy set number = left("oldNumber", -4) || 'B' || lpad(n::text, 7, '0'), applicant = ($1::uuid[])[who]`, [people.map((p) => p.id)])
  await run(`create index on copy (old); analyze copy`)
  const columns = async (table: string) => {
    const { rows } = await db.query<{ c: string }>(`select quote_ident(attname) as c from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`, [table])
    return rows.map((r) => r.c)
  }
  /** insert … select of every column, some of them made anew */
  const clone = async (table: string, join_: string, own: Record<string, string>, order: string) => {
    const all = await columns(table)
    const done = await run(`insert into ${table} (${all.join(', ')}) select ${all.map((c) => own[c] ?? `t.${c}`).join(', ')} from copy k join ${table} t on ${join_} order by ${order}`)
    return done.rowCount ?? 0
  }
  const counts: Record<string, number> = {}
  counts['cases'] = await clone('casework.cases', 't.id = k.old', { id: 'k.id', number: 'k.number', applicant: 'k.applicant' }, 'k.id')
  counts['acts'] = await clone('casework.act', 't.case_id = k.old', { case_id: 'k.id', id: 'gen_random_uuid()', actor: `case when t.actor_code = 'APP' then k.applicant else t.actor end`,
    // what the first act says of its case, so that the copy's row follows from the copy's acts
    payload: `case when t.seq = 1 then jsonb_set(t.payload, '{number}', to_jsonb(k.number)) else t.payload end`,
    facts: `case when t.facts ? 'applicant' then jsonb_set(t.facts, '{applicant}', to_jsonb(k.applicant)) else t.facts end` }, 'k.id, t.seq')
  counts['clocks'] = await clone('casework.clock', 't.case_id = k.old', { case_id: 'k.id' }, 'k.id')
  counts['particulars'] = await clone('casework.particular', 't.case_id = k.old', { case_id: 'k.id', id: 'gen_random_uuid()' }, 'k.id')
  // each case has one uploaded file, under the first material that its answers name
  counts['files'] = (await run(`insert into casework.material (city, case_id, id, material, sha256, owner, name, level, added)
    select a.city, k.id, gen_random_uuid(), (select jsonb_object_keys(a.payload -> 'materials') limit 1), sha256(convert_to(k.number, 'UTF8')), k.applicant, '扫描件.pdf', 'C', a.at::timestamptz
    from copy k join casework.act a on a.case_id = k.old and a.seq = 1 and a.payload -> 'materials' <> '{}'::jsonb order by k.id`)).rowCount ?? 0
  counts['documents'] = await clone('kernel.document', 't.case_id = k.old', {
    case_id: 'k.id', id: 'gen_random_uuid()', number: `case when t.number = k."oldNumber" then k.number when t.number ~ '号$' then regexp_replace(t.number, '[0-9]+号$', 'B' || k.n || '号') else t.number || '-' || k.n end`,
  }, 'k.id')
  counts['licences'] = await clone('licences.licence', 't.case_id = k.old', { case_id: 'k.id', id: 'gen_random_uuid()', identifier: `t.identifier || '-' || k.n`, check_code: `t.check_code || k.n`, holder: 'k.applicant' }, 'k.id')
  counts['answers'] = await clone('kernel.idempotency', `t.body ->> 'id' = k.old::text and t.status = 201`, { actor: 'k.applicant::text', key: 'gen_random_uuid()::text', created: `now() - interval '1 hour'` }, 'k.id')
  counts['entries'] = await clone('journal.entry', 't.subject = k."oldSubject"', { id: 'gen_random_uuid()', subject: 'k.subject' }, 'k.id')
  if (!counts['entries']) throw new Error('no entry of the log was copied: pseudonyms are not made as the product makes them')
  await run(`insert into journal.leaf (city, log, index, entry, leaf)
    select e.city, m.log, m.top + row_number() over (order by e.id), e.id, e.leaf from journal.entry e
    cross join (select log, max(index) as top from journal.leaf where city = $1 group by log order by log desc limit 1) m
    where e.city = $1 and not exists (select 1 from journal.leaf l where l.city = e.city and l.entry = e.id) and not exists (select 1 from journal.pending p where p.city = e.city and p.id = e.id)`, [city])
  await run(`set session_replication_role = default; reset synchronous_commit`)
  await run('vacuum (analyze)')
  await run('checkpoint')
  return counts
}
