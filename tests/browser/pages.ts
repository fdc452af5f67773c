import { mkdirSync } from 'node:fs'
import { expect } from 'vitest'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { faultsOf, unfold } from './look.ts'
import { seat } from './seat.ts'

/** pictures are made only when somebody wants to look: YICHUANG_PICTURES=1 → test-results/citizen/ */
const pictures = process.env.YICHUANG_PICTURES ? new URL('../../test-results/citizen/', import.meta.url).pathname : undefined
const sizes = [['1440', 1440, 0], ['1024', 1024, 0], ['390', 390, 0], ['elder', 390, 2]] as const

/** Somebody in front of a browser, with script or without, who looks at each page (axe, sideways scrolling, pictures). */
export interface Visitor {
  page: Page
  context: BrowserContext
  go(path: string): Promise<void>
  /** a button or link by its words */
  press(words: string): Promise<void>
  /** the matter of the page as text, lines joined */
  text(): Promise<string>
  /** looks at the page that is open: whatever is wrong with it is kept for `faults` */
  look(name: string): Promise<void>
  /** fills in every visible empty field of the page; `own` by the words of its label */
  fill(own?: Record<string, string>): Promise<void>
  signIn(person: string, next?: string): Promise<void>
  /** what was wrong on the pages looked at; empty when all was well */
  faults: string[]
  /** names of the pages looked at */
  seen: string[]
  close(): Promise<void>
}

export async function visitor(browser: Browser, url: string, options: { script: boolean; width?: number; name: string; /** waits of the page's script are cut to half a second */ hurry?: boolean }): Promise<Visitor> {
  const viewport = { width: options.width ?? 1024, height: 800 }
  const { page, context, leave } = await seat(browser, { viewport, javaScriptEnabled: options.script, bypassCSP: true })
  // axe needs script: who browses without has a second pair of eyes that opens the same address with the same cookies
  const eyes = options.script ? undefined : await seat(browser, { viewport, javaScriptEnabled: true, bypassCSP: true })
  if (options.hurry) await context.addInitScript(() => {
    const wait = window.setTimeout.bind(window)
    window.setTimeout = ((fn: () => void, ms?: number) => wait(fn, Math.min(ms ?? 0, 500))) as typeof window.setTimeout
  })
  const eye = eyes?.page ?? page
  const faults: string[] = []
  const seen: string[] = []
  page.on('pageerror', (e) => faults.push(`script: ${e}`))
  page.on('response', (r) => { if (r.status() >= 500) faults.push(`${r.status()} ${r.url()}`) })

  async function look(name: string): Promise<void> {
    seen.push(name)
    if (eyes) {
      await eyes.context.clearCookies()
      await eyes.context.addCookies(await context.cookies())
      await eye.goto(page.url())
    }
    // colours: the gallery looks at every view's
    const wrong = await faultsOf(eye, { unfold: true, colours: false })
    faults.push(...wrong.map((w) => `${name}: ${w}`))
    if (pictures) await pictureOf(name)
  }

  async function pictureOf(name: string): Promise<void> {
    mkdirSync(pictures!, { recursive: true })
    const camera = await context.newPage()
    for (const [size, width, elder] of sizes) {
      await context.addCookies([{ name: 'yc-elder', value: String(elder), url }])
      await camera.setViewportSize({ width, height: 900 })
      await camera.goto(page.url())
      await camera.screenshot({ path: `${pictures}${options.name}-${String(seen.length).padStart(2, '0')}-${name}-${size}.png`, fullPage: true })
    }
    await context.addCookies([{ name: 'yc-elder', value: '0', url }])
    await camera.close()
  }

  async function settled(act: Promise<unknown>): Promise<void> {
    await act
    await page.waitForLoadState()
  }

  const here: Visitor = {
    page, context, faults, seen, look,
    go: (path) => settled(page.goto(url + path)),
    press: (words) => settled(page.locator('main').locator(`button:has-text("${words}"), a:has-text("${words}")`).first().click()),
    text: async () => (await page.locator('main').innerText()).replace(/\s+/g, ' '),
    async fill(own = {}) {
      for (const field of await page.locator('main .field:visible').all()) {
        const label = (await field.locator('label, legend').first().innerText()).replace(/\s/g, '')
        const value = Object.entries(own).find(([words]) => label.includes(words))?.[1]
        const choices = field.locator('input[type=radio], input[type=checkbox]')
        if (await choices.count()) {
          const chosen = value ? field.locator(`label.choice:has-text("${value}") input`) : choices.first()
          if (value || !(await field.locator('input:checked').count())) await chosen.check()
          continue
        }
        const input = field.locator('input:not([type=hidden]), textarea, select').first()
        if (!value && (await input.inputValue())) continue
        if (await input.evaluate((e) => e.tagName === 'SELECT')) await input.selectOption({ index: 1 })
        else await input.fill(value ?? await plausible(label, (await input.getAttribute('type')) ?? '', (await input.getAttribute('inputmode')) ?? ''))
      }
    },
    async signIn(person, next = '/') {
      await page.goto(`${url}/sign-in?next=${encodeURIComponent(next)}`)
      await unfold(page)
      await settled(page.locator(`button[name=person][value="${person}"]`).click())
    },
    async close() {
      await eyes?.leave()
      // hurry stays with a page for good
      await (options.hurry ? context.close() : leave())
    },
  }
  return here
}

async function plausible(label: string, type: string, inputmode: string): Promise<string> {
  if (/身份证号/.test(label)) return '411024196203151235'
  if (/手机|电话/.test(label)) return '13800000001'
  if (type === 'date') return '2020-12-25'
  if (inputmode) return /资本|价|金额/.test(label) ? '1000000' : '3'
  return /公司名称/.test(label) ? '许昌陈记花木有限公司' : '许昌市鄢陵县柏梁镇花都大道1号'
}

/** every page was looked at and nothing was wrong with any */
export function wellSeen(v: Visitor, least: number): void {
  expect(v.faults).toEqual([])
  expect(v.seen.length).toBeGreaterThanOrEqual(least)
}
