import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import { launch } from './chromium.ts'
import { openGallery, type Gallery } from './gallery.ts'

let gallery: Gallery
let browser: Browser

beforeAll(async () => {
  ;[gallery, browser] = await Promise.all([openGallery(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

async function open(name: string, options: { script?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: options.script ?? true, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(gallery.url(name))
  return page
}

describe('with script switched off', () => {
  it('a step of the form is sent with its key, its token and what was chosen', async () => {
    const page = await open('form', { script: false })
    await page.fill('input[name=companyName]', '鄢陵春晓果木花卉有限公司 𠮷')
    await page.check('input[value=fruitGrowing]')
    await page.click('text=保存并继续')
    const sent = new URLSearchParams(gallery.requests.at(-1)!.body)
    expect(sent.get('companyName')).toBe('鄢陵春晓果木花卉有限公司 𠮷')
    expect(sent.getAll('scope')).toEqual(['flowerGrowing', 'fruitGrowing', 'fruitRetail'])
    expect([sent.get('_csrf'), sent.get('_rev'), sent.get('_then')]).toEqual(['csrf', '4', 'next'])
    expect(sent.get('_key')).toMatch(/^[0-9a-f-]{36}$/)
    await page.context().close()
  })

  it('a field that depends on another one stays, and says on which', async () => {
    const page = await open('form-depends', { script: false })
    expect(await page.isVisible('textarea[name=otherOwners]')).toBe(true)
    expect(await page.innerText('.depends-word')).toContain('是不是您一个人出资')
    await page.context().close()
  })

  it('the derivation opens, the basis is a link, and nothing offers what only script can do', async () => {
    const page = await open('receipt-days', { script: false })
    await page.click('summary')
    expect(await page.isVisible('.day-due')).toBe(true)
    expect(await page.isVisible('text=打印本页')).toBe(false)
    await page.click('.derivation .basis a')
    expect(page.url()).toContain('/law/')
    await page.context().close()
  })
})

describe('islands', () => {
  it('a depending field follows the answer, and is not sent while it is off', async () => {
    const page = await open('form-depends')
    expect(await page.isVisible('textarea[name=otherOwners]')).toBe(true)
    await page.check('input[name=soleOwner][value=true]')
    expect(await page.isVisible('textarea[name=otherOwners]')).toBe(false)
    await page.click('text=保存并继续')
    await page.waitForURL('**/page/progress')
    expect(new URLSearchParams(gallery.requests.at(-1)!.body).has('otherOwners')).toBe(false)
    await page.context().close()
  })

  it('依据 opens the article beside the text and gives the focus back', async () => {
    const page = await open('correction')
    const link = page.locator('.basis a').first()
    await link.click()
    await page.waitForSelector('.basis-aside')
    expect(await page.innerText('.basis-aside')).toContain('第三十二条')
    await page.keyboard.press('Escape')
    expect(await page.locator('.basis-aside').count()).toBe(0)
    expect(await link.evaluate((e) => e === document.activeElement)).toBe(true)
    await page.context().close()
  })

  it('a signature becomes strokes with the digest of what was shown', async () => {
    const page = await open('read-back-confirm')
    const box = (await page.locator('canvas').boundingBox())!
    await page.mouse.move(box.x + 40, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + 160, box.y + 90, { steps: 5 })
    await page.mouse.up()
    await page.click('text=同意递交')
    await page.waitForURL('**/page/progress')
    const signature = JSON.parse(new URLSearchParams(gallery.requests.at(-1)!.body).get('_strokes')!) as { strokes: number[][][]; shown: string }
    expect(signature.shown).toBe('c'.repeat(64))
    expect(signature.strokes[0]!.length).toBeGreaterThan(3)
    expect(signature.strokes.flat(2).every((n) => n >= 0 && n <= 1000)).toBe(true)
    await page.context().close()
  })

  it('progress is replaced when it changed, keeping what was opened, and stops when the case is closed', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const done = await (await context.request.get(gallery.url('progress-done'))).text()
    let asked = 0
    await page.clock.install()
    await page.goto(gallery.url('progress'))
    await page.route('**/page/progress*', (route) => {
      asked++
      const head = route.request().headers()['if-none-match']
      return asked === 1 ? route.fulfill({ status: head === '"4"' ? 304 : 500 }) : route.fulfill({ contentType: 'text/html', body: done.replace('data-etag="4"', 'data-etag="9"') })
    })
    // time goes on until it has asked: the page may not have set its timer yet
    const later = async () => { await page.clock.fastForward(16_000); return page.innerText('h1') }
    let shown = ''
    await expect.poll(async () => { shown = await later(); return asked }).toBeGreaterThan(0)
    if (asked === 1) expect(shown).toContain('今天 16:00')
    await expect.poll(later).toContain('15:55 办结')
    await page.clock.fastForward(60_000)
    expect(asked).toBe(2)
    await context.close()
  })

  it('朗读本页 reads what is seen, and a second press stops it', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.addInitScript(() => {
      const said: string[] = []
      Object.assign(window, { said })
      speechSynthesis.speak = (u) => { said.push(u.text) }
    })
    await page.goto(gallery.url('receipt', { elder: 1 }))
    await page.click('text=朗读本页')
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said.join(''))
    expect(said).toContain('今天 16:00')
    expect(said).toContain('接下来会发生什么')
    expect(said).not.toContain('起算日')
    expect(await page.isVisible('text=停止朗读')).toBe(true)
    await page.click('text=停止朗读')
    expect(await page.isVisible('text=朗读本页')).toBe(true)
    await context.close()
  })

  it('two quick presses send one form', async () => {
    const page = await open('form')
    const before = gallery.requests.length
    await page.evaluate(() => { const b = document.querySelector<HTMLButtonElement>('button[value=next]')!; b.click(); b.click() })
    await page.waitForURL('**/page/progress')
    expect(gallery.requests.length - before).toBe(1)
    await page.context().close()
  })

  it('the error summary takes the focus and leads to the field', async () => {
    const page = await open('form-wrong')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('errors')
    await page.click('.error-summary >> text=身份证号最后一位')
    expect(await page.evaluate(() => location.hash)).toBe('#f-legalRepId')
    await page.context().close()
  })
})
