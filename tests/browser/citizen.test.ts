import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '@playwright/test'
import { buildStale } from '../../tools/build.mjs'
import { act, checkAll, file, formOf, materialsOf, ok, planOf, staffOf, strokes } from '../journeys/desk.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { launch } from './chromium.ts'
import { visitor, wellSeen, type Visitor } from './pages.ts'

let browser: Browser
/** one hall on the day of SC-1 and SC-2, one in the February of SC-3 */
let december: CityHall
let february: CityHall
beforeAll(async () => {
  await buildStale({ only: ['citizen', 'ssr'], say: () => {} })
  ;[browser, december, february] = await Promise.all([launch(), openHall('2020-12-25T10:00+08:00', { pages: true }), openHall('2020-02-10T09:00+08:00', { pages: true })])
})
afterAll(async () => {
  await browser?.close()
  await december?.close()
  await february?.close()
})

const local = (hall: CityHall) => hall.url.replace('127.0.0.1', 'localhost')
const idOf = (v: Visitor) => new URL(v.page.url()).pathname.split('/')[2]!

/** SC-1 (law.md appendix D), by Mr Chen himself on the web, with script switched off. */
describe('SC-1 陈先生自己在网上办，浏览器不运行脚本', () => {
  let hall: CityHall
  let chen: Visitor
  let bundle: string
  let members: { id: string; item: string; organ: string }[]
  const memberOf = (item: string) => members.find((m) => m.item === item)!.id
  beforeAll(async () => {
    hall = december
    chen = await visitor(browser, local(hall), { script: false, width: 390, name: 'sc1' })
  })
  afterAll(() => chen?.close())

  it('说一句话，问两个问题，得到准确的清单；登录后不用再按一次', async () => {
    await chen.go('/')
    await chen.look('home')
    await chen.page.fill('input[name=q]', '我想开家花木公司')
    await chen.page.press('input[name=q]', 'Enter')
    await chen.page.waitForURL('**/s?*')
    expect(await chen.page.locator('.hits li').first().innerText()).toContain('开办果木花卉销售公司')
    await chen.look('results')
    await chen.press('开办果木花卉销售公司')
    await chen.look('guide')
    await chen.press('开始办')
    await chen.press('继续')
    expect(await chen.text()).toContain('请选择一项')
    await chen.page.check('input[value=flowers]')
    await chen.press('继续')
    await chen.look('situation')
    await chen.page.check('input[value=own]')
    await chen.press('继续')
    expect(await chen.text()).toContain('林草种子生产经营许可证核发（普通） 按您的回答不需要办理')
    expect(await chen.text()).not.toMatch(/share:|licence:/)
    await chen.look('list')
    await chen.press('就按这个开始填')
    expect(await chen.text()).toContain('您刚才填的都还在')
    await chen.page.click('button[value=chen]')
    await chen.page.waitForURL('**/drafts/*/1')
  })

  it('填一半离开，回来从停下的地方接着填；不该填的不拦', async () => {
    await chen.fill()
    await chen.look('form')
    await chen.press('保存并继续')
    await chen.press('保存并离开')
    expect(await chen.text()).toContain('停在“出资”')
    await chen.look('my-cases-draft')
    await chen.press('接着填')
    await chen.press('保存并继续')
    expect(await chen.text()).toMatch(/有 \d 处需要改/)
    for (let n = 0; n < 8 && !chen.page.url().endsWith('/materials'); n++) {
      await chen.fill({ 现在有几名职工: '0', 每月大约开多少张: '20' })
      await chen.press('保存并继续')
    }
    await chen.look('materials')
    await chen.press('保存并继续')
    expect(await chen.text()).toContain('1,000,000 元')
    expect(await chen.text()).not.toContain('职工姓名、身份证号和入职日期')
    await chen.look('summary')
  })

  it('没有勾选不能递交；递交后的回执不说还没有的承诺，说几时答复', async () => {
    await chen.press('确认并递交申请')
    expect(await chen.text()).toContain('请确认所填内容真实')
    await chen.page.check('input[name=declare]')
    await chen.press('确认并递交申请')
    await chen.page.waitForURL('**/receipt')
    const receipt = await chen.text()
    expect(await chen.page.locator('h1').innerText()).toMatch(/12月28日（周一）\s*答复/)
    expect(receipt).toContain('收件号')
    expect(receipt).not.toMatch(/”已经受理|受理号|办结/)
    expect(receipt).toContain('许昌市政务服务和大数据管理局')
    await chen.look('receipt-received')
    bundle = idOf(chen)
    await chen.go(`/c/${bundle}`)
    expect(await chen.text()).not.toMatch(/临期|超期/)
    await chen.look('progress-received')
  })

  it('十一点一次受理：回执最大的字是今天 16:00 前办结，进度里谁在等谁', async () => {
    const mine = ok(await (await hall.as('chen')).get(`/api/v1/bundles/${bundle}`))
    members = mine.members
    for (const m of members) await checkAll(hall, m.id)
    await hall.at('2020-12-25T11:00')
    ok(await (await hall.as('clerk')).post(`/api/v1/bundles/${bundle}/accept`))
    await chen.go(`/c/${bundle}/receipt`)
    const head = chen.page.locator('h1')
    expect(await head.innerText()).toMatch(/今天 16:00\s*前办结/)
    const sizes = await chen.page.locator('main *').evaluateAll((all) => all.map((e) => parseFloat(getComputedStyle(e).fontSize)))
    expect(await head.evaluate((e) => parseFloat(getComputedStyle(e).fontSize))).toBe(Math.max(...sizes))
    await chen.page.click('summary')
    expect(await chen.text()).toContain('13:00–16:00 算 180 分钟')
    await chen.look('receipt')
    await chen.go(`/c/${bundle}`)
    expect(await chen.text()).toContain('等“公司设立登记（内资有限责任公司）”办好')
    expect(await chen.text()).toContain('正常')
    expect(await chen.text()).not.toContain('临期')
    await chen.look('progress')
  })

  it('进度页有 ETag：没变就是 304，办了一步就是新的', async () => {
    const ask = (etag: string) => chen.context.request.get(`${local(hall)}/c/${bundle}`, { headers: etag ? { 'if-none-match': etag } : {} })
    const { etag } = (await ask('')).headers()
    expect((await ask(etag!)).status()).toBe(304)
    await hall.at('2020-12-25T13:30')
    for (const [item, who] of [['company-setup', 'yanling-market'], ['seal-filing', 'yanling-police'], ['taxpayer-start', 'yanling-tax'], ['social-registration', 'yanling-labour'], ['fund-registration', 'yanling-fund']] as const) {
      const examiner = await hall.as(`examiner.${who}`)
      ok(await act(examiner, memberOf(item), 'takeUp'))
      if (item === 'company-setup') expect((await ask(etag!)).status()).toBe(200)
      ok(await act(examiner, memberOf(item), 'grant'))
    }
    await chen.go(`/c/${bundle}`)
    expect(await chen.text()).toContain('全部办结')
    expect(await chen.text()).toContain('承诺兑现')
    await chen.look('progress-done')
  })

  it('决定书、证照、二维码和 PDF；谁都能核验', async () => {
    await chen.go(`/c/${memberOf('company-setup')}`)
    await chen.look('case')
    await chen.press('看证照')
    expect(await chen.text()).toContain('营业执照')
    expect(await chen.page.locator('svg.qr, .qr svg').count()).toBeGreaterThan(0)
    await chen.look('licence')
    const number = (await chen.page.locator('.number').first().innerText()).replace(/^证号|\s/g, '')
    const pdf = await chen.context.request.get(`${local(hall)}${await chen.page.getAttribute('a[href$=".pdf"], a[href*="/documents/"]', 'href')}`)
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await chen.go(`/c/${memberOf('company-setup')}/decision`)
    expect(await chen.text()).toContain('鄢陵县市场监督管理局')
    expect(await chen.text()).not.toContain('行政许可')
    await chen.look('decision')
    await chen.go('/me/licences')
    await chen.look('my-licences')
    const anyone = await visitor(browser, local(hall), { script: false, name: 'anyone' })
    await anyone.go('/check')
    await anyone.page.fill('input[name=n]', number)
    await anyone.page.press('input[name=n]', 'Enter')
    await anyone.page.waitForURL('**/check?*')
    expect(await anyone.text()).toContain('营业执照')
    expect(await anyone.text()).toContain('有效')
    await anyone.look('check')
    await anyone.go(`/check?n=${'没有这个编号'.repeat(12)}`)
    expect(await anyone.page.locator('h1').innerText()).not.toContain('没有这一页')
    await anyone.go('/rate')
    await anyone.look('rate')
    await anyone.go('/law/公司登记管理条例/53')
    await anyone.look('law')
    await anyone.go('/nothing/here')
    expect(await anyone.text()).toContain('0374')
    await anyone.look('not-found')
    wellSeen(anyone, 4)
    await anyone.close()
  })

  it('评价一次；我的办件里一件事是一行', async () => {
    await chen.go(`/c/${bundle}/rating`)
    await chen.press('递交评价')
    expect(await chen.text()).toContain('请选择一个总体评价')
    await chen.page.check('input[name=level][value="1"]')
    await chen.look('rating')
    await chen.page.check('input[name=level][value="1"]')
    await chen.press('递交评价')
    expect(await chen.page.innerText('body')).toContain('谢谢您的评价')
    await chen.go('/me/cases')
    expect(await chen.text()).toContain('5 项手续，已办好 5 项')
    await chen.look('my-cases')
    wellSeen(chen, 18)
  })
})

