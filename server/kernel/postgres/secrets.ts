import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { madeOnce } from '../lasting.ts'

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
  return JSON.parse(madeOnce(join(keys, 'db.json'), () =>
    JSON.stringify({ admin: random(), owner: random(), app: random(), sequencer: random(), eraser: random() }, null, 2) + '\n')) as RolePasswords
}
