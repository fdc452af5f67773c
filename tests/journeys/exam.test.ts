import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usualTerms } from '../../law/credential/exam.ts'
import { demoPack } from '../../server/kernel/config.ts'
import { commit, createJournal, type Journal } from '../../server/kernel/journal/index.ts'
import { secretKey } from '../../server/kernel/secret.ts'
import { examBank } from '../../server/modules/credentials/index.ts'
import { ok } from './desk.ts'
import { openHall, type CityHall, type Person } from './hall.ts'

/* An examination from the question bank to the credential: set, sat on two machines, handed in by hand and by the clock, published, objected to, marked again. */

let hall: CityHall
let supervisor: Person
let first: Person
let second: Person
/** µs: what the demonstration's own examination left in the log comes before */
let begun: string
/** names people and salts as the city does */
let journal: Journal
let bank: Map<string, { key: string[]; options: string[] }>

const judge = (i: number) => ({ id: `j-${i}`, kind: 'judge', stem: `判断第${i}题`, options: { A: '错误', B: '正确' }, answer: [i % 2 ? 'B' : 'A'] })
const single = (i: number) => ({ id: `s-${i}`, kind: 'single', stem: `单选第${i}题`, options: { A: `甲${i}`, B: `乙${i}`, C: `丙${i}`, D: `丁${i}` }, answer: ['C'] })
const multi = (i: number) => ({ id: `m-${i}`, kind: 'multi', stem: `多选第${i}题`, options: { A: `子${i}`, B: `丑${i}`, C: `寅${i}`, D: `卯${i}` }, answer: ['A', 'D'] })
const facts = (i: number) => ({ id: `c-${i}`, facts: `案情${i}`, questions: [1, 2, 3].map((n) => ({ stem: `案情${i}第${n}问`, options: { A: '可以', B: '不可以', C: '应当' }, answer: n === 3 ? ['A', 'C'] : ['B'] })) })
const made = [...Array(8).keys()].flatMap((i) => [judge(i), single(i), multi(i)]).concat([0, 1, 2].map(facts) as never[])
const lines = (all: readonly unknown[]) => all.map((q) => JSON.stringify(q)).join('\n')

const terms = {
  ...usualTerms, passMarks: 12, minutes: 60, parts: [{ kind: 'judge', count: 4, marks: 1 }, { kind: 'single', count: 4, marks: 1 }, { kind: 'multi', count: 4, marks: 2 }, { kind: 'case', count: 1, marks: 4 }],
}
const wanted = (more: object = {}) => ({ name: '执法资格考试（公共法律知识）', terms, topics: ['journey'], opens: '2020-12-28T09:00:00+08:00', closes: '2020-12-28T11:00:00+08:00', ...more })
const take = (text: string, topic = 'journey') =>
  examBank.takeInQuestions({ db: hall.database.app, city: hall.database.city, journal }, examBank.readQuestions(text).questions, { subject: 'public', topic, at: '2020-12-25T09:00:00.000+08:00', now: Date.now(), by: 'installer' })
interface Logged { type: string; subject: string; seq?: number; actor: { org: string | null; role: string; pid: string | null }; prev?: string; next?: string; digests: Record<string, string> }
/** entries of these types, in the order in which they were written; those of the journey itself, or those before it */
const logged = async (types: readonly string[], when: '>=' | '<' = '>='): Promise<Logged[]> =>
  (await hall.database.app.query<{ entry: Logged }>(`select convert_from(body, 'UTF8')::jsonb as entry from journal.entry where type = any($1) and rec_us ${when} $2 order by id`, [types.map((t) => `credentials.${t}`), begun])).rows.map((r) => r.entry)
const put = (p: Person, path: string, body: unknown) => p.post(path, body, { method: 'PUT' })
const idOf = async (key: string): Promise<string> => (await hall.database.app.query<{ id: string }>(`select id from directory.person where key = $1`, [key])).rows[0]!.id
const tailOf = async (key: string): Promise<string> => (await hall.database.app.query<{ n: string }>(`select right(id_number, 4) as n from directory.person where key = $1`, [key])).rows[0]!.n