/** SC-2: Mr Liu; what the window finds is put right on one page, with files. Script is on. */
describe('SC-2 刘先生过户，一页补正', () => {
  let hall: CityHall
  let liu: Visitor
  let id: string
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')
  const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png })
  beforeAll(async () => {
    hall = december
    liu = await visitor(browser, local(hall), { script: true, width: 1024, name: 'sc2' })
  })
  afterAll(() => liu?.close())

  it('从指南到递交：传了的文件看得见、能移除，没传的说带到窗口', async () => {
    await liu.signIn('liu', '/i/real-estate-transfer')
    await liu.press('开始办')
    await liu.page.check('input[value=single]')
    await liu.press('继续')
    await liu.press('就按这个开始填')
    await liu.page.waitForURL('**/drafts/*/1')
    await liu.fill({ 买方姓名: '马晓蕾' })
    await liu.press('保存并继续')
    await liu.fill({ 登记原因: '房子卖给小马了，改成她的名字', 建筑面积: '89.5' })
    await liu.look('form')
    await liu.press('保存并继续')
    await liu.page.setInputFiles('input[name=contract]', [picture('合同一.png'), picture('合同二.png')])
    await liu.press('保存并继续')
    expect(await liu.text()).toContain('没有上传，请带到窗口')
    await liu.page.goBack()
    await liu.page.reload()
    expect(await liu.text()).toContain('合同一.png')
    await liu.page.setInputFiles('input[name=certificate]', [{ name: 'run.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ not a picture') }])
    await liu.press('保存并继续')
    expect(await liu.text()).toMatch(/有 1 处需要改/)
    expect(await liu.text()).toContain('合同一.png')
    await liu.look('materials-refused')
    await liu.press('移除')
    await liu.press('保存并继续')
    await liu.page.check('input[name=declare]')
    await liu.press('确认并递交申请')
    await liu.page.waitForURL('**/receipt')
    id = idOf(liu)
  })

  it('登录过期：再登录后刚填的还在', async () => {
    await liu.go('/i/social-card-replace')
    await liu.press('开始办')
    for (let n = 0; n < 4 && liu.page.url().includes('/situation'); n++) {
      await liu.page.locator('main input[type=radio]').first().check()
      await liu.press('继续')
    }
    if (liu.page.url().includes('/list')) await liu.press('就按这个开始填')
    await liu.page.waitForURL('**/drafts/*/1')
    await liu.fill()
    const last = liu.page.locator('main input[type=text], main input:not([type]), main input[type=tel]').last()
    const typed = await last.inputValue()
    const name = await last.getAttribute('name')
    await liu.context.clearCookies()
    await liu.press('保存并继续')
    expect(await liu.text()).toContain('您刚才填的都还在')
    await liu.page.click('button[value=liu]')
    await liu.page.waitForLoadState()
    expect(await liu.page.inputValue(`[name="${name}"]`)).toBe(typed)
    await liu.press('保存并继续')
    expect(liu.page.url()).toMatch(/drafts/)
  })

  it('一次告知两处，都在一页；空着交不了，补齐当天受理', async () => {
    const clerk = await hall.as('clerk')
    await checkAll(hall, id, { certificate: 'missing' })
    ok(await act(clerk, id, 'oneTimeNotice', { items: [{ kind: 'material', id: 'certificate', problem: 'missing' }, { kind: 'field', id: 'statement', problem: 'faulty' }] }, { explanations: { statement: '写明因买卖，由谁登记到谁名下' } }))
    await liu.go('/')
    expect(await liu.page.innerText('body')).toContain('请补正材料')
    await liu.go(`/c/${id}`)
    expect(await liu.text()).toMatch(/最晚 1月\d+日（周.）补齐|最晚 \d+年1月\d+日（周.）补齐/)
    await liu.look('progress-correction')
    await liu.press('去补正')
    expect(await liu.text()).toContain('一共 2 处，都在这一页')
    expect(await liu.text()).toContain('写明因买卖，由谁登记到谁名下')
    await liu.look('correction')
    await liu.press('递交补正')
    expect(await liu.text()).toContain('还没有补充任何一项')
    const right = '因买卖，申请将上述房屋所有权由卖方转移登记至买方单独所有'
    await liu.page.fill('textarea[name=statement]', right)
    await liu.page.setInputFiles('input[name=certificate]', [picture('证书.png')])
    await liu.press('递交补正')
    await liu.page.waitForURL(`**/c/${id}`)
    expect(await liu.page.innerText('body')).toMatch(/已补齐|已收到补充/)
    const view = ok(await (await hall.as('liu')).get(`/api/v1/cases/${id}`))
    expect(view.form.find((f: { id: string }) => f.id === 'statement').value).toBe(right)
    await liu.look('progress-supplied')
  })

  const right = '因买卖，申请将上述房屋所有权由卖方转移登记至买方单独所有'
  /** filed at the self-service machine; the window found the wording wrong and said why */
  const pointedOut = async () => {
    const spot = (await file(await hall.as('liu'), 'real-estate-transfer', { channel: 'selfService', form: { statement: '改成她的名字' } })).id
    const clerk = await hall.as('clerk')
    const { materials } = ok(await clerk.get(`/api/v1/cases/${spot}`))
    const results = Object.fromEntries(materials.map((m: { id: string }) => [m.id, { result: 'ok' }]))
    ok(await act(clerk, spot, 'check', { results, fields: ['statement'] }, { notes: { statement: '要写明因什么、由谁转移登记到谁名下' } }))
    return spot
  }
  const receivedAs = async (spot: string) => {
    const view = ok(await (await hall.as('liu')).get(`/api/v1/cases/${spot}`))
    expect(view.acts.map((a: { type: string }) => a.type)).toEqual(['submit', 'check', 'fixOnTheSpot', 'accept'])
    expect(view.form.find((x: { id: string }) => x.id === 'statement').value).toBe(right)
    expect(view.acceptedOn).toBe(view.receivedAt.slice(0, 10))
    return view
  }

  it('自助机上：一页看清哪里不对、凭哪一条，自己改、手写签名，看到收件回执，窗口当场受理', async () => {
    const spot = await pointedOut()
    await liu.go(`/c/${spot}`)
    expect(await liu.text()).toContain('不用补正通知')
    await liu.look('progress-to-fix')
    await liu.press('自己改好，当场受理')
    expect(await liu.text()).toContain('要写明因什么、由谁转移登记到谁名下')
    expect(await liu.text()).toContain('《不动产登记暂行条例》')
    await liu.look('fix')
    await liu.press('更正并签名')
    expect(await liu.text()).toMatch(/还没有改.*签名/)
    await liu.look('fix-refused')
    await liu.page.fill('textarea[name=statement]', right)
    const pad = liu.page.locator('canvas')
    await pad.scrollIntoViewIfNeeded()
    const box = (await pad.boundingBox())!
    await liu.page.mouse.move(box.x + 40, box.y + 60)
    await liu.page.mouse.down()
    await liu.page.mouse.move(box.x + 160, box.y + 90, { steps: 5 })
    await liu.page.mouse.up()
    await liu.press('更正并签名')
    await liu.page.waitForURL(`**/c/${spot}/receipt`)
    expect(await liu.text()).toContain('您已更正“登记原因的表述”并签名')
    await liu.look('receipt-fixed')
    ok(await act(await hall.as('clerk'), spot, 'accept'))
    await liu.go(`/c/${spot}/receipt`)
    expect(await liu.page.locator('h1').innerText()).toContain('办结')
    await receivedAs(spot)
    // done is done: the page leads to the receipt
    await liu.go(`/c/${spot}/fix`)
    expect(liu.page.url()).toContain('/receipt')
    await liu.go(`/c/${spot}`)
    expect(await liu.text()).toMatch(/当场更正.*刘建平/)
    expect(await liu.text()).not.toContain('告知')
    await liu.look('progress-on-the-spot')
    wellSeen(liu, 10)
  })

  it('不运行脚本的小屏幕上也一样：输入姓名作签名，写别人的名字不行，填的都还在', async () => {
    const spot = await pointedOut()
    const small = await visitor(browser, local(hall), { script: false, width: 390, name: 'sc2-small' })
    await small.signIn('liu', `/c/${spot}/fix`).catch(() => {})
    await small.go(`/c/${spot}/fix`)
    await small.look('fix')
    await small.page.fill('textarea[name=statement]', right)
    await small.page.fill('input[name=signedBy]', '陈守田')
    await small.press('更正并签名')
    expect(await small.text()).toContain('签名要写本人的姓名')
    expect(await small.page.inputValue('textarea[name=statement]')).toBe(right)
    await small.page.fill('input[name=signedBy]', '刘建平')
    await small.press('更正并签名')
    await small.page.waitForURL(`**/c/${spot}/receipt`)
    await small.look('receipt-fixed')
    ok(await act(await hall.as('clerk'), spot, 'accept'))
    await receivedAs(spot)
    wellSeen(small, 2)
    await small.close()
  })
})

