import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roleKeys, roles, type Grant, type Role } from '../../contract/roles.ts'
import { endpoints } from '../../contract/index.ts'
import { addressOf, asPromised, matrixTable, sampleBody } from '../../server/kernel/http/matrix.ts'
import { accessOf, permissionMatrix } from '../../server/kernel/permission.ts'
import type { AnyEndpoint } from '../../server/kernel/http/index.ts'
import { answersOf, formOf, materialsOf, ok, planOf } from '../journeys/desk.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { enrol, idOf, market, officer } from '../journeys/roster.ts'

// Every endpoint of the contract × every role and nobody, on the whole city hall; then every endpoint that a relation opens,
// with a real thing, from the own organ and from another, as the applicant and as a stranger.

let hall: CityHall
let people: { key: string; id: string; grants: Grant[] }[]
beforeAll(async () => {
  hall = await openHall('2020-12-25T10:00+08:00')
  const { rows } = await hall.database.app.query<{ key: string; id: string; grants: Grant[] }>(
    `select p.key, p.id, coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'organ', nullif(h.organ, ''))) filter (where h.role is not null), '[]') as grants
     from directory.person p left join directory.post_holder h on h.city = p.city and h.person = p.id
     where p.city = $1 and p.key is not null group by p.city, p.id, p.key`, [hall.database.city])
  people = rows
})
afterAll(() => hall?.close())

/** a session of this person with exactly these grants; the walk must not depend on what else somebody holds */
async function tokenOf(person: string, grants: Grant[]): Promise<string> {
  return (await hall.app.http.sessions.create(hall.database.app, { person, grants, assurance: 'machine' })).token
}
const personOf = (key: string) => people.find((p) => p.key === key)!.id
const holderOf = (role: Role) => (people.find((p) => p.grants.some((g) => g.role === role)) ?? people.find((p) => p.key === 'auditor') ?? people[0])!.id

/** bodies whose parts hang together in a way that no schema says */
const fixed: Record<string, Record<string, unknown>> = { 'session.signIn': { login: 'nobody', password: 'nothing' } }

interface Said { status: number; body: string }
async function ask(endpoint: AnyEndpoint, token: string | null, o: { params?: Record<string, string>; ifMatch?: number } = {}): Promise<Said> {
  const answer = await hall.app.http.app.inject({
    method: endpoint.method, url: addressOf(endpoint, o.params),
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}), 'idempotency-key': randomUUID(), 'if-match': `"${o.ifMatch ?? 1}"`,
      'content-type': endpoint.id === 'files.put' ? 'application/pdf' : 'application/json',
    },
    ...(endpoint.id === 'files.put' ? { payload: '%PDF-1.7' } : endpoint.body ? { payload: JSON.stringify(sampleBody(endpoint, fixed[endpoint.id])) } : {}),
  })
  return { status: answer.statusCode, body: answer.body }
}

// what signs in or out, or moves the city's clock, is asked last: it changes who the callers are
const walkable = [...endpoints].sort((a, b) => Number(a.id === 'city.moveClock') - Number(b.id === 'city.moveClock'))

