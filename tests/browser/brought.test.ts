import { mkdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import { buildStale } from '../../tools/build.mjs'
import { act, checkAll, documentsOf, file, formOf, materialsOf, ok, planOf } from '../journeys/desk.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { launch } from './chromium.ts'
import { faultsOf } from './look.ts'

/** Paper brought to the window after the first visit, a fix sent to the applicant's screen, and the filing regime: with no mouse. */
let hall: CityHall
let browser: Browser
let page: Page
const faults: string[] = []
const pictures = process.env.YICHUANG_PICTURES ? new URL('../../test-results/brought/', import.meta.url).pathname : undefined

beforeAll(async () => {
  await buildStale({ only: ['staff'], say: () => {} })
  ;[hall, browser] = await Promise.all([openHall('2020-12-25T10:40+08:00'), launch()])
  page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', acceptDownloads: true, reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(60_000)
  page.on('console', (m) => { if (m.type() === 'error' && /Content Security Policy|React|Uncaught/.test(m.text())) faults.push(m.text()) })
  page.on('pageerror', (e) => faults.push(e.message))
  await page.goto(`${address()}/desk`)
  await page.locator('[data-person="clerk"]').focus()
  await key('Enter')
  await page.waitForURL('**/desk/window/intake')
})
afterAll(async () => {
  await browser?.close()
  await hall?.close()
})

const address = () => `http://localhost:${new URL(hall.url).port}`
const key = (k: string, times = 1) => Array.from({ length: times }).reduce<Promise<void>>((before) => before.then(() => page.keyboard.press(k)), Promise.resolve())
const focused = (css: string) => page.waitForFunction((s) => document.activeElement?.matches(s), css)

/** nothing for axe to say, nothing wider than the window, and a picture where somebody wants to look */
async function look(name: string): Promise<void> {
  expect(await faultsOf(page), name).toEqual([])
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  for (const [w, h] of [[1440, 900], [1366, 768], [1024, 768]] as const) {
    await page.setViewportSize({ width: w, height: h })
    await page.screenshot({ path: `${pictures}${name}-${w}.png` })
  }
  await page.setViewportSize({ width: 1366, height: 768 })
}
const openInList = async (id: string) => {
  await page.locator(`[data-subject="${id}"]`).focus()
  await key('Enter')
}
const noticed = async () => {
  const { id, number } = await file(await hall.as('liu'), 'real-estate-transfer', { channel: 'selfService', form: { statement: '改成她的名字' } })
  await checkAll(hall, id, { certificate: 'missing' })
  ok(await act(await hall.as('clerk'), id, 'oneTimeNotice', { items: [{ kind: 'material', id: 'certificate', problem: 'missing' }, { kind: 'field', id: 'statement', problem: 'faulty' }] }, { explanations: { statement: '写明因买卖，由谁登记到谁名下' } }))
  return { id, number }
}

describe('补正补交拿到窗口，只用键盘', () => {
  it('F3 到等补正的列表，按姓名找；只列告知过的；第二次告知，法律不许；先收一样，出凭证，再来补齐，当场受理', async () => {
    const { id } = await noticed()
    await page.goto(`${address()}/desk/window/intake`)
    await page.waitForSelector('.queue-lists')
    await key('F3')
    await focused('#find-case')
    await page.waitForSelector(`[data-subject="${id}"]`)
    await look('supply-list')
    await page.keyboard.type('刘建平')
    await page.waitForSelector(`[data-subject="${id}"]`)
    await key('Enter')
    await focused('.asked-line')
    expect(await page.locator('.asked-line').count()).toBe(2)
    expect(await page.innerText('.asked')).toContain('写明因买卖，由谁登记到谁名下')
    await look('supply')
    await key('F8')
    await page.waitForSelector('text=还没有勾选带来的')
    await key('F4')
    await page.waitForSelector('.trouble:has-text("已经一次性告知过需要补正的全部内容，不得再次要求补正")')
    expect(await page.innerText('.trouble')).toContain('E-XK-03')
    await look('supply-second-notice')
    await page.locator('.asked-line').first().focus()
    await key('Space')
    await page.setInputFiles('.asked-line input[type=file]', { name: '证书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 证书') })
    await page.waitForSelector('.asked-line a:has-text("证书.pdf")')
    const [paper] = await Promise.all([page.waitForEvent('download'), key('F8')])
    expect(readFileSync((await paper.path())!).subarray(0, 5).toString()).toBe('%PDF-')
    await page.waitForSelector('.still-open:has-text("登记原因的表述")')
    await look('supply-part')
    await key('Enter')
    await page.waitForSelector(`[data-subject="${id}"]`)
    await openInList(id)
    await focused('.asked-line')
    expect(await page.innerText('.asked')).toContain('不动产权证书原件')
    expect(await page.locator('.asked-line').count()).toBe(1)
    await key('Enter')
    await page.keyboard.type('因买卖，申请转移登记至买方单独所有')
    await look('supply-last')
    await Promise.all([page.waitForEvent('download'), key('F8')])
    await page.waitForSelector('.finished:has-text("已受理")')
    await look('supply-accepted')
    const clerk = await hall.as('clerk')
    const view = ok(await clerk.get(`/api/v1/cases/${id}`))
    expect(view).toMatchObject({ state: 'accepted' })
    expect(view.materials.find((m: { id: string }) => m.id === 'certificate').files[0].owner).toBe(view.applicantId)
    expect((await documentsOf(hall, id)).map((d) => d.template)).toEqual(['P01', 'P02', 'P01', 'P01', 'P04'])
  })

  it('容缺受理的补交：同一个列表，收下出凭证', async () => {
    const { id } = await file(await hall.as('chen'), 'food-business')
    await checkAll(hall, id, { rules: 'missing' })
    ok(await act(await hall.as('clerk'), id, 'acceptTolerant', { missing: ['rules'], supplyBy: '2020-12-28' }, { commitment: { strokes: [], shown: 'a'.repeat(64) } }))
    await page.goto(`${address()}/desk/window/intake?list=supply`)
    await page.waitForSelector(`[data-subject="${id}"]`)
    await openInList(id)
    await focused('.asked-line')
    expect(await page.innerText('.asked-head')).toContain('容缺的还有 1 样')
    await key('Space')
    await look('supply-tolerated')
    await Promise.all([page.waitForEvent('download'), key('F8')])
    await page.waitForSelector('h2:has-text("已经补齐")')
    await look('supply-tolerated-done')
  })

  it('表述不对，F6 里按 F9 请本人在自己的屏幕上改：写明哪里不对，没有补正通知', async () => {
    const { id } = await file(await hall.as('liu'), 'real-estate-transfer', { channel: 'selfService', form: { statement: '改成她的名字' } })
    await page.goto(`${address()}/desk/window/intake?id=${id}`)
    await focused('.check-material')
    await page.locator('.check-field:has-text("登记原因")').focus()
    await key('3')
    await key('F6')
    await page.locator('form.panel .fix-why input').focus()
    await page.keyboard.type('要写明由谁登记到谁名下')
    await look('fix-panel')
    await key('F9')
    await page.waitForSelector('text=已请申请人在自己的屏幕上更正签名')
    const liu = await hall.as('liu')
    expect(ok(await liu.get(`/api/v1/cases/${id}`)).toFix.fields).toEqual([{ id: 'statement', name: '登记原因的表述', why: '要写明由谁登记到谁名下' }])
    expect((await documentsOf(hall, id)).map((d) => d.template)).not.toContain('P02')
  })
})