beforeAll(async () => {
  hall = await openHall('2020-12-25T10:00+08:00')
  journal = createJournal({ city: hall.database.city, key: secretKey(hall.database.folders.keys, 'pseudonym') })
  begun = String(Date.now() * 1000)
  ;[supervisor, first, second] = await Promise.all(['supervisor', 'officer.market', 'officer2.market'].map((p) => hall.as(p))) as [Person, Person, Person]
  bank = new Map(made.map((q) => {
    const parts = ('questions' in q ? (q as { questions: unknown[] }).questions : [q]) as { stem: string; options: Record<string, string>; answer: string[] }[]
    return parts.map((p): [string, { key: string[]; options: string[] }] => [p.stem, { key: p.answer, options: Object.values(p.options) }])
  }).flat())
})
afterAll(() => hall?.close())

type Sat = { endsAt: string; items: { kind: string; marks: number; facts: string | null; asked: { no: number; stem: string; options: string[] }[] }[]; answers: { no: number; seq: number; chosen: string[] }[] }
const askedIn = (s: Sat) => s.items.flatMap((i) => i.asked)
/** letters, as the candidate sees them, of the right options */
function rightFor(q: { stem: string; options: string[] }): string[] {
  const known = bank.get(q.stem)!
  const texts = known.key.map((k) => known.options[k.charCodeAt(0) - 65]!)
  return q.options.flatMap((o, i) => (texts.includes(o) ? [String.fromCharCode(65 + i)] : []))
}

describe('题库', () => {
  it('逐行导入，坏行说明原因；再导入一次没有变化；改了的题是新版本', async () => {
    const bad = ['{', '{"id":"x","kind":"single","stem":"","options":{"A":"a","B":"b"},"answer":["A"]}', '{"id":"y","kind":"single","stem":"题","options":{"A":"a","B":"b"},"answer":["A","B"]}',
      '{"id":"z","kind":"multi","stem":"题","options":{"A":"a","B":"b"},"answer":["E"]}', lines([judge(0), judge(0)])].join('\n')
    expect(examBank.readQuestions(bad).broken).toEqual([
      { line: 1, reason: '不是有效的 JSON' }, { line: 2, reason: '缺少题干（stem）' }, { line: 3, reason: '单项选择题只能有一个答案' }, { line: 4, reason: '答案 E 不在选项里' }, { line: 6, reason: '编号 j-0 与第 5 行重复' },
    ])
    expect(await take(lines(made))).toEqual({ added: 27, changed: 0, unchanged: 0 })
    expect(await take(lines(made))).toEqual({ added: 0, changed: 0, unchanged: 27 })
    expect(await take(lines([{ ...judge(1), stem: '判断第1题（改）' }]))).toEqual({ added: 0, changed: 1, unchanged: 0 })
    expect(await take(lines([judge(1)]))).toEqual({ added: 0, changed: 1, unchanged: 0 })
    const seen = ok(await supervisor.get('/api/v1/exam-questions?kind=judge&limit=100'))
    expect(seen.items.find((q: { source: string }) => q.source === 'j-1')).toMatchObject({ version: 3, parts: [{ stem: '判断第1题' }], key: [['B']] })
    expect(seen.counts).toContainEqual({ subject: 'public', topic: 'journey', kind: 'case', count: 3 })
    expect((await first.get('/api/v1/exam-questions')).status).toBe(403)
  })

  it('改变了题库的导入都在账本里，没有变化的不记；知道题目也猜不出答案', async () => {
    const salt = Buffer.from(journal.pseudonym('salt', 'questions'))
    const { rows } = await hall.database.app.query<{ question: string; version: number; digest: string }>(
      `select v.question, v.version, v.digest from credentials.exam_question_version v join credentials.exam_question q on q.city = v.city and q.id = v.question where q.topic = 'journey' order by v.version, v.question`)
    expect(rows.map((r) => r.version)).toEqual([...Array(27).fill(1), 2, 3])
    const written = [rows.slice(0, 27), [rows[27]!], [rows[28]!]].map((all) => commit(salt, all.map((r) => [r.question, r.version, r.digest])))
    const taken = await logged(['questionsTaken'])
    expect(taken.map((e) => [e.subject, e.actor, e.digests['versions']])).toEqual(written.map((w) => [journal.pseudonym('questionBank', hall.database.city), { org: null, role: 'installer', pid: null }, w]))
    expect(rows.filter((r) => JSON.stringify(taken).includes(r.digest))).toEqual([])
    // moved under another topic and back: no new version, and written down all the same
    for (const topic of ['elsewhere', 'journey']) await take(lines([judge(2)]), topic)
    const moved = (await logged(['questionsTaken'])).slice(3).map((e) => e.digests)
    expect(moved.map((d) => d['versions'])).toEqual([commit(salt, []), commit(salt, [])])
    expect(moved[0]!['placed']).not.toBe(moved[1]!['placed'])
  })

  it('演示自带的试题和考试由系统记入账本，重新启动不再记', async () => {
    const types = ['questionsTaken', 'examMade', 'examSet', 'examAdmitted']
    const before = await logged(types, '<')
    expect(before.map((e) => [e.type, e.actor])).toEqual(types.map((t) => [`credentials.${t}`, { org: null, role: 'system', pid: null }]))
    const count = (await logged(types)).length
    await hall.app.credentials.exams.takeIn(examBank.readExamPack(demoPack()))
    expect((await logged(types)).length).toBe(count)
  })

  const data = new URL('../../../shared/data/exam-bank/', import.meta.url)
  it.skipIf(!existsSync(data))('整个题库读得进来（没有 ../shared 时跳过）', async () => {
    for (const [file, count] of [['questions.jsonl', 1487], ['cases.jsonl', 174]] as const) {
      const read = examBank.readQuestions(readFileSync(new URL(file, data), 'utf8'))
      expect([file, read.questions.length, read.broken]).toEqual([file, count, []])
    }
  })
})