describe('every door is as the contract says', () => {
  it('for nobody and for each role, endpoint by endpoint', async () => {
    const tokens = new Map<Role | 'nobody', string | null>([['nobody', null]])
    for (const role of roleKeys) tokens.set(role, await tokenOf(holderOf(role), [{ role, organ: role === 'citizen' ? null : 'market' }]))
    const wrong: string[] = []
    let cells = 0
    for (const { endpoint, who, door } of permissionMatrix(walkable)) {
      // signing out ends the caller's session: each caller gets a new one for it
      const token = endpoint.id === 'session.signOut' && who !== 'nobody' ? await tokenOf(holderOf(who), [{ role: who, organ: null }]) : tokens.get(who)!
      const { status } = await ask(endpoint, token)
      if (!asPromised(door, status, endpoint.path.includes('/:'))) wrong.push(`${who} ${endpoint.id}: ${status}, promised ${door}`)
      cells++
    }
    expect(wrong).toEqual([])
    expect(cells).toBe(endpoints.length * (roleKeys.length + 1))
  })

  it('pages have the permission of their endpoint', async () => {
    const wrong: string[] = []
    const doorOf = (endpoint: AnyEndpoint, who: Role | 'nobody') => permissionMatrix([endpoint]).find((r) => r.who === who)!.door
    for (const role of [...roleKeys, 'nobody'] as const) {
      const token = role === 'nobody' ? null : await tokenOf(holderOf(role), [{ role, organ: null }])
      for (const page of hall.app.http.pages) {
        const door = doorOf(page.endpoint, role)
        const answer = await hall.app.http.app.inject({
          method: page.method, url: addressOf({ ...page.endpoint, path: page.path }), headers: { accept: 'text/html', ...(token ? { authorization: `Bearer ${token}` } : {}), ...(page.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
          ...(page.method === 'POST' ? { payload: `_key=${randomUUID()}` } : {}),
        })
        const status = page.method === 'GET' && answer.statusCode === 303 && String(answer.headers.location).startsWith('/sign-in') ? 401 : answer.statusCode
        // this hall has no renderer: a page whose door is open gets as far as that
        const seen = status === 503 && answer.body.includes('页面还没有构建') ? (door === 401 && page.method === 'POST' ? 401 : 200) : status
        if (!asPromised(door, seen, false)) wrong.push(`${role} ${page.method} ${page.path}: ${seen}, promised ${door}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('and the city hall has no route besides', async () => {
    const listed = new Set(endpoints.map((e) => e.id))
    expect([...hall.app.http.bound.keys()].filter((id) => !listed.has(id))).toEqual([])
    for (const url of ['/api/v1/cases/x/y/z', '/api/v2/cases', '/api/v1/nothing', '/admin', '/.git/config', '/assets/../package.json', '/assets/..%2f..%2fpackage.json'])
      expect((await hall.app.http.app.inject({ url })).statusCode, url).toBe(404)
  })

  it('the table for auditors has one line for each endpoint and one column for each role', () => {
    const lines = matrixTable(endpoints).trim().split('\n')
    expect(lines).toHaveLength(endpoints.length + 2)
    for (const role of Object.values(roles)) expect(lines[0]).toContain(role.name)
    expect(lines.find((l) => l.includes('POST /api/v1/cases/:id/grant '))).toContain('| 本机关部门负责人、本机关审查人员 |')
  })
})

describe('what a relation opens', () => {
  const relational = endpoints.filter((e) => accessOf(e).applicant || accessOf(e).atOrgan.size)
  /** first steps of the path → the thing that stands there, made by the applicant */
  const things = new Map<string, { params: Record<string, string>; organ: string }>()
  let made: { caseId: string; organ: string; seq: number }

  beforeAll(async () => {
    const chen = await hall.as('chen')
    const item = 'forest-seed-licence'
    const answers = await answersOf(chen, item)
    const plan = await planOf(chen, 'item', item, answers)
    const draft = ok(await chen.post('/api/v1/drafts', { kind: 'item', key: item, answers }))
    const opened = ok(await chen.post('/api/v1/cases', { item, channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
    const photo = Buffer.from('%PDF-1.7\n%%EOF')
    const { sha256 } = await hall.app.http.files.receive(personOf('chen'), Readable.from([photo]), { name: '门头.pdf' })
    fixed['casework.addMaterial'] = { material: 'sitePhotos', sha256 }
    const view = ok(await chen.get(`/api/v1/cases/${opened.id}`))
    made = { caseId: opened.id, organ: view.organ, seq: view.seq }
    const clock = view.clocks[0]?.id ?? 'none'
    const document = view.acts.flatMap((a: { documents: { id: string }[] }) => a.documents)[0]?.id
    things.set('/api/v1/cases', { params: { id: opened.id, clock, ...(document ? { document } : {}) }, organ: view.organ })
    things.set('/api/v1/drafts', { params: { id: draft.id }, organ: view.organ })
    const bundlePlan = await planOf(chen, 'bundle', 'flower-company', { stock: 'flowers', premises: 'own' })
    const bundle = ok(await chen.post('/api/v1/bundles', {
      bundle: 'flower-company', channel: 'web', answers: { stock: 'flowers', premises: 'own' }, form: formOf(bundlePlan), materials: materialsOf(bundlePlan),
    }))
    things.set('/api/v1/bundles', { params: { id: bundle.id }, organ: view.organ })
    things.set('/api/v1/overview', { params: { id: opened.id }, organ: view.organ })
    const licence = randomUUID()
    await hall.database.app.query(
      `insert into licences.licence (city, id, identifier, type, name, case_id, item, organ, holder, content, document, check_code, issued_on, state)
       values ($1, $2, 'T-1', 'test', '测试证照', $3, $4, $5, $6, '{}', $7, 'T1', '2020-12-25', 'valid')`,
      [hall.database.city, licence, opened.id, item, view.organ, personOf('chen'), randomUUID()])
    const batch = (await hall.database.app.query<{ id: string }>(`select id from credentials.training_batch where city = $1 and state = 'open' order by starts_at desc limit 1`, [hall.database.city])).rows[0]!.id
    things.set('/api/v1/training/organs', { params: { organ: view.organ, id: batch }, organ: view.organ })
    const { rows: [organ] } = await hall.database.app.query<{ name: string; uscc: string }>(`select name, uscc from directory.organ where city = $1 and key = $2`, [hall.database.city, view.organ])
    const { officers, bodies } = await enrol(hall, { bodies: [{ ...market, ...organ! }], officers: [officer(1, { ...(await idOf(hall, 'chen')), bodyName: organ!.name, bodyUscc: organ!.uscc })] })
    things.set('/api/v1/bodies', { params: { id: bodies[0]! }, organ: view.organ })
    const [campaign, task] = [randomUUID(), randomUUID()]
    await hall.database.app.query(
      `insert into credentials.campaign (city, id, name, profile, as_of, settings, lists, broken, frozen, fingerprint, bureau, state, seq, created_at)
       values ($1, $2, '清理', 'general', '2020-12-25', '{}', '{"officers": {"rows": 0, "broken": 0}, "bodies": {"rows": 0, "broken": 0}}', '[]', '', '', 'justice', 'TOLD', 2, '2020-12-25')`, [hall.database.city, campaign])
    await hall.database.app.query(
      `insert into credentials.task (city, id, campaign, name, uscc, organ, officers, supervisors, flagged, open, state, seq) values ($1, $2, $3, '样例单位', 'x', $4, 1, 0, 1, 1, 'TOLD', 1)`, [hall.database.city, task, campaign, view.organ])
    things.set('/api/v1/campaigns', { params: { id: campaign }, organ: 'justice' })
    // a paper on something else: a copy of the one that there is
    const paperOn = async (subject: string): Promise<string> => (await hall.database.app.query<{ id: string }>(
      `insert into kernel.document (city, id, case_id, template, version, number, data, digest, salt, legal_at, rec_at)
       select city, gen_random_uuid(), $2::uuid, template, version, number || $2::uuid, data, digest, salt, legal_at, rec_at from kernel.document where city = $1 and id = $3 returning id`, [hall.database.city, subject, document])).rows[0]!.id
    things.set('/api/v1/clean-up-tasks', { params: { id: task, document: await paperOn(task) }, organ: view.organ })
    things.set('/api/v1/holders', { params: { id: officers[0]!, document: await paperOn(officers[0]!) }, organ: view.organ })
    fixed['campaigns.signMany'] = { tasks: [{ id: task, seq: 1 }] }
    things.set('/api/v1/licences', { params: { id: licence }, organ: view.organ })
  })

  const thingOf = (e: AnyEndpoint) => {
    const found = [...things].find(([prefix]) => e.path.startsWith(`${prefix}/:`))
    if (!found) throw new Error(`${e.id} is opened by a relation, and the walk has no thing for ${e.path}`)
    return found[1]
  }

  it('a stranger, and the same role at another organ, find nothing: the same answer as for what does not exist, and no effect', async () => {
    const wrong: string[] = []
    const callers: [string, Role, string][] = []
    for (const role of roleKeys) callers.push([role, role, await tokenOf(role === 'citizen' ? personOf('liu') : holderOf(role), [{ role, organ: role === 'citizen' ? null : 'nowhere' }])])
    for (const e of relational) {
      const access = accessOf(e)
      for (const [name, role, token] of callers) {
        if (access.roles.has(role)) continue
        const real = await ask(e, token, { params: thingOf(e).params, ifMatch: made.seq })
        const none = await ask(e, token, { ifMatch: made.seq })
        const promised = access.applicant || access.atOrgan.has(role) ? 404 : 403
        if (real.status !== promised) wrong.push(`${name} ${e.id}: ${real.status}, promised ${promised}`)
        else if (bare(real.body) !== bare(none.body)) wrong.push(`${name} ${e.id}: a thing that exists is answered otherwise`)
      }
    }
    expect(wrong).toEqual([])
    const chen = await hall.as('chen')
    expect(ok(await chen.get(`/api/v1/cases/${made.caseId}`)).seq).toBe(made.seq)
  })

  it('the applicant and the own organ come in', async () => {
    const wrong: string[] = []
    const chen = await tokenOf(personOf('chen'), [{ role: 'citizen', organ: null }])
    const own = new Map<string, string>()
    const at = async (role: Role, organ: string) => own.get(role + organ) ?? (own.set(role + organ, await tokenOf(holderOf(role), [{ role, organ }])), own.get(role + organ)!)
    // what ends a case or a draft comes last
    const order = [...relational].sort((a, b) => ending(a) - ending(b))
    for (const e of order) {
      const callers: [string, string][] = [...(accessOf(e).applicant ? [['applicant', chen] as [string, string]] : []), ...(await Promise.all([...accessOf(e).atOrgan].map(async (r) => [`${r}@organ`, await at(r, thingOf(e).organ)] as [string, string])))]
      for (const [name, token] of callers) {
        const seq = (await hall.database.app.query<{ seq: number }>(`select seq from casework.cases where city = $1 and id = $2`, [hall.database.city, made.caseId])).rows[0]!.seq
        const { status, body } = await ask(e, token, { params: thingOf(e).params, ifMatch: seq })
        if (status === 401 || status === 403 || status === 404 || status >= 500) wrong.push(`${name} ${e.id}: ${status} ${body.slice(0, 200)}`)
      }
    }
    expect(wrong).toEqual([])
  })
  const ending = (e: AnyEndpoint): number => (e.method === 'GET' ? 0 : /withdraw|terminate|notNeeded|notCompetent|refuse|grant|\.file$/.test(e.id) ? 2 : e.id === 'casework.dropDraft' ? 3 : 1)

  const bare = (body: string): string => {
    const { support: _, instance: __, ...rest } = JSON.parse(body) as Record<string, unknown>
    return JSON.stringify(rest)
  }
})
