import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answered, answerFor, checkAll, clockOf, documentsOf, formOf, materialsOf, ok, planOf, refused } from './desk.ts'
import { openHall, type Answer, type CityHall } from './hall.ts'
import { asJson, browserOf, type Seen } from './browser.ts'

let hall: CityHall
beforeAll(async () => { hall = await openHall('2020-12-25T10:00+08:00', { render: asJson }) })
afterAll(() => hall?.close())

const cases = async () => Number((await hall.database.app.query<{ n: string }>(`select count(*) n from casework.cases where city = '411000'`)).rows[0]!.n)
/** what the rule found, by question */
const found = (a: Answer): string[] => {
  const problem = refused(a, 'permit/situation#answered')
  return problem.findings.filter((f) => (f as unknown as { rule: string }).rule === 'permit/situation#answered').map((f) => (f as unknown as { at: string }).at)
}

/** The questions decide which materials are asked for, so no channel files without their answers (许可法 30, 31). */
describe('情形问题没有答完，哪个渠道都不能提交', () => {
  it('接口直接提交：没有答的几问一次说全，各带问题的原文和依据，一件也不立', async () => {
    const factory = await hall.as('factory')
    const plan = await planOf(factory, 'item', 'device-production', await answered(factory, 'item', 'device-production'))
    const before = await cases()
    const body = { item: 'device-production', channel: 'web', form: formOf(plan), materials: materialsOf(plan) }
    const none = await factory.post('/api/v1/cases', body)
    expect(found(none)).toEqual(['product', 'premises'])
    for (const q of plan.questions) expect(none.body.findings.map((f: { message: string }) => f.message).join()).toContain(q.ask)
    expect(none.body.findings[0].basis).toMatchObject([{ law: '行政许可法', article: 30 }, { law: '行政许可法', article: 31 }])
    expect(found(await factory.post('/api/v1/cases', { ...body, answers: { product: 'mask', premises: 'castle' } }))).toEqual(['premises'])
    expect(await cases()).toBe(before)
    // nobody's own words in a refusal
    expect(JSON.stringify((await factory.post('/api/v1/cases', { ...body, answers: { product: '我的秘密', premises: 'own' } })).body)).not.toContain('我的秘密')
  })

  it('自助机和窗口收件一样；窗口答了就收，材料一样没带也有回执', async () => {
    const liu = await hall.as('liu')
    const clerk = await hall.as('clerk')
    const plan = await planOf(liu, 'item', 'real-estate-transfer', { ownership: 'joint' })
    const body = { item: 'real-estate-transfer', form: formOf(plan), materials: {} }
    expect(found(await liu.post('/api/v1/cases', { ...body, channel: 'selfService' }))).toEqual(['ownership'])
    const { id: applicant } = ok(await clerk.post('/api/v1/people/find', { idNumber: '411002197608192138' }))
    const unasked = await clerk.post('/api/v1/cases', { ...body, channel: 'window', applicant })
    expect(found(unasked)).toEqual(['ownership'])
    expect(unasked.body.findings[0].basis).toMatchObject([{ law: '不动产登记暂行条例', article: 16 }])
    const taken = ok(await clerk.post('/api/v1/cases', { ...body, channel: 'window', applicant, answers: { ownership: 'joint' } }))
    expect(taken.receipt.id).toBeTruthy()
    // what the answer made necessary stands in the checklist
    expect(ok(await clerk.get(`/api/v1/cases/${taken.id}`)).materials.map((m: { id: string }) => m.id)).toContain('jointConsent')
  })

  it('一件事：自己的和带进来的事项的，一次说全；改了前面的回答，退出的那一项的回答不再算数', async () => {
    const chen = await hall.as('chen')
    const all = { stock: 'seedlings', premises: 'own', activity: 'grow' }
    const plan = await planOf(chen, 'bundle', 'flower-company', all)
    const body = { bundle: 'flower-company', channel: 'web', form: formOf(plan), materials: materialsOf(plan) }
    expect(found(await chen.post('/api/v1/bundles', body))).toEqual(['stock', 'premises'])
    expect(found(await chen.post('/api/v1/bundles', { ...body, answers: { stock: 'seedlings' } }))).toEqual(['premises', 'activity'])
    expect(found(await chen.post('/api/v1/bundles', { ...body, answers: { ...all, activity: 'both' } }))).toEqual(['activity'])
    const flowers = await planOf(chen, 'bundle', 'flower-company', { ...all, stock: 'flowers' })
    expect(flowers.answers).toEqual({ stock: 'flowers', premises: 'own' })
    const opened = ok(await chen.post('/api/v1/bundles', { ...body, answers: { ...all, stock: 'flowers' }, form: formOf(flowers), materials: materialsOf(flowers) }))
    const { rows } = await hall.database.app.query<{ answers: unknown }>(`select answers from casework.bundle where city = '411000' and id = $1`, [opened.id])
    expect(rows[0]!.answers).toEqual({ stock: 'flowers', premises: 'own' })
    const { rows: acts } = await hall.database.app.query<{ payload: { answers: Record<string, unknown> } }>(`select payload from casework.act where city = '411000' and case_id = any($1)`, [opened.cases.map((c: { id: string }) => c.id)])
    for (const a of acts) expect(Object.keys(a.payload.answers)).not.toContain('activity')
  })

  it('草稿：没有答完就送，被拒；答完就收', async () => {
    const chen = await hall.as('chen')
    const draft = ok(await chen.post('/api/v1/drafts', { kind: 'item', key: 'food-business', answers: {} }))
    expect(found(await chen.post(`/api/v1/drafts/${draft.id}/send`))).toEqual(['business'])
    const plan = await planOf(chen, 'item', 'food-business', { business: 'bulk' })
    ok(await chen.post(`/api/v1/drafts/${draft.id}`, { answers: { business: 'bulk' }, form: formOf(plan) }, { method: 'PUT' }))
    expect(ok(await chen.post(`/api/v1/drafts/${draft.id}/send`)).kind).toBe('item')
  })

  it('便民服务台：没有问完，不请申请人核对；代填的人先知道', async () => {
    const helper = await hall.as('helper')
    const { id } = ok(await helper.post('/api/v1/assistances', { idNumber: '411024196203151235', scope: ['代填申请表'] }))
    const plan = await planOf(helper, 'bundle', 'flower-company', { stock: 'seedlings', premises: 'own' })
    const write = (answers: Record<string, string>) => helper.post(`/api/v1/assistances/${id}/draft`, { kind: 'bundle', key: 'flower-company', answers, form: formOf(plan) }, { method: 'PUT' })
    ok(await write({ stock: 'seedlings', premises: 'own' }))
    expect(found(await helper.post(`/api/v1/assistances/${id}/readback`))).toEqual(['activity'])
    ok(await write({ activity: 'sell' }))
    const { code } = ok(await helper.post(`/api/v1/assistances/${id}/readback`))
    const shown = ok(await (await hall.as('nobody')).get(`/api/v1/readback/${code}`))
    expect(shown.groups[0].entries.map((e: { value: string }) => e.value)).toContain('只进货来卖')
  })
})