/** SC-1 the other way: he grows seedlings, so a member comes in that asks something of its own. Phone, large type, no script. */
describe('SC-1 自己育苗：种子许可自己的那一问，不运行脚本', () => {
  let hall: CityHall
  let chen: Visitor
  beforeAll(async () => {
    hall = december
    chen = await visitor(browser, local(hall), { script: false, width: 390, name: 'seed' })
    await chen.signIn('chen')
  })
  afterAll(() => chen?.close())

  it('一页一问，选了育苗就多一问；清单里改一问，别的回答都在', async () => {
    await chen.go('/b/flower-company')
    await chen.press('开始办')
    expect(await chen.text()).toContain('第 1 个问题，共 2 个')
    await chen.page.check('input[value=seedlings]')
    await chen.press('继续')
    expect(await chen.text()).toContain('第 2 个问题，共 3 个')
    await chen.page.check('input[value=own]')
    await chen.press('继续')
    expect(await chen.page.locator('h1').innerText()).toBe('您是自己培育，还是只进货来卖？')
    await chen.press('继续')
    expect(await chen.text()).toContain('请选择一项')
    await chen.look('asked-unanswered')
    await chen.page.check('input[value=grow]')
    await chen.press('继续')
    expect(await chen.text()).toContain('育苗用地的权属或者租用材料')
    await chen.look('list-seed')
    await chen.page.locator('.answers a').last().click()
    expect(await chen.page.isChecked('input[value=grow]')).toBe(true)
    await chen.page.check('input[value=sell]')
    await chen.press('继续')
    expect(await chen.text()).not.toContain('育苗用地的权属或者租用材料')
    expect(await chen.page.locator('.answers dd').count()).toBe(3)
    await chen.press('就按这个开始填')
    await chen.page.waitForURL('**/drafts/*/1')
  })

  it('核对时三个回答都在，改一个：带进来的一栏先填，再回到核对', async () => {
    for (let n = 0; n < 12 && !chen.page.url().endsWith('/materials'); n++) {
      await chen.fill({ 现在有几名职工: '0', 每月大约开多少张: '20' })
      await chen.press('保存并继续')
    }
    await chen.press('保存并继续')
    expect(await chen.page.locator('.answers dd').allInnerTexts()).toEqual([expect.stringContaining('自己培育树苗种子'), expect.stringContaining('自己的'), expect.stringContaining('只进货来卖')])
    await chen.look('summary-seed')
    await chen.page.locator('.answers a').last().click()
    await chen.look('ask-again')
    await chen.page.check('input[value=grow]')
    await chen.press('继续')
    // where it is grown is asked of growers alone: that field is empty, so its page comes first
    expect(await chen.text()).toContain('培育地点和面积')
    await chen.fill({ 培育地点: '鄢陵县柏梁镇三组，六亩' })
    for (let n = 0; n < 12 && !chen.page.url().endsWith('/summary'); n++) await chen.press('保存并继续')
    expect(await chen.text()).toContain('自己培育，也卖')
    expect(await chen.text()).toContain('鄢陵县柏梁镇三组，六亩')
    await chen.page.check('input[name=declare]')
    await chen.press('确认并递交申请')
    await chen.page.waitForURL('**/receipt')
    await chen.look('receipt-seed')
    const { members } = ok(await (await hall.as('chen')).get(`/api/v1/bundles/${idOf(chen)}`))
    expect(members.map((m: { item: string }) => m.item)).toContain('forest-seed-licence')
    wellSeen(chen, 5)
  })
})

