import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import { parse } from 'yaml'
import { buildStale } from '../../tools/build.mjs'
import { demoCards } from '../../web/desks/window/device/cardReader.ts'
import { accepted, act, documentsOf, file, formOf, materialsOf, ok, planOf } from '../journeys/desk.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { launch } from './chromium.ts'
import { faultsOf } from './look.ts'

/** The clerk's part of SC-1 and of SC-2 in a real browser, on a database of its own, with no mouse. */
let hall: CityHall
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  await buildStale({ only: ['staff'], say: () => {} })
  ;[hall, browser] = await Promise.all([openHall('2020-12-25T10:40+08:00'), launch()])
  page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', acceptDownloads: true })).newPage()
  page.setDefaultTimeout(60_000)
  page.on('console', (m) => { if (m.type() === 'error' && /Content Security Policy|React|Uncaught/.test(m.text())) faults.push(m.text()) })
  page.on('pageerror', (e) => faults.push(e.message))
})
afterAll(async () => {
  await browser?.close()
  await hall?.close()
})

const key = (k: string, times = 1) => Array.from({ length: times }).reduce<Promise<void>>((before) => before.then(() => page.keyboard.press(k)), Promise.resolve())
const focused = (css: string) => page.waitForFunction((s) => document.activeElement?.matches(s), css)
const address = () => `http://localhost:${new URL(hall.url).port}`

