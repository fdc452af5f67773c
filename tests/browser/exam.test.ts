import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { launch } from './chromium.ts'
import { faultsOf } from './look.ts'
import { seat } from './seat.ts'

/** An examination in a real browser: two officers sit the demo's on their phones, the supervisor follows, publishes, answers an objection. */
/** pictures are made only when somebody wants to look: YICHUANG_PICTURES=1 → test-results/exam/ */
const pictures = process.env.YICHUANG_PICTURES ? new URL('../../test-results/exam/', import.meta.url).pathname : undefined

let hall: CityHall
let browser: Browser
beforeAll(async () => {
  ;[hall, browser] = await Promise.all([openHall('2020-12-25T09:00+08:00', { pages: true }), launch()])
})
afterAll(async () => {
  await browser?.close()
  await hall?.close()
})

interface Desk { page: Page; context: BrowserContext; go(path: string): Promise<void>; look(name: string): Promise<void>; tab(): Promise<Page>; close(): Promise<void> }

async function sit(person: string, width: number): Promise<Desk> {
  const { page, context, leave } = await seat(browser, { baseURL: hall.url, viewport: { width, height: width < 700 ? 844 : 900 } })
  expect((await context.request.post('/api/v1/session', { data: { person } })).status()).toBe(201)
  page.on('pageerror', (e) => { throw e })
  const tab = async () => {
    const other = await context.newPage()
    other.setDefaultTimeout(60_000)
    other.on('pageerror', (e) => { throw e })
    return other
  }
  return {
    page, context, tab, go: async (path) => { await page.goto(`/desk${path}`) }, close: leave,
    async look(name) {
      const found = await faultsOf(page)
      if (pictures) { mkdirSync(pictures, { recursive: true }); await page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true }) }
      expect(found, name).toEqual([])
    },
  }
}

const saved = (page: Page) => page.locator('.e-save').filter({ hasText: '已保存' }).waitFor()
const number = (page: Page) => page.locator('.e-number').innerText()

describe('考生', () => {
  it('手机上签到、答题、断网、换设备、交卷；每一步都说清楚保存了没有', async () => {
    const d = await sit('officer.market', 390)
    const { page } = d
    await d.go('/officer/exam')
    await page.getByText('执法资格考试（演示）').waitFor()
    await d.look('list')
    await page.getByText('执法资格考试（演示）').click()
    await page.getByRole('button', { name: '签到' }).click()
    await page.getByText('请先确认是本人参加考试').waitFor()
    await d.look('sign-in')
    await page.getByLabel('我是本人参加考试').check()
    await page.getByRole('button', { name: '签到' }).click()
    await page.getByRole('button', { name: '打开试卷，开始答题' }).click()
    await page.locator('.e-stem').waitFor()
    expect(await number(page)).toContain('第 1 题，共 18 题')
    await d.look('sitting')
    // keys: a letter, a digit, the arrows; a tap does the same
    await page.keyboard.press('b')
    await expect.poll(() => page.locator('.choice input').nth(1).isChecked()).toBe(true)
    await saved(page)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => number(page)).toContain('第 2 题')
    await page.keyboard.press('1')
    await expect.poll(() => page.locator('.choice input').nth(0).isChecked()).toBe(true)
    await page.locator('.choice').nth(1).click()
    await expect.poll(() => page.locator('.choice input').nth(0).isChecked()).toBe(false)
    await page.keyboard.press('f')
    await page.locator('.e-flag[aria-pressed="true"]').waitFor()
    await saved(page)
    // the net is gone: said, kept, and sent by itself when it is back
    await d.context.setOffline(true)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('a')
    await page.getByText('网络断开，答案保存在本机，恢复后自动提交').waitFor()
    await d.look('offline')
    await d.context.setOffline(false)
    await saved(page)
    // a reload is the same machine: everything is as it was
    await page.reload()
    await page.locator('.e-stem').waitFor()
    await expect.poll(() => page.locator('.e-map summary').innerText()).toContain('已答 3 / 18')
    // another tab is another machine: it takes over, and this one is told
    const other = await d.tab()
    await other.goto(page.url())
    await other.locator('.e-stem').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('a')
    await page.getByText('已经在另一台设备上继续答题').waitFor()
    await d.look('moved')
    await page.getByRole('button', { name: '在这里接着答' }).click()
    await page.locator('.e-stem').waitFor()
    await other.close()
    await page.getByRole('button', { name: '第 4 题' }).first().click()
    await page.keyboard.press('a')
    await saved(page)
    await page.getByRole('button', { name: '检查并交卷' }).last().click()
    await page.getByText('还有 14 题没有答').waitFor()
    await d.look('summary')
    await page.getByRole('button', { name: '交卷，不再修改' }).click()
    await page.getByRole('heading', { name: '已交卷' }).waitFor()
    await page.getByRole('link', { name: '看这场考试' }).click()
    await page.getByText('成绩由司法局公布').waitFor()
    await d.look('handed-in')
    await d.close()
  })

  it('宽屏上一题一题答完', async () => {
    const d = await sit('officer2.market', 1280)
    const { page } = d
    await d.go('/officer/exam')
    await page.getByText('执法资格考试（演示）').click()
    await page.getByLabel('我是本人参加考试').check()
    await page.getByRole('button', { name: '签到' }).click()
    await page.getByRole('button', { name: '打开试卷，开始答题' }).click()
    await page.locator('.e-stem').waitFor()
    for (let i = 0; i < 18; i++) {
      await expect.poll(() => number(page)).toContain(`第 ${i + 1} 题`)
      await page.keyboard.press('1')
      if (i === 16) await d.look('case')
      await page.keyboard.press('ArrowRight')
    }
    await page.getByText('全部题目都答了').waitFor()
    await page.getByRole('button', { name: '交卷，不再修改' }).click()
    await page.getByRole('heading', { name: '已交卷' }).waitFor()
    await d.close()
  })
})