/** SC-3: the factory's owner sees what the green channel promises, who examines, and the decision with its remedies. */
describe('SC-3 口罩厂的进度', () => {
  let hall: CityHall
  let owner: Visitor
  let id: string
  beforeAll(async () => {
    hall = february
    owner = await visitor(browser, local(hall), { script: true, width: 1440, name: 'sc3', hurry: true })
    id = (await file(await hall.as('factory'), 'device-production')).id
    await checkAll(hall, id)
  })
  afterAll(() => owner?.close())

  it('受理前说几时答复，受理后说最晚哪天办结，改了承诺也看得见', async () => {
    await owner.signIn('factory', `/c/${id}`)
    expect(await owner.page.locator('h1').innerText()).toContain('答复')
    const green = { reason: 'publicHealth', scope: ['priority', 'parallel', 'shorterPromise'], promise: { unit: 'workday', n: 2 }, until: '2020-03-31' }
    ok(await act(await hall.as('head.market'), id, 'greenChannel', green, { explanation: '疫情防控急需医用口罩' }))
    ok(await act(await hall.as('clerk'), id, 'accept'))
    // the page is open: the island brings what changed
    await expect.poll(() => owner.page.locator('h1').innerText(), { timeout: 60_000, interval: 500 }).toContain('后天')
    await owner.look('progress')
    await owner.go(`/c/${id}/receipt`)
    await owner.look('receipt')
  })

  it('两名人员核查、准予：决定书写明机关、依据和救济，证照能用', async () => {
    const examiner = await hall.as('examiner.market')
    ok(await act(examiner, id, 'takeUp'))
    const inspectors = (await staffOf(await hall.as('head.market'), 'market')).slice(0, 2)
    ok(await act(await hall.as('head.market'), id, 'assignInspectors', { inspectors }))
    await hall.at('2020-02-12T11:00')
    ok(await act(examiner, id, 'inspect', { inspectors, conform: true }, { facts: '压差复测合格，检验设备齐全', place: '厂区', partyView: '无异议', signature: strokes }))
    ok(await act(await hall.as('head.market'), id, 'grant', {}, { content: '生产医用口罩', scope: '日产二十万只' }))
    await owner.go(`/c/${id}`)
    expect(await owner.text()).toContain('承诺兑现')
    await owner.look('progress-done')
    await owner.press('看决定书')
    expect(await owner.text()).toContain('河南省药品监督管理局')
    await owner.look('decision')
    await owner.go('/me/cases')
    await owner.look('my-cases')
    wellSeen(owner, 5)
  })
})

