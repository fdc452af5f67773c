import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assets } from '../../contract/views.ts'

interface Manifest { [source: string]: { file: string; css?: string[]; isEntry?: boolean } }

/** hashed files of the client build, from its manifest; empty lists where it is not built (pages work without) */
export function assets(webFolder: string): Assets {
  const file = join(webFolder, 'citizen.manifest.json')
  if (!existsSync(file)) return { css: [], js: [] }
  const entries = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Manifest).filter((e) => e.isEntry)
  return { css: [...new Set(entries.flatMap((e) => [...(e.css ?? []), ...(e.file.endsWith('.css') ? [e.file] : [])]))].map((f) => `/${f}`), js: entries.map((e) => e.file).filter((f) => f.endsWith('.js')).map((f) => `/${f}`) }
}