describe('告知性备案，从窗口到备案证明', () => {
  const told = async (own: Record<string, unknown>) => {
    const clerk = await hall.as('clerk')
    const factory = ok(await clerk.post('/api/v1/people/find', { idNumber: '411002197608192138' }))
    const plan = await planOf(clerk, 'item', 'project-filing', {})
    const form = { ...formOf(plan, own) } as Record<string, unknown>
    for (const k of Object.keys(own)) if (own[k] === undefined) delete form[k]
    return ok(await clerk.post('/api/v1/cases', { item: 'project-filing', channel: 'window', applicant: factory.id, form, materials: materialsOf(plan) })) as { id: string; state: string }
  }

  it('缺一项：F8 说缺什么，F4 指导补充，当场补上就备案，出备案证明', async () => {
    const { id, state } = await told({ investment: undefined })
    expect(state).toBe('received')
    await page.goto(`${address()}/desk/window/intake?id=${id}`)
    await focused('.check')
    await look('filing')
    await key('F8')
    await page.waitForSelector('.trouble:has-text("备案信息缺少“项目总投资额（元）”")')
    await key('F4')
    await focused('form.panel textarea')
    await page.keyboard.type('写总投资额，单位元')
    await key('F4')
    await page.waitForSelector('.finished')
    await key('Enter')
    await key('F3')
    await page.waitForSelector(`[data-subject="${id}"]`)
    await openInList(id)
    await focused('.asked-line')
    await key('Enter')
    await page.keyboard.type('1000000')
    await look('filing-supply')
    await Promise.all([page.waitForEvent('download'), key('F8')])
    await page.waitForSelector('.finished:has-text("已备案")')
    await look('filing-filed')
    expect((await documentsOf(hall, id)).map((d) => d.template)).toContain('P15')
  })

  it('F7 不属于备案范围：没有理由不行；应当核准的写明到哪里，书面告知', async () => {
    const { id } = await told({ investment: undefined })
    await page.goto(`${address()}/desk/window/intake?id=${id}`)
    await focused('.check')
    await key('F7')
    await focused('form.panel input[type=radio]')
    await key('ArrowDown')
    await key('F7')
    await page.waitForSelector('.trouble:has-text("须说明理由")')
    expect(await page.innerText('.trouble')).toContain('须告知向哪个机关办理核准')
    await look('out-of-scope')
    await page.locator('#body').focus()
    await page.keyboard.type('许昌市发展和改革委员会')
    await key('Tab')
    await page.keyboard.type('项目在政府核准的投资项目目录内')
    await Promise.all([page.waitForEvent('download'), key('F7')])
    await page.waitForSelector('.finished:has-text("已书面告知")')
    const paper = (await documentsOf(hall, id)).find((d) => d.template === 'P03')!
    expect(paper.data).toMatchObject({ kind: 'outOfScope', competentBody: { name: '许昌市发展和改革委员会' } })
  })

  it('页面没有出错', () => { expect(faults).toEqual([]) })
})
