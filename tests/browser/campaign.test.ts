import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import { root } from '../house/sources.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { launch } from './chromium.ts'
import { faultsOf, sidewaysOf } from './look.ts'
import { seat } from './seat.ts'

/** The clean-up in a real browser: the supervisor imports and tells, a body answers, the supervisor decides, both heads sign, the leader reads one page. */
const sample = join(root, '../shared/data/roster-sample')
/** pictures are made only when somebody wants to look: YICHUANG_PICTURES=1 → test-results/campaign/ */
const pictures = process.env.YICHUANG_PICTURES ? new URL('../../test-results/campaign/', import.meta.url).pathname : undefined

describe.skipIf(!existsSync(sample))('证件清理的几张桌子 (skipped without ../shared/data/roster-sample)', () => {
  let hall: CityHall
  let browser: Browser
  let leave: () => Promise<void>
  let pageErrors: string[] = []
  beforeAll(async () => {
    ;[hall, browser] = await Promise.all([openHall('2020-12-25T09:00+08:00', { pages: true }), launch()])
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.close()
  })

  async function sit(person: string, path: string): Promise<Page> {
    const { page, context, leave: up } = await seat(browser, { baseURL: hall.url })
    expect((await context.request.post('/api/v1/session', { data: { person } })).status()).toBe(201)
    leave = up
    pageErrors = []
    page.on('pageerror', (e) => pageErrors.push(String(e)))
    page.on('console', (m) => { if (m.type() === 'error' && /Content Security|Refused/.test(m.text())) pageErrors.push(m.text()) })
    await page.goto(`/desk${path}`)
    return page
  }

  /** axe and nothing sideways on a screen, nothing sideways on a phone (in the long run axe as well); everything folded is opened first */
  async function look(page: Page, name: string): Promise<void> {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const found = width > 1000 || process.env.YICHUANG_TEST_DEEP ? await faultsOf(page, { unfold: true }) : await sidewaysOf(page)
      if (pictures) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true })
      }
      expect(found, `${name} ${width}`).toEqual([])
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    expect(pageErrors, name).toEqual([])
  }

  let campaign: string
  it('监督人员导入名册，看清了再告知', async () => {
    const page = await sit('supervisor', '/supervisor/campaigns')
    await page.getByText('导入全市的执法人员').waitFor()
    await look(page, '1-none')
    await page.getByRole('link', { name: '导入名册，开始一次清理' }).click()
    await page.getByLabel('这次清理叫什么').fill('2020年行政执法证件清理')
    await page.getByLabel('按哪个方案审核').selectOption('xuchang-2020')
    await page.getByLabel('基准日').fill('2020-11-30')
    await page.getByRole('button', { name: '导入、冻结并审核' }).click()
    await page.getByRole('alert').getByText('请填写名称').waitFor()
    for (const [label, file] of [['执法人员名册', 'officers.csv'], ['执法主体名单', 'bodies.csv'], ['执法监督人员名册', 'supervisors.csv']] as const) await page.getByLabel(label).setInputFiles(join(sample, file))
    await look(page, '2-new')
    await page.getByRole('button', { name: '导入、冻结并审核' }).click()
    await page.getByText('还没有告知任何单位').waitFor()
    campaign = page.url().split('/').at(-1)!
    await look(page, '3-frozen')
    await page.getByRole('button', { name: /^告知 \d+ 个单位核对$/ }).click()
    await page.getByRole('dialog').getByText('不能放弃这次清理').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^告知 \d+ 个单位核对$/ }).click()
    await page.getByRole('button', { name: '确认告知' }).click()
    await page.getByText(/2021年1月4日 止/).waitFor()
    await look(page, '4-told')
    await leave()
  })

  it('单位管理员逐人答复，一次提交；键盘就能选', async () => {
    const page = await sit('bodyAdmin.police', '/body/clean-up')
    await page.getByText('还剩 5 个工作日').waitFor()
    await look(page, '5-body-tasks')
    await page.getByRole('link', { name: '去答复' }).click()
    const first = page.getByRole('group').first()
    await first.getByLabel('有异议').focus()
    await page.keyboard.press('Space')
    await first.getByLabel('异议的理由').fill('在职状态登记有误，附任职文件')
    await first.getByLabel('附证明材料').setInputFiles({ name: '任职文件.txt', mimeType: 'text/plain', buffer: Buffer.from('任职文件') })
    await first.getByText('已附 1 份').waitFor()
    await page.getByRole('button', { name: '其余都同意' }).click()
    await look(page, '6-body-reply')
    await page.getByRole('button', { name: /^提交 \d+ 人的核对结果$/ }).click()
    await page.getByText('已经提交').waitFor()
    await look(page, '7-body-sent')
    await leave()
  })

  it('监督人员采纳异议，到期后成批确认，超过限度的单位要输入名称', async () => {
    const page = await sit('supervisor', `/supervisor/campaigns/${campaign}`)
    await page.getByRole('link', { name: '许昌市公安局' }).click()
    await page.getByText('在职状态登记有误，附任职文件').waitFor()
    const person = page.locator('.cu-person').filter({ hasText: '在职状态登记有误' })
    await person.getByRole('checkbox').check()
    await page.getByLabel(/^理由/).fill('任职文件可以证明在职')
    await look(page, '8-task')
    await page.getByRole('button', { name: '恢复保留 1 人' }).click()
    await page.getByText('采纳单位异议').waitFor()
    await hall.at('2021-01-05T09:00+08:00')
    await page.goto(`/desk/supervisor/campaigns/${campaign}`)
    await page.getByText('逾期未回复').first().waitFor()
    await look(page, '9-overdue')
    await page.goto(`/desk/supervisor/campaigns/${campaign}/confirm`)
    const names = page.locator('input[id^="n-"]')
    await names.first().waitFor()
    for (const input of await names.all()) await input.fill((await input.getAttribute('placeholder'))!.replace(/^输入“|”$/g, ''))
    await look(page, '10-confirm')
    await page.getByRole('button', { name: /^确认清出 \d+ 人/ }).click()
    await page.getByText(/^已确认清出 \d+ 人。$/).waitFor()
    await page.goto(`/desk/supervisor/campaigns/${campaign}`)
    await page.getByRole('button', { name: '成批确认更正' }).click()
    await page.getByText(/^已确认更正 \d+ 人。$/).waitFor()
    await look(page, '11-decided')
    await leave()
  })

  it('单位负责人先签，司法局负责人后签', async () => {
    // what the bodies' corrections left is decided beside the browser: the list of the police waits for its head
    const supervisor = await hall.as('supervisor')
    const { items } = (await supervisor.get(`/api/v1/campaigns/${campaign}/bodies`)).body
    const police = items.find((t: { name: string }) => t.name === '许昌市公安局')
    const view = (await supervisor.get(`/api/v1/clean-up-tasks/${police.id}`)).body
    const left = view.rows.filter((r: { decided: unknown }) => !r.decided).map((r: { key: string }) => r.key)
    if (left.length) await supervisor.post(`/api/v1/clean-up-tasks/${police.id}/restore`, { rows: left, reason: '已另行核实' }, { ifMatch: view.seq })
    const head = await sit('head.police', '/body/sign')
    await head.getByText('1 份清出名单等您签').waitFor()
    await head.getByRole('button', { name: '看名单' }).click()
    await head.getByRole('button', { name: '签这份名单' }).waitFor()
    await look(head, '12-head')
    await head.getByRole('button', { name: '签这份名单' }).click()
    await head.getByText('已签 1 份').waitFor()
    await leave()
    const justice = await sit('head.justice', '/body/sign')
    await justice.getByText('1 份清出名单等您签').waitFor()
    await justice.getByRole('button', { name: '看名单' }).click()
    await justice.getByRole('button', { name: '签这份名单' }).click()
    await justice.getByText('没有等您签的清出名单').waitFor()
    await look(justice, '13-bureau')
    await leave()
  })

  it('领导看一页', async () => {
    const page = await sit('leader', '/leader/campaign')
    await page.getByText(/^14 个单位，保留 \d+ 名执法人员，清出 \d+ 名/).waitFor()
    await look(page, '14-leader')
    await leave()
  })
})