describe('执法监督人员', () => {
  it('新建考试，看样卷，定下安排，安排考生', async () => {
    const d = await sit('supervisor', 1280)
    const { page } = d
    await d.go('/supervisor/exams')
    await page.getByText('执法资格考试（演示）').waitFor()
    await d.look('exams')
    await page.getByRole('link', { name: '题库' }).click()
    await page.getByText('题库里有什么题？').waitFor()
    await d.look('bank')
    await page.goBack()
    await page.getByRole('link', { name: '新建考试' }).click()
    await page.getByLabel('考试名称').fill('执法资格考试：第二批')
    for (const [kind, n] of [['判断题', 4], ['单项选择题', 4], ['多项选择题', 2], ['案例分析题', 2]] as const) await page.getByLabel(`${kind}道数`).fill(String(n))
    await page.getByLabel('合格线').fill('10')
    await d.look('form')
    await page.getByRole('button', { name: '存为草稿' }).click()
    await page.getByRole('button', { name: '定下安排' }).click()
    await page.getByText('案例分析题只有1道，不够抽2道').waitFor()
    await d.look('refused')
    await page.getByRole('link', { name: '修改' }).click()
    await page.getByLabel('案例分析题道数').fill('1')
    await page.getByRole('button', { name: '存为草稿' }).click()
    await page.getByRole('button', { name: '看一份样卷' }).click()
    await page.getByText('样卷（不是任何考生的卷子）').waitFor()
    await page.getByRole('button', { name: '收起' }).click()
    await page.getByRole('button', { name: '定下安排' }).click()
    await page.getByText('冻结的题库摘要').waitFor()
    await page.getByLabel('按名单').fill('officer.police\nnobody-here')
    await page.getByRole('button', { name: '加入考生' }).click()
    await page.getByText('加入 1 人；第 2 行没有找到这个人').waitFor()
    expect(await page.getByLabel('按名单').inputValue()).toBe('nobody-here')
    await d.look('admitted')
    await d.close()
  })

  it('公布成绩，考生看成绩、提异议，监督人员答复，成绩跟着改', async () => {
    await hall.at('2021-01-25T09:00')
    const d = await sit('supervisor', 1280)
    const { page } = d
    await d.go('/supervisor/exams')
    await page.getByText('执法资格考试（演示）').click()
    await page.getByText('公布以后考生看到成绩').waitFor()
    await d.look('progress')
    await page.getByRole('button', { name: '公布成绩' }).click()
    await page.getByRole('link', { name: '成绩和试题分析' }).waitFor()
    await page.getByText('异议期限到').waitFor()

    const c = await sit('officer.market', 390)
    await c.go('/officer/exam')
    await c.page.getByText('执法资格考试（演示）').click()
    await c.page.getByRole('link', { name: '看答案和成绩' }).click()
    await c.page.getByText('可以在').waitFor()
    await c.look('result')
    await c.page.getByRole('button', { name: '对这道题提出异议' }).first().click()
    await c.page.getByLabel('理由').fill('这道题的说法不完整')
    await c.page.getByRole('button', { name: '提出异议', exact: true }).click()
    await c.page.getByText('已提出异议，等待答复').waitFor()
    await c.look('appealed')

    await page.getByRole('link', { name: '成绩和试题分析' }).click()
    await page.getByText('2 人参加').waitFor()
    await d.look('statistics')
    await page.goBack()
    await page.reload()
    await page.getByRole('link', { name: '答复异议（1）' }).click()
    await page.getByText('1 件等待答复').waitFor()
    await d.look('appeals')
    await page.getByLabel('作废，有这道题的都得分').check()
    await page.getByLabel('答复的理由').fill('题目表述不完整，作废')
    await page.getByRole('button', { name: '答复', exact: true }).click()
    await page.getByText('已经重新阅卷').waitFor()
    await d.look('decided')
    await c.page.reload()
    await c.page.getByText('成绩已经重新计算').waitFor()
    await c.page.getByText('题目表述不完整，作废').waitFor()
    await Promise.all([c.close(), d.close()])
  })
})
