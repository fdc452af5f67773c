import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { pastPolicy } from './look.ts'

/** a page with cookies and a memory of its own */
export interface Seat {
  page: Page
  context: BrowserContext
  /** everything that a site has kept is forgotten, what the test listened to is let go */
  leave(): Promise<void>
}

const left = new WeakMap<Browser, Map<string, Seat[]>>()

/**
 * Sits somebody down in front of an empty page. Who leaves makes room for the next one of the same kind, who gets the same page: another
 * would cost a second of CPU, since its process has compiled nothing yet. Two at a time have two.
 */
export async function seat(browser: Browser, { viewport = { width: 1280, height: 900 }, ...options }: BrowserContextOptions): Promise<Seat> {
  if (!left.has(browser)) left.set(browser, new Map())
  const kind = JSON.stringify(options)
  const free = left.get(browser)!.get(kind) ?? []
  left.get(browser)!.set(kind, free)
  const found = free.pop()
  if (found) {
    await found.page.setViewportSize(viewport!)
    return found
  }
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options, viewport })
  if (options.bypassCSP) pastPolicy.add(context)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const own: Seat = {
    page, context,
    async leave() {
      for (const other of context.pages()) if (other !== page) await other.close()
      for (const event of ['pageerror', 'console', 'request', 'response'] as const) page.removeAllListeners(event)
      await context.setOffline(false)
      const { origin } = new URL(page.url())
      if (origin !== 'null') {
        // a light page of the same place: about:blank would end the process
        await page.goto(`${origin}/healthz`)
        if (options.javaScriptEnabled !== false) await page.evaluate(() => sessionStorage.clear())
        const chromium = await context.newCDPSession(page)
        await chromium.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb,cache_storage,service_workers' })
        await chromium.detach()
      }
      await context.clearCookies()
      free.push(own)
    },
  }
  return own
}
