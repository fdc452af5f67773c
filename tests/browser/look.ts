import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
interface Axe { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> }

/** contexts whose pages may have a script from elsewhere */
export const pastPolicy = new WeakSet<BrowserContext>()

let address: Promise<string> | undefined
const axeAt = (): Promise<string> => (address ??= new Promise((told) => {
  const server = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'max-age=86400' }).end(axe))
  server.listen(0, '127.0.0.1', () => { server.unref(); told(`http://127.0.0.1:${(server.address() as AddressInfo).port}/axe.js`) })
}))

/**
 * Brings axe to the page; it stays until the next document. By address where the page's policy is off: half a megabyte is then compiled
 * once in a process, and not in every document again.
 */
async function bring(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return
  if (!pastPolicy.has(page.context())) return void (await page.evaluate(axe))
  await page.evaluate((src) => new Promise((done, failed) => {
    const script = Object.assign(document.createElement('script'), { src, onload: done, onerror: failed })
    document.head.append(script)
    script.remove()
  }).then(() => {}), await axeAt())
}

/** pages whose colours were looked at in this worker: address without ids, and width */
const coloured = new Set<string>()

/**
 * What is wrong with the page that is open, a line for each: what axe finds, and scrolling sideways. Every rule of axe is asked but
 * that of colours, which takes half of its time and finds the same in every state of a page: from day to day once for a page at a width,
 * in the long run always, never with `colours: false`. `unfold`: what is folded is opened first, and stays open.
 */
export async function faultsOf(page: Page, options: { unfold?: boolean; colours?: boolean } = {}): Promise<string[]> {
  const kind = `${new URL(page.url()).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '*')} ${page.viewportSize()?.width}`
  const colours = options.colours ?? (!!process.env.YICHUANG_TEST_DEEP || !coloured.has(kind))
  if (colours) coloured.add(kind)
  await bring(page)
  if (options.unfold) await unfold(page)
  const found = await page.evaluate(async (rules) => {
    const { violations } = await (window as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'], rules })
    return violations.map((v) => `${v.id}: ${v.nodes[0]!.html.slice(0, 200)} ${v.nodes[0]!.failureSummary ?? ''}`)
  }, colours ? {} : { 'color-contrast': { enabled: false } })
  return [...found, ...(await sidewaysOf(page))]
}

/** a line when the page that is open is wider than its window */
export async function sidewaysOf(page: Page): Promise<string[]> {
  const by = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return by > 0 ? [`scrolls sideways by ${by}px`] : []
}

/** opens everything folded on the page that is open */
export const unfold = (page: Page): Promise<void> => page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true }))