/** The applicant's own screen beside the helper: nothing is sent that was not shown and agreed to. */
describe('读回：本人屏幕上一组一组核对', () => {
  let hall: CityHall
  let screen: Visitor
  beforeAll(async () => {
    hall = december
    screen = await visitor(browser, local(hall), { script: true, width: 1024, name: 'readback' })
  })
  afterAll(() => screen?.close())

  it('口令只在本人屏幕上有用；说不对就不能确认；都对、签名，帮办员的名字留着', async () => {
    const helper = await hall.as('helper')
    const assistance = ok(await helper.post('/api/v1/assistances', { idNumber: '411024196203151235', scope: ['代填申请表', '代交材料'] })).id
    const answers = { stock: 'flowers', premises: 'own' }
    const plan = await planOf(helper, 'bundle', 'flower-company', answers)
    ok(await helper.post(`/api/v1/assistances/${assistance}/draft`, { kind: 'bundle', key: 'flower-company', answers, form: formOf(plan), materials: materialsOf(plan) }, { method: 'PUT' }))
    const { code } = ok(await helper.post(`/api/v1/assistances/${assistance}/readback`))
    await screen.go('/readback')
    await screen.look('enter')
    await screen.page.fill('input[name=code]', '000000')
    await screen.press('打开我的申请')
    expect(await screen.text()).toMatch(/核对码|口令/)
    await screen.page.fill('input[name=code]', code)
    await screen.press('打开我的申请')
    await screen.page.waitForURL(`**/readback/${code}`)
    expect(await screen.text()).toContain('蒋建军')
    expect(await screen.text()).toContain('帮办员填写')
    await screen.look('group')
    for (let n = 0; n < 12 && (await screen.page.locator('button[value=right]').count()); n++) {
      await screen.page.locator('button[value=right]').click()
      await screen.page.waitForLoadState()
    }
    expect(await screen.text()).toContain('每一页都对')
    await screen.look('confirm')
    const box = (await screen.page.locator('canvas').boundingBox())!
    await screen.page.mouse.move(box.x + 40, box.y + 60)
    await screen.page.mouse.down()
    await screen.page.mouse.move(box.x + 160, box.y + 90, { steps: 5 })
    await screen.page.mouse.up()
    await screen.press('同意递交')
    expect(await screen.text()).toContain('已确认')
    await screen.look('done')
    const bundle = ok(await helper.post(`/api/v1/assistances/${assistance}/submit`))
    const chen = await visitor(browser, local(hall), { script: true, width: 390, name: 'assisted' })
    await chen.signIn('chen', `/c/${bundle.id}/receipt`)
    expect(await chen.text()).toContain('蒋建军')
    await chen.look('receipt')
    wellSeen(chen, 1)
    await chen.close()
    wellSeen(screen, 4)
  })
})