describe('一场考试', () => {
  let exam: string
  const own = (path = '') => `/api/v1/my/exams/${exam}${path}`

  it('题库不够、时间不对的不能定；定下以后不能再改；不是考生的人查无', async () => {
    const draft = ok(await supervisor.post('/api/v1/exams', wanted({ terms: { ...terms, parts: [{ kind: 'judge', count: 9, marks: 1 }] }, closes: '2020-12-28T09:30:00+08:00' })))
    exam = draft.id
    const refused = await supervisor.post(`/api/v1/exams/${exam}/set`)
    expect([refused.status, refused.body.findings.map((f: { message: string }) => f.message)]).toEqual([422, ['题库里这门课的判断题只有8道，不够抽9道', '合格线12分高于满分9分', '开考到结束不足60分钟，不够答完']])
    expect(ok(await supervisor.post(`/api/v1/exams/${exam}`, wanted(), { method: 'PUT' })).fullMarks).toBe(20)
    // the same again is no change
    expect(ok(await supervisor.post(`/api/v1/exams/${exam}`, wanted(), { method: 'PUT' })).seq).toBe(2)
    expect((await supervisor.post('/api/v1/exams', wanted({ opens: '2020-02-30' }))).status).toBe(422)
    const preview = ok(await supervisor.get(`/api/v1/exams/${exam}/preview`))
    expect(preview.items.map((i: { kind: string }) => i.kind).join()).toBe('judge,judge,judge,judge,single,single,single,single,multi,multi,multi,multi,case')
    expect(ok(await supervisor.post(`/api/v1/exams/${exam}/set`))).toMatchObject({ state: 'set', poolDigest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await supervisor.post(`/api/v1/exams/${exam}`, wanted(), { method: 'PUT' })).body.code).toBe('E-STATE')
    expect(ok(await supervisor.post(`/api/v1/exams/${exam}/candidates`, { organs: ['market'], people: ['nobody-at-all', ' '] }))).toEqual({ added: 2, already: 0, notFound: [1] })
    expect(ok(await supervisor.post(`/api/v1/exams/${exam}/candidates`, { people: ['officer.market', 'officer.police'] }))).toEqual({ added: 1, already: 1, notFound: [] })
    const chen = await hall.as('chen')
    for (const [method, path] of [['GET', ''], ['POST', '/sign-in'], ['POST', '/sitting'], ['PUT', '/answers/1'], ['POST', '/hand-in'], ['GET', '/result']] as const)
      expect((await (method === 'GET' ? chen.get(own(path)) : chen.post(own(path), { device: 'device-of-chen', seq: 1, chosen: ['A'] }, { method }))).status, path).toBe(404)
    expect(ok(await chen.get('/api/v1/my/exams')).items).toEqual([])
  })

  it('新建、修改、定下都在账本里：谁做的，安排的摘要前后对得上；被退回的和没有变化的不记', async () => {
    const actor = { org: 'justice', role: 'supervisor', pid: journal.pseudonym('person', await idOf('supervisor')) }
    const entries = await logged(['examMade', 'examChanged', 'examSet'])
    expect(entries.map(({ type, subject, seq, prev, next, actor: by }) => [type, subject, seq, prev, next, by])).toEqual(
      [['examMade', 1, undefined, 'draft'], ['examChanged', 2, 'draft', 'draft'], ['examSet', 3, 'draft', 'set']].map(([type, seq, prev, next]) => [`credentials.${type}`, journal.pseudonym('exam', exam), seq, prev, next, actor]))
    const [first, second, third] = entries.map((e) => e.digests) as [Logged['digests'], Logged['digests'], Logged['digests']]
    expect([first['terms'] === second['terms'], second['terms'] === third['terms'], first['name'] === second['name']]).toEqual([false, true, true])
    expect(first['name']).toBe(commit(Buffer.from(journal.pseudonym('salt', exam)), wanted().name))
  })

  it('到时间签到，本人核对，只签一次；没有到时间打不开试卷', async () => {
    const tail = await tailOf('officer.market')
    expect((await first.post(own('/sign-in'), { idTail: tail })).body.detail).toContain('开考前60分钟开始签到')
    await hall.at('2020-12-28T08:30')
    expect((await first.post(own('/sign-in'), { idTail: '0000' })).body.findings[0]).toMatchObject({ at: 'idTail', rule: 'credential/examConduct#identity' })
    expect(ok(await first.post(own('/sign-in'), { idTail: tail }))).toMatchObject({ mine: 'signedIn', notYet: '还没有到开考时间，试卷还不能打开' })
    expect(ok(await first.post(own('/sign-in'), {})).mine).toBe('signedIn')
    expect((await first.post(own('/sitting'), { device: 'desk-one' })).status).toBe(409)
    expect((await second.post(own('/sitting'), { device: 'desk-two' })).body.detail).toContain('还没有签到')
    ok(await second.post(own('/sign-in'), { idTail: await tailOf('officer2.market') }))
  })

  let sat: Sat
  it('试卷按规则抽出，各人不同，里面没有答案', async () => {
    await hall.at('2020-12-28T09:00')
    const whole = await first.post(own('/sitting'), { device: 'desk-one' })
    sat = ok(whole)
    expect(sat.items.map((i) => i.kind).join()).toBe('judge,judge,judge,judge,single,single,single,single,multi,multi,multi,multi,case')
    expect(askedIn(sat).map((a) => a.no)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
    // every byte of it: nothing but what is declared, and no name under which a key could travel
    expect(Object.keys(whole.body).sort()).toEqual(['answers', 'endsAt', 'graceSeconds', 'id', 'items', 'name', 'now'])
    for (const i of sat.items) {
      expect(Object.keys(i).sort()).toEqual(['asked', 'facts', 'kind', 'marks'])
      for (const a of i.asked) expect(Object.keys(a).sort()).toEqual(['no', 'options', 'stem'])
    }
    expect(JSON.stringify(whole.body)).not.toMatch(/key|right|correct|share|version|question|order/i)
    const other: Sat = ok(await second.post(own('/sitting'), { device: 'desk-two' }))
    expect(JSON.stringify(other.items)).not.toBe(JSON.stringify(sat.items))
    expect(other.items.map((i) => i.marks)).toEqual(sat.items.map((i) => i.marks))
    // opened again: the same paper, the same end
    expect(ok(await first.post(own('/sitting'), { device: 'desk-one' }))).toMatchObject({ endsAt: sat.endsAt, items: sat.items })
  })

  it('每一题都保存；旧的不盖新的；换一台设备接着答，原来的就不能保存', async () => {
    const asked = askedIn(sat)
    for (const [i, q] of asked.entries()) expect(ok(await put(first, own(`/answers/${q.no}`), { device: 'desk-one', seq: i + 1, chosen: rightFor(q) }))).toEqual({ no: q.no, seq: i + 1, endsAt: sat.endsAt })
    const wrong = (q: Sat['items'][number]['asked'][number]) => q.options.map((_, i) => String.fromCharCode(65 + i)).filter((l) => !rightFor(q).includes(l))
    expect(ok(await put(first, own('/answers/1'), { device: 'desk-one', seq: 30, chosen: wrong(asked[0]!) })).seq).toBe(30)
    expect(ok(await put(first, own('/answers/1'), { device: 'desk-one', seq: 29, chosen: rightFor(asked[0]!) })).seq).toBe(30)
    expect((await put(first, own('/answers/16'), { device: 'desk-one', seq: 31, chosen: ['A'] })).status).toBe(404)
    const again: Sat = ok(await first.post(own('/sitting'), { device: 'phone-one' }))
    expect(again.endsAt).toBe(sat.endsAt)
    expect(again.answers).toHaveLength(15)
    expect(again.answers[0]).toMatchObject({ no: 1, seq: 30, chosen: wrong(asked[0]!) })
    const late = await put(first, own('/answers/2'), { device: 'desk-one', seq: 40, chosen: ['A'] })
    expect([late.status, late.body.code]).toEqual([409, 'E-EXAM-DEVICE'])
    expect((await first.post(own('/hand-in'), { device: 'desk-one' })).body.code).toBe('E-EXAM-DEVICE')
    const lines = ok(await supervisor.get(`/api/v1/exams/${exam}/candidates?state=writing`)).items
    expect(lines.find((l: { answered: number }) => l.answered === 15)).toMatchObject({ moves: 1, asked: 15, marks: null })
  })

  it('交卷只有一次；交卷以后不能再保存，话说得清楚；成绩公布以前看不到', async () => {
    const done = ok(await first.post(own('/hand-in'), { device: 'phone-one' }))
    expect(done).toMatchObject({ handedBy: 'self', answered: 15, asked: 15, digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(ok(await first.post(own('/hand-in'), { device: 'phone-one' }))).toEqual(done)
    const late = await put(first, own('/answers/2'), { device: 'phone-one', seq: 50, chosen: ['A'] })
    expect([late.status, late.body.detail]).toEqual([409, '已经交卷，这次作答没有计入。此前保存的答案都在'])
    expect((await first.post(own('/sitting'), { device: 'phone-one' })).body.detail).toContain('已经交卷')
    expect((await first.get(own('/result'))).status).toBe(404)
    expect(ok(await first.get(own())).result).toBeNull()
  })

  it('延长时间写明原因；时间到了自动交卷，保存过的都算，晚到的不算', async () => {
    const person = await idOf('officer2.market')
    const before: Sat = ok(await second.post(own('/sitting'), { device: 'desk-two' }))
    ok(await put(second, own('/answers/1'), { device: 'desk-two', seq: 1, chosen: rightFor(askedIn(before)[0]!) }))
    // nobody gives himself time
    expect((await supervisor.post(`/api/v1/exams/${exam}/candidates/${await idOf('supervisor')}/extra`, { minutes: 10, reason: '考位停电' })).body.code).toBe('E-SOD-03')
    const given = ok(await supervisor.post(`/api/v1/exams/${exam}/candidates/${person}/extra`, { minutes: 10, reason: '考位停电' }))
    expect(Date.parse(given.endsAt) - Date.parse(before.endsAt)).toBe(600_000)
    expect((await supervisor.post(`/api/v1/exams/${exam}/publish`)).body.detail).toContain('还有1人正在答题')
    // real time cannot be moved: the end is put behind us instead
    await hall.database.app.query(`update credentials.exam_candidate set ends_at = ends_at - interval '3 hours', until_at = until_at - interval '3 hours' where person = $1`, [person])
    const late = await put(second, own('/answers/2'), { device: 'desk-two', seq: 2, chosen: ['A'] })
    expect([late.status, late.body.detail]).toEqual([409, '考试时间已到，这次作答没有计入。此前保存的答案都在，按时间自动交卷'])
    await hall.at('2020-12-28T09:30')
    expect(ok(await second.get(own()))).toMatchObject({ mine: 'handedIn', handedBy: 'time' })
  })

  it('考试结束以后公布；本人看到自己的和正确的答案；统计对得上', async () => {
    expect((await supervisor.post(`/api/v1/exams/${exam}/publish`)).body.detail).toContain('考试还没有结束')
    await hall.at('2020-12-28T11:00')
    expect(ok(await supervisor.post(`/api/v1/exams/${exam}/publish`))).toMatchObject({ state: 'published', appealDue: '2021-01-05', appealProvisional: false })
    const seen = ok(await first.get(own('/result')))
    expect([seen.marks, seen.passed, seen.parts[0].share, seen.parts[1].share]).toEqual([19, true, 0, 1])
    expect(seen.parts.map((p: { stem: string; options: string[]; right: string[] }) => p.right)).toEqual(seen.parts.map(rightFor))
    expect(ok(await second.get(own('/result')))).toMatchObject({ marks: 1, passed: false })
    const figures = ok(await supervisor.get(`/api/v1/exams/${exam}/statistics`))
    expect(figures).toMatchObject({ sat: 2, absent: 1, passed: 1, average: 10 })
    expect(figures.organs.map((o: { organ: string; sat: number; passed: number }) => [o.organ, o.sat, o.passed])).toEqual([['market', 2, 1], ['police', 0, 0]])
    expect(figures.questions.reduce((n: number, q: { shown: number }) => n + q.shown, 0)).toBe(30)
    const results = await hall.app.credentials.exams.examResults([await idOf('officer.market'), await idOf('officer2.market'), await idOf('officer.police')], '2020-12-28')
    expect([...results.values()]).toEqual([{ publicExam: true, professionalExam: null, date: '2020-12-28' }, { publicExam: false, professionalExam: null, date: null }, { publicExam: null, professionalExam: null, date: null }])
  })

  it('异议：公布后五个工作日内，一题一次；改答案以后有这道题的卷子都重新阅卷', async () => {
    const { id } = ok(await first.post(own('/appeals'), { no: 1, reason: '题目的答案与现行规定不符' }))
    expect((await first.post(own('/appeals'), { no: 1, reason: '再提一次看看' })).body.detail).toContain('已经提出过')
    const listed = ok(await supervisor.get(`/api/v1/exams/${exam}/appeals`)).items
    expect(listed).toMatchObject([{ id, no: 1, state: 'open' }])
    expect((await supervisor.post(`/api/v1/exam-appeals/${id}/decide`, { verdict: 'key', key: ['H'], answer: '答案有误' })).status).toBe(422)
    const decided = ok(await supervisor.post(`/api/v1/exam-appeals/${id}/decide`, { verdict: 'key', key: listed[0].chosen, answer: '答案有误，已经更正' }))
    expect(decided).toMatchObject({ state: 'key', changed: expect.any(Number) })
    expect(decided.changed).toBeGreaterThanOrEqual(1)
    expect(ok(await first.get(own('/result')))).toMatchObject({ marks: 20, remarked: true, appeals: [{ no: 1, state: 'key', answer: '答案有误，已经更正' }] })
    expect((await supervisor.post(`/api/v1/exam-appeals/${id}/decide`, { verdict: 'kept', answer: '再答复一次' })).body.code).toBe('E-STATE')
    const moved = ok(await first.post(own('/appeals'), { no: 15, reason: '案例没有说清楚前提' }))
    expect(ok(await supervisor.post(`/api/v1/exam-appeals/${moved.id}/decide`, { verdict: 'void', answer: '题目作废，都得分' })).state).toBe('void')
    // the other's one answer was right; where his paper begins with the very question whose key is another now, it is so no more
    const other = ok(await second.get(own('/result')))
    expect(other.parts[0]).toMatchObject({ no: 1, share: other.parts[0].stem === listed[0].stem ? 0 : 1 })
    await hall.at('2021-01-06T09:00')
    expect((await first.post(own('/appeals'), { no: 2, reason: '过了期限再提' })).body.detail).toContain('期限到2021-01-05为止')
  })

  it('每一步都在账本里，没有姓名、证件号和答案', async () => {
    const { rows } = await hall.database.app.query<{ type: string; body: Buffer }>(`select type, body from journal.entry where type like 'credentials.%' and rec_us >= $1 order by id`, [begun])
    const count = (type: string) => rows.filter((r) => r.type === `credentials.${type}`).length
    for (const [type, n] of [['questionsTaken', 5], ['examMade', 1], ['examChanged', 1], ['examSet', 1], ['examAdmitted', 2], ['examOpened', 2], ['examMoved', 1], ['examHandedIn', 2], ['examExtraTime', 1], ['examPublished', 1], ['examAppealed', 2], ['examAppealDecided', 2], ['examKeyChanged', 2]] as const) expect([type, count(type)]).toEqual([type, n])
    // what was asked and answered in words is committed to under a salt that the city can reckon again: a dispute can be settled
    const said = rows.filter((r) => /examAppeal/.test(r.type)).map((r) => (JSON.parse(r.body.toString('utf8')) as { digests: Record<string, string> }).digests)
    const appeals = await hall.database.app.query<{ id: string; reason: string; answer: string }>(`select id, reason, answer from credentials.exam_appeal where city = $1 and exam = $2`, [hall.database.city, exam])
    const words = appeals.rows.flatMap((a) => [{ reason: commit(Buffer.from(journal.pseudonym('salt', a.id)), a.reason) }, { answer: commit(Buffer.from(journal.pseudonym('salt', a.id)), a.answer) }])
    expect(said).toHaveLength(4)
    expect(said).toEqual(expect.arrayContaining(words))
    expect(count('examined')).toBeGreaterThanOrEqual(3)
    expect(count('refused')).toBeGreaterThan(3)
    const all = rows.map((r) => r.body.toString('utf8')).join('\n')
    expect(all).not.toMatch(/[\u4e00-\u9fff]/)
    const { rows: people } = await hall.database.app.query<{ n: string; id: string }>(`select id_number as n, id from directory.person where id_number is not null`)
    expect(people.filter((p) => all.includes(p.n) || all.includes(p.id))).toEqual([])
  })

  it('组卷可以重放：同一粒种子，同一份题，同一份卷', async () => {
    const { rows } = await hall.database.app.query<{ person: string; items: unknown }>(`select person, items from credentials.exam_paper where exam = $1`, [exam])
    expect(rows).toHaveLength(2)
    for (const r of rows) expect(await hall.app.credentials.exams.drawAgain(exam, r.person)).toEqual(r.items)
  })
})
