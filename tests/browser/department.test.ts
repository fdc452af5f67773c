import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import { act, checkAll, formOf, materialsOf, ok, planOf } from '../journeys/desk.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { launch } from './chromium.ts'
import { faultsOf, sidewaysOf } from './look.ts'
import { seat } from './seat.ts'

/** The department desk in a real browser, on the built staff application: what an examiner and a head do in a morning. */
let hall: CityHall
let browser: Browser
let cases: string[]
let bundle: string

async function accepted(person: string, key: string): Promise<string> {
  const applicant = await hall.as(person)
  const answers = Object.fromEntries((await planOf(applicant, 'item', key, {})).members.flatMap((m) => m.questions.map((q) => [q.id, q.options[0]!.value])))
  const plan = await planOf(applicant, 'item', key, answers)
  const { id } = ok(await applicant.post('/api/v1/cases', { item: key, channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
  await checkAll(hall, id)
  ok(await act(await hall.as('clerk'), id, 'accept'))
  return id
}

beforeAll(async () => {
  ;[hall, browser] = await Promise.all([openHall('2020-12-25T09:00+08:00', { pages: true }), launch()])
  cases = []
  for (const person of ['chen', 'liu', 'buyer', 'elder']) cases.push(await accepted(person, 'food-business'))
  const chen = await hall.as('chen')
  const answers = { stock: 'flowers', premises: 'own' }
  const plan = await planOf(chen, 'bundle', 'flower-company', answers)
  const opened = ok(await chen.post('/api/v1/bundles', { bundle: 'flower-company', channel: 'web', answers, form: formOf(plan), materials: materialsOf(plan) }))
  bundle = opened.id
  for (const c of opened.cases) await checkAll(hall, c.id)
  ok(await (await hall.as('clerk')).post(`/api/v1/bundles/${bundle}/accept`))
})
afterAll(async () => {
  await browser?.close()
  await hall?.close()
})

interface Desk { page: Page; go(path: string): Promise<void>; close(): Promise<void> }

/** somebody at a desk; scripts that fail fail the test */
async function sit(person: string, width = 1280): Promise<Desk> {
  const { page, context, leave } = await seat(browser, { baseURL: hall.url, viewport: { width, height: 720 } })
  expect((await context.request.post('/api/v1/session', { data: { person } })).status()).toBe(201)
  page.on('pageerror', (e) => { throw e })
  return { page, go: async (path) => { await page.goto(`/desk${path}`) }, close: leave }
}

const rows = (page: Page) => page.locator('a[data-case]')
const here = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).dataset['case'] ?? null)
const idOf = (page: Page) => page.url().split('/').at(-1)!
/** in the order of the queue */
const order = (page: Page) => rows(page).evaluateAll((all) => all.map((a) => (a as HTMLElement).dataset['case']!))

describe('审查人员的一个上午', () => {
  it('用键盘走待办：J、K 移动，Enter 打开，回来还在原处，E 开始审查', async () => {
    const { page, go, close } = await sit('examiner.market')
    await go('/department/queue')
    await rows(page).first().waitFor()
    const ids = await order(page)
    expect([...ids].sort()).toEqual([...cases].sort())
    expect(await faultsOf(page)).toEqual([])
    expect(await page.locator('.d-table tbody tr').first().evaluate((e) => e.getBoundingClientRect().height)).toBeLessThanOrEqual(41)
    await expect.poll(() => here(page)).toBe(ids[0])
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key)
    expect(await here(page)).toBe(ids[1])
    await page.keyboard.press('Enter')
    await page.locator('.d-case-head h1').waitFor()
    expect(idOf(page)).toBe(ids[1])
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => here(page)).toBe(ids[1])
    await page.keyboard.press('e')
    await page.waitForURL(`**/cases/${ids[1]}`)
    await page.getByText('开始审查').first().waitFor()
    await expect.poll(() => page.locator('.d-case-name').innerText()).toContain('审查')
    await close()
  })

  it('筛选留在地址里；没有符合的就说清楚', async () => {
    const { page, go, close } = await sit('examiner.market')
    await go('/department/queue')
    await rows(page).first().waitFor()
    await page.locator('.d-filters label').filter({ hasText: '超期' }).click()
    await page.getByText('没有符合筛选条件的件').waitFor()
    expect(page.url()).toContain('lamp=red')
    await page.reload()
    await page.getByText('没有符合筛选条件的件').waitFor()
    await page.getByRole('button', { name: '清除筛选' }).click()
    await rows(page).first().waitFor()
    expect(page.url()).not.toContain('lamp')
    await close()
  })

  it('一个人不能现场核查：规则、依据都看得到，填的内容还在；两个人核查之后才能准予，办完到下一件', async () => {
    const { page, go, close } = await sit('examiner.market')
    await go('/department/queue')
    await rows(page).first().waitFor()
    const [first, second] = await order(page)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/cases/${first}`)
    await page.getByRole('button', { name: '开始审查' }).click()
    // the grant is no button yet, and says why when asked
    const grant = page.locator('.d-shut details').filter({ hasText: '准予许可' })
    await grant.locator('summary').click()
    expect(await grant.innerText()).toContain('两名以上工作人员现场核查')
    expect(await page.getByRole('button', { name: '准予许可' }).count()).toBe(0)

    await page.getByRole('button', { name: '指派核查人员', exact: true }).click()
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: '指派这些人核查' }).click()
    const refused = page.locator('.trouble')
    await refused.waitFor()
    expect(await refused.innerText()).toMatch(/应当指派两名以上工作人员[\s\S]*《行政许可法》第三十四条第三款[\s\S]*E-XK-11/)
    await refused.getByRole('link').click()
    await page.getByRole('dialog').getByText('第三十四条').first().waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(true)
    await page.getByRole('checkbox').nth(1).check()
    await page.getByRole('button', { name: '指派这些人核查' }).click()

    await page.getByRole('button', { name: '现场核查', exact: true }).click()
    await page.getByLabel('核查看到的事实').fill('场所与图纸一致，设备齐全。')
    await page.getByRole('radio', { name: '符合条件', exact: true }).check()
    await page.getByRole('button', { name: '登记核查记录' }).click()
    // a permit is signed by the head of the organ: the examiner is told so
    const signs = page.locator('.d-shut details').filter({ hasText: '准予许可' })
    await signs.waitFor()
    expect(await page.getByRole('button', { name: '准予许可' }).count()).toBe(0)
    expect(await faultsOf(page)).toEqual([])
    await close()

    const head = await sit('head.market')
    await head.go('/department/queue')
    await rows(head.page).first().waitFor()
    const line = await order(head.page)
    const at = line.indexOf(first!)
    for (let i = 0; i < at; i++) await head.page.keyboard.press('j')
    await head.page.keyboard.press('Enter')
    await head.page.waitForURL(`**/cases/${first}`)
    await head.page.getByRole('button', { name: '准予许可' }).click()
    await head.page.getByRole('button', { name: '准予并出具决定书' }).click()
    const next = line[at + 1] ?? second!
    await head.page.waitForURL(`**/cases/${next}`)
    expect(await head.page.locator('.d-said').innerText()).toMatch(/准予许可，已办好[\s\S]*〔2020〕/)
    // back to the queue: on the case that was just reached
    await head.page.getByRole('link', { name: '回到待办' }).click()
    await expect.poll(() => here(head.page)).toBe(next)
    await expect.poll(() => order(head.page)).not.toContain(first)
    await head.close()
  })

  it('查看个人信息要写用途，看完可以再遮上', async () => {
    const { page, go, close } = await sit('examiner.market')
    await go(`/department/cases/${cases[2]}`)
    await page.getByRole('button', { name: '查看完整信息' }).click()
    await page.getByLabel('查看用途').fill('核对经营地址')
    await page.getByRole('button', { name: '查看并留痕' }).click()
    await page.getByText('这次查看已经留痕').waitFor()
    expect(await page.locator('.d-groups').innerText()).toContain('花都大道')
    await page.getByRole('button', { name: '重新遮蔽' }).click()
    expect(await page.locator('.d-groups').innerText()).not.toContain('花都大道')
    await close()
  })
})

describe('部门负责人', () => {
  it('不予要写事实、理由和条款，条款查得到才能加入；别人先办了，先看变化再选', async () => {
    const { page, go, close } = await sit('head.market')
    const id = cases[3]!
    await go(`/department/cases/${id}`)
    await page.getByRole('button', { name: '不予许可', exact: true }).click()
    await page.getByRole('button', { name: '不予并出具决定书' }).click()
    await page.locator('.trouble').waitFor()
    expect(await page.locator('.trouble').innerText()).toMatch(/说明理由[\s\S]*须写明认定的事实[\s\S]*须写明依据的条款/)
    await page.getByLabel('认定的事实').fill('现场没有独立的食品处理区。')
    await page.getByLabel('不予的理由').fill('不具备相适应的场所。')
    const law = page.getByLabel('法律、法规、规章')
    await law.fill('没有这部法')
    await page.getByLabel('第几条').fill('1')
    await page.getByRole('button', { name: '查到并加入' }).click()
    await page.getByText('没有查到这一条').waitFor()
    await law.fill('行政许可法')
    await page.getByLabel('第几条').fill('38')
    await page.getByRole('button', { name: '查到并加入' }).click()
    await page.locator('.d-articles li').filter({ hasText: '第三十八条' }).waitFor()
    expect(await faultsOf(page)).toEqual([])

    ok(await act(await hall.as('examiner.market'), id, 'takeUp'))
    await page.getByRole('button', { name: '不予并出具决定书' }).click()
    await page.getByText('这一件刚被别人办过').waitFor()
    expect(await page.locator('.trouble').innerText()).toMatch(/江素贞 办了“开始审查”/)
    await page.getByRole('button', { name: '按现在的情况继续办' }).click()
    expect(await page.getByLabel('认定的事实').inputValue()).toContain('食品处理区')
    await page.getByRole('button', { name: '不予并出具决定书' }).click()
    await page.locator('.d-said').waitFor()
    const view = ok(await (await hall.as('head.market')).get(`/api/v1/cases/${id}`))
    expect(view.state).toBe('refused')
    await close()
  })
})

describe('看得清楚', () => {
  it('一件事：谁在等谁，一个承诺时刻', async () => {
    const { page, go, close } = await sit('gov')
    await go(`/department/bundles/${bundle}`)
    await page.locator('.d-member').first().waitFor()
    expect(await page.locator('.d-stages > li').count()).toBeGreaterThan(1)
    expect(await page.locator('.d-stages').innerText()).toContain('等公司设立登记')
    expect(await page.locator('.d-time').innerText()).toContain('今天 14:00')
    expect(await faultsOf(page)).toEqual([])
    await close()
  })

  it('每一页在 1280、1024 和 720 都没有横向滚动，axe 没有意见', async () => {
    const found: Record<string, string[]> = {}
    const pages: [string, string][] = [
      ['supervisor', '/operator/refusals'], ['leader', '/operator/rate'],
      ['cataloguer', '/operator/drafts'], ['sysadmin', '/operator/jobs'], ['sysadmin', '/operator/clock'], ['helper', '/department/queue'],
    ]
    for (const [person, path] of pages) {
      const { page, go, close } = await sit(person)
      await go(path)
      await page.locator('main h1').first().waitFor().catch(async () => { found[path] = [`no heading: ${await page.locator('body').innerText()}`] })
      const wrong = await faultsOf(page)
      // 720: a wide screen at 200 %
      for (const width of [1024, 720]) {
        await page.setViewportSize({ width, height: 720 })
        wrong.push(...(await sidewaysOf(page)).map((f) => `at ${width}: ${f}`))
      }
      if (wrong.length) found[path] = [...(found[path] ?? []), ...wrong]
      await close()
    }
    expect(found).toEqual({})
  })
})
