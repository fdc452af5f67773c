/**
 * The gallery: every page with realistic props, on loopback. The test walks it with axe; by hand it writes pictures:
 *   npx tsx tests/browser/gallery.ts DIR [--only receipt,home] [--modes 1440,390,elder] [--serve]
 */
import { createServer } from 'node:http'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AddressInfo } from 'node:net'
import type { Assets, ElderSize, Render } from '../../contract/views.ts'
import { buildWeb } from '../../web/build.mjs'
import { launch } from './chromium.ts'
import { unfold } from './look.ts'
import { samples } from './samples/index.ts'

export interface Gallery { url(name: string, options?: { elder?: ElderSize; lang?: 'zh' | 'en' }): string; requests: { method: string; url: string; body: string }[]; close(): Promise<void> }

const types: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript' }

/** Builds the pages into a folder of its own (no other run is disturbed) and serves them under a strict content policy. */
export async function openGallery(): Promise<Gallery> {
  const dist = mkdtempSync(join(tmpdir(), 'yichuang-gallery-'))
  await buildWeb(['citizen', 'ssr'], dist)
  const ssr = (await import(pathToFileURL(join(dist, 'ssr.js')).href)) as { render: Render; assetsOf(manifest: unknown): Assets }
  const assets = ssr.assetsOf(JSON.parse(readFileSync(join(dist, 'web/citizen.manifest.json'), 'utf8')))
  const requests: { method: string; url: string; body: string }[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://x')
    if (request.method === 'POST' || url.pathname.startsWith('/law/')) requests.push({ method: request.method!, url: request.url!, body: '' })
    if (request.method === 'POST') {
      const record = requests.at(-1)!
      request.on('data', (chunk: Buffer) => { record.body += chunk.toString() })
      request.on('end', () => response.writeHead(303, { location: '/page/progress' }).end())
      return
    }
    if (url.pathname.startsWith('/assets/')) {
      response.writeHead(200, { 'content-type': types[extname(url.pathname)]!, 'cache-control': 'max-age=3600' }).end(readFileSync(join(dist, 'web', url.pathname)))
      return
    }
    const name = url.pathname.startsWith('/law/') ? 'law' : url.pathname.slice('/page/'.length)
    const sample = samples.find((s) => s.name === name)
    if (!sample) { response.writeHead(404).end(); return }
    const elder = Number(url.searchParams.get('elder') ?? 0) as ElderSize
    const mode = { ...sample.input.mode, elder, lang: (url.searchParams.get('lang') ?? 'zh') as 'zh' | 'en' }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'" })
    response.end(ssr.render({ ...sample.input, mode, assets }))
  })
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready) })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: (name, o = {}) => `${base}/page/${name}?elder=${o.elder ?? 0}&lang=${o.lang ?? 'zh'}`,
    requests,
    close: () => new Promise((done) => { server.closeAllConnections(); server.close(() => { rmSync(dist, { recursive: true, force: true }); done() }) }),
  }
}

/** name of a picture's mode → how the page is opened */
export const modes: Record<string, { width: number; height: number; elder: ElderSize; lang?: 'en'; open?: boolean; print?: boolean }> = {
  1440: { width: 1440, height: 900, elder: 0 },
  1024: { width: 1024, height: 768, elder: 0 },
  390: { width: 390, height: 844, elder: 0 },
  elder: { width: 1280, height: 900, elder: 1 },
  elder390: { width: 390, height: 844, elder: 3 },
  english: { width: 1280, height: 900, elder: 0, lang: 'en' },
  open: { width: 1280, height: 900, elder: 0, open: true },
  open390: { width: 390, height: 844, elder: 0, open: true },
  print: { width: 794, height: 1123, elder: 0, print: true },
}

async function pictures(folder: string, only: string[] | undefined, chosen: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const gallery = await openGallery()
  const browser = await launch()
  for (const key of chosen) {
    const m = modes[key]!
    const page = await browser.newPage({ viewport: { width: m.width, height: m.height }, locale: 'zh-CN' })
    if (m.print) await page.emulateMedia({ media: 'print' })
    for (const s of samples.filter((x) => !only || only.includes(x.name))) {
      await page.goto(gallery.url(s.name, { elder: m.elder, lang: m.lang }))
      if (m.open) await unfold(page)
      await page.screenshot({ path: join(folder, `${s.name}.${key}.png`), fullPage: true })
    }
    await page.close()
  }
  await browser.close()
  await gallery.close()
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const [folder = join(tmpdir(), 'yichuang-pictures'), ...rest] = process.argv.slice(2)
  const value = (flag: string) => (rest.includes(flag) ? rest[rest.indexOf(flag) + 1]!.split(',') : undefined)
  if (rest.includes('--serve')) console.log((await openGallery()).url('home'))
  else await pictures(folder, value('--only'), value('--modes') ?? ['1440', '1024', '390', 'elder', 'elder390'])
}
