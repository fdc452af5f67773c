import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let found: string | undefined

/** The folder that holds package.json, whether this runs from source or from dist/: migrations, packs and templates lie below it. */
export function projectRoot(): string {
  if (found) return found
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const file = join(at, 'package.json')
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'yichuang') return (found = at)
    if (dirname(at) === at) throw new Error('package.json of yichuang was not found above this file')
  }
}
