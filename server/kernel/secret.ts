import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { madeOnce } from './lasting.ts'

/** 32 secret bytes of this installation by name, made once by chance, readable by its owner alone. There is no key by default. */
export function secret(folder: string, name: string): Buffer {
  const file = join(folder, `${name}.key`)
  const key = Buffer.from(madeOnce(file, () => randomBytes(32).toString('hex')).trim(), 'hex')
  if (key.length !== 32) throw new Error(`密钥文件 ${file} 应为 64 位十六进制数，可能已经损坏`)
  return key
}