describe('综合窗口，只用键盘', () => {
  it('读卡器模拟里的人就是演示城市的人', () => {
    const pack = parse(readFileSync(new URL('../../packs/xuchang/people.yaml', import.meta.url), 'utf8')) as { people: { name: string; idNumber: string }[] }
    for (const c of demoCards) expect(pack.people.find((p) => p.idNumber === c.idNumber)?.name, c.idNumber).toBe(c.name)
  })

  it('登录：Tab 到自己，Enter 坐到窗口', async () => {
    await page.goto(`${address()}/desk`)
    await page.waitForSelector('[data-person="clerk"]')
    for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement?.matches('[data-person="clerk"]'))); i++) await key('Tab')
    await key('Enter')
    await page.waitForURL('**/desk/window/intake')
    await page.waitForSelector('text=现在没有等着核对的件')
    expect(await faultsOf(page)).toEqual([])
  })

  it('SC-1：一件事的材料在一屏上核对，F8 一次受理，今天 16:00 前办结', async () => {
    const clerk = await hall.as('clerk')
    const answers = { stock: 'flowers', premises: 'own' }
    const plan = await planOf(clerk, 'bundle', 'flower-company', answers)
    const chen = ok(await clerk.post('/api/v1/people/find', { idNumber: '411024196203151235' }))
    const bundle = ok(await clerk.post('/api/v1/bundles', { bundle: 'flower-company', channel: 'window', applicant: chen.id, answers, form: formOf(plan), materials: materialsOf(plan) }))
    await page.reload()
    await focused(`[data-subject="${bundle.id}"]`)
    await key('Enter')
    await focused('.check-material')
    // shared things once: fewer lines than the members ask for one by one
    const lines = await page.locator('.check-material').count()
    const views = await Promise.all(bundle.cases.map(async (c: { id: string }) => ok(await clerk.get(`/api/v1/cases/${c.id}`))))
    expect(lines).toBeLessThan(views.flatMap((v) => v.materials).length)
    expect(await faultsOf(page)).toEqual([])
    // the whole workbench stands in the window: nothing scrolls but the list
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(768)
    expect((await page.locator('button[aria-keyshortcuts="F8"]').boundingBox())!.y).toBeLessThan(768)

    await key('F8')
    await page.waitForSelector('text=/还有 \\d+ 项没有核对/')
    await focused('.check-material')
    for (let i = 0; i < lines && !(await page.evaluate(() => document.activeElement?.matches('button[aria-keyshortcuts="F8"]'))); i++) await key('Enter')
    await focused('button[aria-keyshortcuts="F8"]')
    await hall.at('2020-12-25T10:50')
    const [paper] = await Promise.all([page.waitForEvent('download'), key('F8')])
    await page.waitForSelector('h2:has-text("今天 16:00 前办结")')
    expect(readFileSync((await paper.path())!).subarray(0, 5).toString()).toBe('%PDF-')
    expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('.w-promise')!).fontSize))).toBeGreaterThan(50)
    expect(await faultsOf(page)).toEqual([])
    expect(ok(await clerk.get(`/api/v1/bundles/${bundle.id}`)).promiseAt).toBe('2020-12-25T16:00:00.000+08:00')
  })

  it('SC-2：表上一处写得不对，当场更正、签名、受理，没有补正通知', async () => {
    const liu = await hall.as('liu')
    const { id } = await file(liu, 'real-estate-transfer', { channel: 'selfService' })
    await key('Escape')
    await page.waitForSelector(`[data-subject="${id}"]`)
    await focused(`[data-subject="${id}"]`)
    await key('Enter')
    await focused('.check-material')
    const lines = await page.locator('.check-material').count()
    await key('ArrowDown', lines)
    await focused('.check-field')
    await key('F6')
    await page.waitForSelector('text=先在申请表里把要改的一项按 3')
    await key('3')
    await key('F6')
    await focused('form.panel input')
    await page.keyboard.type('刘建平')
    // what is right now stands; next comes the signature, one Tab away
    await key('Tab')
    await focused('form.panel input[type=checkbox]')
    await key('Space')
    expect(await page.isChecked('form.panel input[type=checkbox]')).toBe(true)
    await key('F6')
    await page.waitForSelector('text=已当场更正 1 处')
    await focused('.check')
    await key('ArrowUp', lines)
    for (let i = 0; i <= lines && !(await page.evaluate(() => document.activeElement?.matches('button[aria-keyshortcuts="F8"]'))); i++) await key('Enter')
    await Promise.all([page.waitForEvent('download'), key('F8')])
    await page.waitForSelector('text=已受理')
    const view = ok(await (await hall.as('clerk')).get(`/api/v1/cases/${id}`))
    expect(view.acts.map((a: { type: string }) => a.type)).toEqual(['submit', 'fixOnTheSpot', 'check', 'accept'])
    expect(view.acceptedOn).toBe(view.receivedAt.slice(0, 10))
    const papers = await documentsOf(hall, id)
    expect(papers.map((d) => d.template)).toContain('P04')
    expect(papers.map((d) => d.template)).not.toContain('P02')
  })

  it('不合法的一步：说明哪里不符和依据，依据在旁边打开', async () => {
    const liu = await hall.as('liu')
    const { id } = await file(liu, 'food-business')
    await page.goto(`${address()}/desk/window/intake?id=${id}`)
    await focused('.check-material')
    await key('2')
    const lines = await page.locator('.check-material').count()
    for (let i = 0; i < lines && !(await page.evaluate(() => document.activeElement?.matches('button[aria-keyshortcuts="F8"]'))); i++) await key('Enter')
    await key('F8')
    await page.waitForSelector('.trouble')
    expect(await page.innerText('.trouble')).toContain('《行政许可法》第三十二条')
    await page.locator('.trouble .basis a').first().focus()
    await key('Enter')
    await page.waitForSelector('.ant-drawer-title:has-text("第三十二条")')
    await key('Escape')
    await key('F4')
    await focused('form.panel textarea')
    await page.keyboard.type('请补交复印件一份')
    await key('F4')
    await page.waitForSelector('text=已一次性告知')
    const [notice] = (await documentsOf(hall, id)).filter((d) => d.template === 'P02')
    expect(notice!.data.problems).toHaveLength(1)
    expect(notice!.data.problems[0].fix).toBe('请补交复印件一份')
  })

  it('别人先办了：说明是谁的事，看最新的再定；登录到时间：原地再登录，标过的都在', async () => {
    const liu = await hall.as('liu')
    const { id } = await file(liu, 'food-business')
    await page.goto(`${address()}/desk/window/intake?id=${id}`)
    await focused('.check-material')
    const lines = await page.locator('.check-material').count()
    for (let i = 0; i < lines && !(await page.evaluate(() => document.activeElement?.matches('button[aria-keyshortcuts="F8"]'))); i++) await key('Enter')
    const view = ok(await (await hall.as('clerk2')).get(`/api/v1/cases/${id}`))
    ok(await act(await hall.as('clerk2'), id, 'check', { results: { [view.materials[0].id]: { result: 'faulty' } } }))
    await key('F8')
    await page.waitForSelector('.trouble:has-text("这一件刚被别人办过")')
    await page.click('.trouble button')
    await page.waitForSelector('text=别人登记为“不符”')
    await page.context().clearCookies()
    await key('F8')
    await page.waitForSelector('dialog[open]:has-text("登录已到时间")')
    expect(await faultsOf(page)).toEqual([])
    await focused('dialog button')
    await Promise.all([page.waitForEvent('download'), key('Enter')])
    await page.waitForSelector('text=已受理')
  })

  it('F2 窗口收件：输身份证号、说要办的事、按卡填表，到核对材料', async () => {
    await page.goto(`${address()}/desk/window/intake`)
    await page.waitForSelector('.wb-bar')
    await key('F2')
    await focused('#card')
    await page.keyboard.type('411002197608192138')
    await key('Enter')
    await focused('#sentence')
    await page.keyboard.type('打印社保缴费记录')
    await page.waitForSelector('#hit-0:has-text("个人社会保险缴费记录")')
    // taken only when the hits are those of the whole sentence: Enter again until then
    while (await page.locator('#sentence').count() && !(await page.locator('.situation button').count())) await key('Enter').then(() => page.waitForTimeout(50))
    await focused('.situation button')
    await page.waitForSelector('.plan-line')
    await key('Enter')
    await page.waitForSelector('.fill-form')
    // the card has filled in who it is
    expect(await page.locator('.fill-fields input').evaluateAll((all) => all.map((x) => (x as HTMLInputElement).value))).toContain('刘建平')
    // what is wrong is said at its field before anybody goes on, not after the citizen has read everything
    const phone = page.locator('.fill-fields input[type=tel]').first()
    const known = await phone.inputValue()
    await phone.fill('138')
    await key('Enter')
    await page.waitForSelector('.wrong:has-text("应为 11 位手机号码")')
    await phone.fill(known)
    for (let i = 0; i < 6 && await page.evaluate(() => !!document.activeElement?.closest('.fill-form')); i++) {
      if (await page.evaluate(() => document.activeElement?.matches('input[type=radio],input[type=checkbox]'))) await key('Space')
      for (const gap of await page.locator('.fill-fields input:not([type=radio]):not([type=checkbox])').all()) if (!(await gap.inputValue())) { await gap.focus(); await page.keyboard.type('13800000002') }
      await key('Enter')
      await page.waitForTimeout(50)
    }
    await page.locator('#given button.ant-btn-primary').focus()
    expect(await faultsOf(page)).toEqual([])
    await key('Enter')
    await page.waitForURL('**/desk/window/intake?id=*')
    await focused('.check-material')
    expect(await page.innerText('.wb-head')).toContain('窗口')
  })

  it('F2 收一件事：问题一键一答，带进来的种子许可也问；改了情形，别的回答都在', async () => {
    await page.goto(`${address()}/desk/window/intake`)
    await page.waitForSelector('.wb-bar')
    await key('F2')
    await focused('#card')
    await page.keyboard.type('411024196203151235')
    await key('Enter')
    await focused('#sentence')
    await page.keyboard.type('开花木公司')
    await page.waitForSelector('#hit-0:has-text("开办果木花卉销售公司")')
    await expect.poll(async () => { await key('Enter'); return page.locator('.situation').count() }).toBe(1)
    await focused('[data-question=stock] input')
    // not asked yet: said at the question, nothing goes on
    await key('Enter')
    await page.waitForSelector('[data-question=stock] [role=alert]')
    expect(await faultsOf(page)).toEqual([])
    // typed ahead of the screen: each key answers its own question, also the one that the first brings in
    for (const k of ['3', '1', '2']) await key(k)
    await focused('.situation button[type=submit]')
    expect(await page.locator('.situation input:checked').evaluateAll((all) => all.map((x) => (x as HTMLInputElement).value))).toEqual(['seedlings', 'own', 'grow'])
    await key('Enter')
    await page.waitForSelector('.fill-form')
    expect(await page.innerText('.w-page')).toContain('自己的，有不动产权证或房产证；自己培育，也卖')
    await page.click('button:has-text("改情形")')
    await focused('.situation button[type=submit]')
    expect(await page.locator('.situation input:checked').count()).toBe(3)
    await page.locator('[data-question=stock] input').first().focus()
    await key('1')
    await page.waitForFunction(() => !document.querySelector('[data-question=activity]'))
    await focused('.situation button[type=submit]')
    await key('Enter')
    await page.waitForSelector('.fill-form')
    expect(await page.innerText('.w-page')).not.toContain('树苗、种子的品种')
  })

  it('统一出件：输编号、看身份证、签收、交付，只用键盘', async () => {
    const id = await accepted(hall, await hall.as('liu'), 'deed-tax', { channel: 'selfService' })
    const examiner = await hall.as('examiner.tax')
    ok(await act(examiner, id, 'takeUp'))
    ok(await act(examiner, id, 'grant'))
    const { number } = ok(await examiner.get(`/api/v1/cases/${id}`))
    await page.context().clearCookies()
    await page.goto(`${address()}/desk`)
    await page.locator('[data-person="counter"]').focus()
    await key('Enter')
    await focused('#scan')
    await page.keyboard.type(number)
    await page.waitForSelector('.w-lines button:has-text("契税申报")')
    expect(await faultsOf(page)).toEqual([])
    await key('Enter')
    await focused('input[type=checkbox]')
    await key('F8')
    // nothing is handed over before the card was looked at and the receipt signed (许可法 44)
    await page.waitForSelector('.trouble:has-text("窗口送达须核对领取人身份")')
    await page.locator('.sheet input[type=checkbox]').first().focus()
    await key('Space')
    await key('Tab')
    await page.keyboard.type('刘建平')
    await key('Tab')
    await key('Space')
    await key('F8')
    await page.waitForSelector('h2:has-text("已交付 1 份")')
    expect(await faultsOf(page)).toEqual([])
    expect((await documentsOf(hall, id)).map((d) => d.template)).toContain('E14')
    await key('Enter')
    await focused('#scan')
  })

  it('帮办台：读卡、签委托、说一句话、回答情形；表里已经有账号上的姓名、身份证号和手机号', async () => {
    await page.context().clearCookies()
    await page.goto(`${address()}/desk`)
    await page.click('[data-person="helper"]')
    await page.getByRole('button', { name: '陈守田' }).click()
    const box = (await page.locator('canvas').boundingBox())!
    await page.mouse.move(box.x + 40, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + 160, box.y + 70, { steps: 5 })
    await page.mouse.up()
    await page.getByRole('button', { name: '登记委托，开始帮办' }).click()
    await page.locator('#sentence').fill('我想开一家卖花木的公司')
    await page.waitForSelector('#hit-0:has-text("开办果木花卉销售公司")')
    await page.click('#hit-0')
    await page.locator('[data-question=stock] input[value=flowers]').check()
    await page.locator('[data-question=premises] input[value=own]').check()
    await page.locator('.situation button[type=submit]').click()
    // the draft may come a moment after the form, which then begins anew
    await expect.poll(async () => {
      await page.getByRole('button', { name: '负责人' }).click()
      return page.locator('.fill-fields input').evaluateAll((all) => all.map((x) => (x as HTMLInputElement).value))
    }, { timeout: 10_000 }).toEqual(expect.arrayContaining(['陈守田', '411024196203151235', '13800000001']))
    expect(await faultsOf(page)).toEqual([])
  })

  it('页面没有出错，也没有被内容安全策略拦下的样式', () => {
    expect(faults).toEqual([])
  })
})