type Browser = ReturnType<typeof browserOf>

/** fills in every step of a draft as the pages ask for it, and stops at the summary */
async function fillThrough(b: Browser): Promise<Seen> {
  for (let n = 0; n < 20 && b.here.view !== 'summary'; n++) {
    const { props, view } = b.here
    if (view === 'materials') { await b.send(`/drafts/${props.draft.id}/materials`, { _then: 'next' }); continue }
    expect(view, b.path).toBe('formStep')
    const values = Object.fromEntries(props.fields.map((f: Parameters<typeof answerFor>[0]) => [f.id, [props.values[f.id] ?? answerFor(f)].flat().map(String)]))
    await b.send(`/drafts/${props.draft.id}/${props.step}`, { ...values, _rev: String(props.draft.rev), _then: 'next' })
  }
  return b.here
}

/** SC-1 both ways (settled.md 7), by the same addresses and forms as a browser without script. */
describe('SC-1 陈先生在网上办，两种情形', () => {
  const ask = (b: Browser, value: string) => {
    const { key, question, answers } = b.here.props
    return b.open(`/b/${key}/situation?${new URLSearchParams({ ...answers, [question.id]: value, _at: question.id })}`)
  }
  const asked = (b: Browser) => [b.here.view, b.here.props.question?.id, b.here.props.at, b.here.props.of]

  it('只卖花：两问，没有种子许可，受理后今天 16:00 前办结', async () => {
    const b = browserOf(hall)
    await b.signIn('chen')
    await b.open('/b/flower-company/situation')
    expect(asked(b)).toEqual(['situation', 'stock', 1, 2])
    await b.open('/b/flower-company/situation?_at=stock')
    expect([b.here.status, b.here.props.errors[0].at]).toEqual([422, 'stock'])
    await ask(b, 'flowers')
    expect(asked(b)).toEqual(['situation', 'premises', 2, 2])
    await ask(b, 'own')
    expect(b.here.view).toBe('list')
    expect(b.here.props.notNeeded).toHaveLength(1)
    await b.send('/drafts', { kind: 'bundle', key: 'flower-company', 'answer.stock': 'flowers', 'answer.premises': 'own' })
    const { props } = await fillThrough(b)
    expect(props.situation.map((a: { value: string }) => a.value)).toEqual(['盆花、鲜切花、水果、园艺用品', '自己的，有不动产权证或房产证'])
    await b.send(`/drafts/${props.draft.id}/submit`, { declare: 'yes', _shown: props.shown, _rev: String(props.draft.rev) })
    expect(b.path).toMatch(/^\/c\/.+\/receipt$/)
    const id = b.path.split('/')[2]!
    const { members } = ok(await (await hall.as('chen')).get(`/api/v1/bundles/${id}`))
    expect(members).toHaveLength(5)
    for (const m of members) await checkAll(hall, m.id)
    await hall.at('2020-12-25T10:45')
    expect(ok(await (await hall.as('clerk')).post(`/api/v1/bundles/${id}/accept`)).promiseAt).toBe('2020-12-25T16:00:00.000+08:00')
  })

  it('自己育苗：多一问，问的是种子许可自己的；改成只卖花它就不问也不算，改回来接着办，二十个工作日', async () => {
    const b = browserOf(hall)
    await b.signIn('chen')
    await b.open('/b/flower-company/situation')
    await ask(b, 'seedlings')
    expect(asked(b)).toEqual(['situation', 'premises', 2, 3])
    await ask(b, 'own')
    expect(asked(b)).toEqual(['situation', 'activity', 3, 3])
    await ask(b, 'grow')
    expect(b.here.view).toBe('list')
    expect(b.here.props.materials.map((m: { material: { id: string } }) => m.material.id)).toContain('forest-seed-licence/landUse')
    const answers = Object.fromEntries(b.here.props.answers.map((a: { question: { id: string }; value: string }) => [a.question.id, a.value]))
    expect(answers).toEqual({ stock: 'seedlings', premises: 'own', activity: 'grow' })

    // another answer to the first question, from the list: the third answer goes with its member
    await b.open(`/b/flower-company/situation?${new URLSearchParams({ ...answers, _again: 'stock', _from: 'list' })}`)
    expect(asked(b)).toEqual(['situation', 'stock', 1, 3])
    expect(b.here.props.back.to).toBe('list')
    await ask(b, 'flowers')
    expect([b.here.view, b.here.props.answers.length]).toEqual(['list', 2])
    expect(b.path).not.toContain('activity')

    await b.send('/drafts', { kind: 'bundle', key: 'flower-company', ...Object.fromEntries(Object.entries(answers).map(([k, v]) => [`answer.${k}`, v as string])) })
    let { props } = await fillThrough(b)
    expect(props.situation.map((a: { id: string }) => a.id)).toEqual(['stock', 'premises', 'activity'])
    expect(props.groups.flatMap((g: { answers: { id: string }[] }) => g.answers).map((a: { id: string }) => a.id)).toContain('forest-seed-licence/growingPlace')

    // from the summary each answer can be changed, and changed back; nothing typed is lost
    const shown = props.shown
    await b.open(props.situation[0].change)
    expect(asked(b)).toEqual(['situation', 'stock', 1, 3])
    await b.send(`/drafts/${props.draft.id}/situation?ask=stock`, { _at: 'stock', _rev: String(b.here.props.draft.rev) })
    expect([b.here.status, b.here.props.errors[0].at]).toEqual([422, 'stock'])
    await b.send(`/drafts/${props.draft.id}/situation?ask=stock`, { _at: 'stock', stock: 'flowers', _rev: String(b.here.props.draft.rev) })
    expect([b.here.view, b.here.props.situation.length]).toEqual(['summary', 2])
    expect(b.here.props.materials.map((m: { name: string }) => m.name).join()).not.toContain('育苗用地')
    await b.send(`/drafts/${props.draft.id}/submit`, { declare: 'yes', _shown: shown, _rev: String(b.here.props.draft.rev) })
    expect([b.here.status, b.here.view]).toEqual([422, 'summary'])
    await b.open(`/drafts/${props.draft.id}/situation?ask=stock`)
    await b.send(`/drafts/${props.draft.id}/situation?ask=stock`, { _at: 'stock', stock: 'seedlings', _rev: String(b.here.props.draft.rev) })
    ;({ props } = b.here)
    expect([b.here.view, props.situation.map((a: { value: string }) => a.value)]).toEqual(['summary', ['自己培育树苗种子，或者批发零售散装的树苗、林木种子', '自己的，有不动产权证或房产证', '自己培育，也卖']])

    await b.send(`/drafts/${props.draft.id}/submit`, { declare: 'yes', _shown: props.shown, _rev: String(props.draft.rev) })
    expect(b.path).toMatch(/^\/c\/.+\/receipt$/)
    const id = b.path.split('/')[2]!
    const { members } = ok(await (await hall.as('chen')).get(`/api/v1/bundles/${id}`))
    expect(members).toHaveLength(6)
    for (const m of members) await checkAll(hall, m.id)
    await hall.at('2020-12-25T11:00')
    expect(ok(await (await hall.as('clerk')).post(`/api/v1/bundles/${id}/accept`))).toMatchObject({ promiseAt: null, due: '2021-01-25' })
    const seed = ok(await (await hall.as('chen')).get(`/api/v1/cases/${members.find((m: { item: string }) => m.item === 'forest-seed-licence').id}`))
    expect(clockOf(seed, 'decision')).toMatchObject({ due: '2021-01-25', n: 20, unit: 'workday' })
    expect((await documentsOf(hall, id)).map((d) => d.template)).toContain('P04-bundle')
  })

  it('没有答完的草稿，从哪一页进来都先问；问完从头填', async () => {
    const chen = await hall.as('chen')
    const { id } = ok(await chen.post('/api/v1/drafts', { kind: 'bundle', key: 'flower-company', answers: { stock: 'seedlings', premises: 'own' } }))
    const b = browserOf(hall)
    await b.signIn('chen')
    for (const page of ['1', 'materials', 'summary', 'situation']) {
      await b.open(`/drafts/${id}/${page}`)
      expect(asked(b), page).toEqual(['situation', 'activity', 3, 3])
    }
    await b.send(`/drafts/${id}/submit`, { declare: 'yes' })
    expect(asked(b)).toEqual(['situation', 'activity', 3, 3])
    await b.send(`/drafts/${id}/situation`, { _at: 'activity', activity: 'sell', _rev: String(b.here.props.draft.rev) })
    expect([b.here.view, b.path]).toEqual(['formStep', `/drafts/${id}/1`])
  })
})
