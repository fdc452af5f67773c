import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One password per database role of this installation; nobody types them. */
export interface RolePasswords {
  admin: string
  owner: string
  app: string
  sequencer: string
  eraser: string
}

/**
 * The installation's passwords, made at the first call and kept in `keys/db.json` (0600). Two processes that start at
 * once read the same ones, because the file comes into being whole and once.
 */
export function rolePasswords(keys: string): RolePasswords {
  const random = () => randomBytes(24).toString('base64url')
  return once(join(keys, 'db.json'), () =>
    JSON.stringify({ admin: random(), owner: random(), app: random(), sequencer: random(), eraser: random() }, null, 2) + '\n',
  ) as unknown as RolePasswords
}

/** 32 secret bytes under `keys/<name>.key`, made at the first call: the journal's HMAC key and the like */
export function secretKey(keys: string, name: string): Buffer {
  const kept = once(join(keys, `${name}.key`), () => JSON.stringify({ key: randomBytes(32).toString('base64') }) + '\n')
  return Buffer.from(String(kept.key), 'base64')
}

function once(file: string, make: () => string): Record<string, unknown> {
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, make(), { mode: 0o600, flush: true })
  try {
    linkSync(draft, file) // refuses when somebody else was first
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return read()
}

/** writes a file so that a reader sees the old or the new one, never half of it; 0600 */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}
