import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '@playwright/test'
import type { ElderSize } from '../../contract/views.ts'
import { launch } from './chromium.ts'
import { faultsOf, sidewaysOf, unfold } from './look.ts'
import { seat } from './seat.ts'
import { openGallery, type Gallery } from './gallery.ts'
import { samples } from './samples/index.ts'

let gallery: Gallery
let browser: Browser

beforeAll(async () => {
  ;[gallery, browser] = await Promise.all([openGallery(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

interface Seen { name: string; faults: string[] }

/** Opens pages one way and gathers what is wrong with them: sideways scrolling, script errors, what axe finds and what `look` adds. */
async function walk(width: number, elder: ElderSize, pages: readonly { name: string }[], axe: (name: string) => 'all' | 'structure' | 'none', look: (page: Page) => Promise<string[]>): Promise<Seen[]> {
  const { page, leave } = await seat(browser, { viewport: { width, height: 800 }, bypassCSP: true })
  const errors: string[] = []
  page.on('pageerror', (e) => errors.push(String(e)))
  const seen: Seen[] = []
  for (const { name } of pages) {
    await page.goto(gallery.url(name, { elder }))
    await unfold(page)
    const asked = axe(name)
    const faults = asked === 'none' ? await sidewaysOf(page) : await faultsOf(page, { colours: asked === 'all' })
    faults.push(...(await look(page)), ...errors.splice(0))
    if (faults.length) seen.push({ name, faults })
  }
  await leave()
  return seen
}

// colours are the same in every state of a view, its structure on every screen: from day to day the one is asked in one state, the other on the wide screen
const daily = !process.env.YICHUANG_TEST_DEEP
const first = samples.filter((s, i) => samples.findIndex((x) => x.input.view === s.input.view) === i)

describe.concurrent('every page', () => {
  it('has no axe finding on a wide screen, and one primary button at most', async ({ expect }) => {
    const seen = await walk(1440, 0, samples, (name) => (!daily || first.some((s) => s.name === name) ? 'all' : 'structure'), (page) => page.evaluate(() => (document.querySelectorAll('.button.primary').length > 1 ? ['more than one primary button'] : [])))
    expect(seen).toEqual([])
  })

  it('fits a phone in the largest elder size, with targets of 60 px and text of 30, and no axe finding in the long run', async ({ expect }) => {
    const seen = await walk(390, 3, daily ? first : samples, () => (daily ? 'none' : 'structure'), (page) => page.evaluate(() => {
      const out: string[] = []
      if (!document.body.classList.contains('screen') && getComputedStyle(document.body).fontSize !== '30px') out.push(`body text is ${getComputedStyle(document.body).fontSize}`)
      document.querySelectorAll('.button, .tool, .choice, .nav a').forEach((b) => {
        const box = b.getBoundingClientRect()
        if (box.height && box.height < 60) out.push(`${b.textContent} is ${Math.round(box.height)} px high`)
      })
      return out
    }))
    expect(seen).toEqual([])
  })
})

describe('the citizen build', () => {
  it('stays far below 120 KB of script', async () => {
    const { gzipSync } = await import('node:zlib')
    const page = await browser.newPage()
    let bytes = 0
    page.on('response', (r) => { if (r.url().endsWith('.js')) void r.body().then((b) => { bytes += gzipSync(b).length }) })
    await page.goto(gallery.url('home'), { waitUntil: 'networkidle' })
    await page.close()
    expect(bytes).toBeGreaterThan(500)
    expect(bytes).toBeLessThan(120 * 1024)
  })
})
