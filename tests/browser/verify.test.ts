import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import { file } from '../journeys/desk.ts'
import { openHall, type CityHall } from '../journeys/hall.ts'
import { noteBackup } from '../../server/kernel/backup/index.ts'
import { settle, withWitnesses } from '../journeys/witness.ts'
import { buildStale } from '../../tools/build.mjs'
import { launch } from './chromium.ts'
import { faultsOf } from './look.ts'
import { visitor } from './pages.ts'

type Filed = { id: string; receipt: { id: string }; log: { leaf: string; receipt: string } }
const pictures = process.env.YICHUANG_PICTURES ? fileURLToPath(new URL('../../test-results/citizen/', import.meta.url)) : undefined

describe('优盘上的核验页面：没有网络，也算得出来', () => {
  let browser: Browser
  let hall: CityHall
  let witnesses: Awaited<ReturnType<typeof withWitnesses>>
  let filed: Filed
  let stick: string
  beforeAll(async () => {
    await buildStale({ only: ['citizen', 'ssr', 'verify'], say: () => {} })
    ;[browser, hall] = await Promise.all([launch(), openHall('2020-12-25T10:00+08:00', { pages: true })])
    await file(await hall.as('liu'), 'social-card-loss')
    await settle(hall)
    witnesses = await withWitnesses(hall)
    await settle(hall)
    filed = await file(await hall.as('chen'), 'social-card-loss') as unknown as Filed
    await settle(hall)
    stick = mkdtempSync(join(tmpdir(), 'stick-'))
    const text = async (path: string) => (await fetch(hall.url + path)).text()
    const [proof, entry, names, page] = await Promise.all([text(`/api/v1/proofs/${filed.log.leaf}`), text(`/api/v1/proofs/${filed.log.leaf}/entry`), text(`/api/v1/proofs/${filed.log.leaf}/names`), text('/verify/yichuang-verify.html')])
    const broken = Buffer.from(entry)
    broken[broken.indexOf('casework.submit')]! ^= 1
    const pdf = await (await hall.as('chen')).pdf(`/api/v1/cases/${filed.id}/documents/${filed.receipt.id}`)
    for (const [name, bytes] of Object.entries({ 'verify.html': page, 'x.tlog-proof': proof, 'entry.json': entry, 'names.json': names, 'broken.json': broken, policy: await witnesses.policy(), 'p01.pdf': pdf })) writeFileSync(join(stick, name), bytes)
  })
  afterAll(async () => {
    await browser?.close()
    witnesses?.close()
    await hall?.close()
    if (stick) rmSync(stick, { recursive: true })
  })
  const on = (name: string) => join(stick, name)

  async function open(): Promise<{ page: Page; asked: string[]; close(): Promise<void> }> {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'zh-CN' })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (r) => { if (!/^(file|blob|data):/.test(r.url())) asked.push(r.url()) })
    page.on('pageerror', (e) => asked.push(String(e)))
    await context.setOffline(true)
    await page.goto(pathToFileURL(on('verify.html')).href)
    return { page, asked, close: () => context.close() }
  }
  const verdict = async (page: Page, code: string): Promise<string> => {
    await page.waitForSelector(`[data-verdict="${code}"]`)
    return page.locator('.verdict').innerText()
  }

  it('没有核验规则文件就不下结论；有了以后说出第几条、谁见证；改一位变红', async () => {
    const { page, asked, close } = await open()
    await page.setInputFiles('#files', [on('x.tlog-proof'), on('entry.json')])
    expect(await verdict(page, 'no-policy')).toContain('请先选核验规则文件')
    await page.setInputFiles('#policy', on('policy'))
    await page.waitForFunction(() => document.getElementById('policy-word')!.textContent!.includes('2 个见证机关'))
    await page.getByRole('button', { name: '核验', exact: true }).click()
    const good = await verdict(page, 'ok')
    expect(good).toMatch(/第 \d+ 条，.*入账，经 .*司法局.* 见证/)
    expect(good).toContain('提交申请')
    // an entry holds codes; names are handed in beside it, and said to be no part of the proof
    expect(good).toMatch(/事项代码\s+social-card-loss/)
    await page.setInputFiles('#files', on('names.json'))
    await page.waitForSelector('text=社会保障卡挂失、解除挂失（social-card-loss）')
    expect(await verdict(page, 'ok')).toContain('不在证明之内')
    await page.click('text=清空，再验一份')
    await page.setInputFiles('#files', [on('x.tlog-proof'), on('broken.json')])
    expect(await verdict(page, 'not-included')).toContain('核验没有通过')
    expect(asked).toEqual([])
    await close()
  })

  it('放一份 PDF 就够；规则来自文书自己时明说；收据文字也认得', async () => {
    const { page, asked, close } = await open()
    await page.setInputFiles('#files', on('p01.pdf'))
    expect(await verdict(page, 'unsure')).toContain('伪造文书的人也能伪造它')
    await page.setInputFiles('#policy', on('policy'))
    await page.waitForFunction(() => document.getElementById('policy-word')!.textContent !== '')
    await page.setInputFiles('#files', on('p01.pdf'))
    expect(await verdict(page, 'ok')).toContain('请和手里的文书逐项对照')
    await look(page)
    await page.click('text=清空，再验一份')
    await page.fill('#typed', filed.log.receipt)
    await page.getByRole('button', { name: '核验', exact: true }).click()
    expect(await verdict(page, 'ok')).toContain('秒内收入账本')
    expect(asked).toEqual([])
    await close()
  })

  /** axe and sideways scrolling at four sizes */
  async function look(page: Page): Promise<void> {
    for (const [name, width, elder] of [['1440', 1440, 0], ['1024', 1024, 0], ['390', 390, 0], ['elder', 390, 2]] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.evaluate((n) => { document.documentElement.dataset.elder = String(n) }, elder)
      expect(await faultsOf(page, { colours: true }), name).toEqual([])
      if (pictures) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: join(pictures, `stick-${name}.png`), fullPage: true })
      }
    }
  }

  it('网站上：办件、回执、证明、核验几页不运行脚本也看得明白，查验引到证明', async () => {
    const chen = await visitor(browser, hall.url.replace('127.0.0.1', 'localhost'), { script: false, width: 390, name: 'proof' })
    await chen.signIn('chen')
    await chen.go(`/c/${filed.id}`)
    expect(await chen.text()).toMatch(/已入账 第 \d+ 条/)
    await chen.look('case-logged')
    await chen.go(`/c/${filed.id}/receipt`)
    await chen.look('receipt-logged')
    await chen.go(`/proof/${filed.log.leaf}`)
    expect(await chen.text()).toMatch(/提交申请.*社会保障卡挂失、解除挂失.*司法局/s)
    await chen.look('proof')
    await chen.go(`/proof/${'e'.repeat(64)}`)
    expect(await chen.text()).toContain('向监督机关反映')
    await chen.look('proof-missing')
    await chen.press('反映')
    expect(await chen.text()).toContain('请贴上收据文字')
    await chen.go(`/check?n=${filed.receipt.id}`)
    expect(await chen.page.locator(`a[href^="/proof/"]`).count()).toBe(1)
    await chen.go('/open')
    expect(await chen.text()).toContain('所以也没有恢复演练的结果')
    await noteBackup(hall.database.app, '411000', { drill: { at: '2020-12-20T02:00:00Z', seconds: 41, ok: true, said: '', base: '2020-12-19T18:00:00Z', covered: '2020-12-20T01:59:00Z', entries: 1234 } })
    await chen.go('/open')
    expect(await chen.text()).toContain('用的是 2020年12月20日 02:00 做的备份，用了 41 秒。 恢复到 2020年12月20日 09:59，1,234 条账，指纹与现在的账相同')
    await chen.look('open')
    expect(chen.faults).toEqual([])
    await chen.close()
    const anyone = await visitor(browser, hall.url.replace('127.0.0.1', 'localhost'), { script: true, name: 'verify' })
    await anyone.go('/verify')
    await anyone.look('verify')
    expect(await anyone.text()).toContain('存一份到优盘')
    expect(anyone.faults).toEqual([])
    await anyone.close()
  })
})
