import { readFileSync } from 'node:fs'
import { CORE_SCHEMA, loadAll } from 'js-yaml'

/**
 * Reads a YAML file of the product's or the city's own, one document by the core schema of YAML 1.2: a date stays text, `no` is a word. An
 * empty file is null. Throws what is wrong with its line; ENOENT where there is no file. (What people hand in is read by sheet.ts, which
 * goes on after a broken line.)
 */
export function readYaml(file: string): unknown {
  const [document = null, ...more] = loadAll(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA, filename: file })
  if (more.length) throw new Error(`${file} 里不止一份文档（---）`)
  return document
}
