import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
interface Axe { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> }

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
  // a script of the test's own, past the page's policy; it stays until the next document
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
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
