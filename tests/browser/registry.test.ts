import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import { demoPack } from '../../server/kernel/config.ts'
import { readRegistryPack } from '../../server/modules/credentials/index.ts'
import { ok } from '../journeys/desk.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { idOf } from '../journeys/roster.ts'
import { launch } from './chromium.ts'
import { faultsOf } from './look.ts'
import { seat } from './seat.ts'

/** The registry in a real browser: anyone in the street, an officer's card, the supervisor's officer page by keyboard, a body's own people. */
/** pictures are made only when somebody wants to look: YICHUANG_PICTURES=1 → test-results/registry/ */
const pictures = process.env.YICHUANG_PICTURES ? new URL('../../test-results/registry/', import.meta.url).pathname : undefined
let hall: CityHall
let browser: Browser

beforeAll(async () => {
  ;[hall, browser] = await Promise.all([openHall('2026-11-30T09:20+08:00', { pages: true }), launch()])
  await hall.app.credentials.registry.takeIn(readRegistryPack(demoPack()))
})
afterAll(async () => {
  await browser?.close()
  await hall?.close()
})

async function open(person: string | null, width = 1440, script = true): Promise<{ page: Page; go(path: string): Promise<void>; look(name: string): Promise<string[]>; close(): Promise<void> }> {
  const { page, context, leave } = await seat(browser, { baseURL: hall.url, viewport: { width, height: 844 }, bypassCSP: true, javaScriptEnabled: script })
  if (person) expect((await context.request.post('/api/v1/session', { data: { person } })).status()).toBe(201)
  page.on('pageerror', (e) => { throw e })
  return {
    page, close: leave,
    go: async (path) => { await page.goto(path); await page.locator('main h1').first().waitFor() },
    async look(name) {
      if (pictures) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true })
      }
      return (await faultsOf(page, { unfold: true })).map((f) => `${name}: ${f}`)
    },
  }
}

describe('执法主体和证件', () => {
  it('不用脚本：找单位、看人员、当街核验，无效的写明向谁反映', async () => {
    const { page, go, close } = await open(null, 390, false)
    await go('/bodies')
    await page.getByLabel('单位名称或统一社会信用代码').fill('市场监督')
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByRole('link', { name: '许昌市市场监督管理局' }).click()
    await page.getByRole('heading', { level: 1, name: '许昌市市场监督管理局' }).waitFor()
    await page.getByRole('link', { name: /^魏＊＊/ }).click()
    await page.getByText('证件有效，可以执法').waitFor()
    const text = await page.locator('main').innerText()
    expect(text).not.toMatch(/魏建国|411002198205121938/)
    await page.getByLabel('证件编号').fill('419001004')
    await page.getByRole('button', { name: '核验' }).click()
    await page.getByText('证件现在无效，不能执法').waitFor()
    expect(await page.locator('main').innerText()).toMatch(/已经过期[\s\S]*12345[\s\S]*0374-/)
    await page.getByLabel('证件编号').fill('000000')
    await page.getByRole('button', { name: '核验' }).click()
    await page.getByText('没有查到这个号码').waitFor()
    await close()
  })

  it('公示和核验的页面没有 axe 问题，手机上不横向滚动', async () => {
    for (const width of [1440, 390]) {
      const { go, look, close } = await open(null, width)
      await go('/bodies')
      expect(await look('bodies')).toEqual([])
      const { items } = ok(await (await hall.as('nobody')).get(`/api/v1/public/bodies?q=${encodeURIComponent('市场监督')}`))
      await go(`/bodies/${items.find((b: { name: string }) => b.name === '许昌市市场监督管理局').id}`)
      expect(await look('body')).toEqual([])
      for (const n of ['419000001', '419001004', '77']) {
        await go(`/officer/${n}`)
        expect(await look(`officer-${n}`)).toEqual([])
      }
      await close()
    }
  })

  it('执法人员在手机上看自己的证件：码、有效与否、到哪天', async () => {
    const { page, go, look, close } = await open('officer.market', 390)
    await go('/desk/officer/card')
    await page.getByText('有效，可以执法').waitFor()
    expect(await page.getByRole('img', { name: /核验/ }).count()).toBe(1)
    expect(await look('card')).toEqual([])
    await close()
  })

  it('监督机关只用键盘找到一个人、暂扣证件；文书没有写的，说明缺什么，写过的还在', async () => {
    const { page, go, look, close } = await open('supervisor')
    await go('/desk/supervisor/registry')
    await page.locator('td').first().waitFor()
    expect(await look('registry')).toEqual([])
    await go('/desk/supervisor/registry/people')
    await page.getByLabel('姓名、证件编号或身份证号').focus()
    await page.keyboard.type('419000002')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '方丽华' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '方丽华' }).waitFor()
    await page.locator('summary', { hasText: '暂扣证件' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('事由', { exact: true }).first().fill('转借证件')
    await page.getByLabel('到哪一天为止').fill('2027-12-31')
    await page.getByRole('button', { name: '暂扣证件' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.trouble').getByText('暂扣期限最长6个月').waitFor()
    expect(await page.getByLabel('事由', { exact: true }).first().inputValue()).toBe('转借证件')
    await page.getByLabel('到哪一天为止').fill('2027-05-01')
    await page.getByRole('button', { name: '暂扣证件' }).click()
    await page.getByText('已经办理：暂扣证件').waitFor()
    await page.getByText('暂扣，不能执法', { exact: true }).waitFor()
    await page.getByRole('link', { name: '暂扣执法证通知书 许司暂扣〔2026〕1号' }).waitFor()
    expect(await look('holder')).toEqual([])
    await close()
    const narrow = await open('supervisor', 390)
    await narrow.go(`/desk/supervisor/registry/holders/${ok(await (await hall.as('supervisor')).get('/api/v1/holders?q=419000002')).items[0].id}`)
    await narrow.page.locator('.cr-passed').waitFor()
    expect(await narrow.look('holder')).toEqual([])
    await narrow.close()
  })

  it('单位管理员看得到缺什么，提出建议，给新人准备申领', async () => {
    const { page, go, look, close } = await open('bodyAdmin.market', 1440)
    await go('/desk/body/people')
    await page.getByRole('link', { name: '魏建国' }).waitFor()
    expect(await look('people')).toEqual([])
    await page.locator('summary', { hasText: '为新人准备申领' }).click()
    await page.getByRole('link', { name: '魏建国' }).click()
    await page.locator('summary', { hasText: '提出建议' }).click()
    await page.getByLabel('建议', { exact: true }).selectOption({ label: '注销' })
    await page.getByLabel('事由', { exact: true }).fill('调离')
    await page.getByLabel('理由').fill('十二月起调到市文旅局')
    await page.getByRole('button', { name: '提出建议' }).click()
    await page.getByText('已经办理：提出建议').waitFor()
    expect(await look('people-one')).toEqual([])
    expect((await idOf(hall, 'officer.market')).name).toBe('魏建国')
    await close()
  })
})
