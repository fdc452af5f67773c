import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { madeOnce } from './lasting.ts'

/**
 * 32 secret bytes of this installation by name (`<folder>/<name>.key`, 0600), made once by chance: there is no key by default. Two
 * processes that start at once read the same ones. Written as JSON; reads also the bare hexadecimal of installations of before.
 * Refuses a file that holds anything else, with its name.
 */
export function secretKey(folder: string, name: string): Buffer {
  const file = join(folder, `${name}.key`)
  const text = madeOnce(file, () => JSON.stringify({ key: randomBytes(32).toString('base64') }) + '\n').trim()
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : fromJson(text)
  if (key?.length !== 32) throw new Error(`密钥文件 ${file} 里不是 32 字节的密钥，可能已经损坏`)
  return key
}

function fromJson(text: string): Buffer | undefined {
  try {
    const { key } = JSON.parse(text) as { key?: unknown }
    return typeof key === 'string' ? Buffer.from(key, 'base64') : undefined
  } catch {
    return undefined
  }
}
