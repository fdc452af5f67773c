import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Busy } from './errors.ts'

// argon2id, 19 MiB, two rounds (OWASP's first choice): 6 ms and one thread each. Two cores do 159 a second (stack.md 8), so
// more than two at a time would take the machine from everybody else, and a long queue would keep people waiting for nothing.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const together = 2
const longestQueue = 40

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= together) {
    if (waiting.length >= longestQueue) throw new Busy(503, 'E-SIGN-IN-BUSY', '正在登录的人太多，请几秒后再试', 2)
    await new Promise<void>((go) => waiting.push(go))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** argon2id hash in PHC form, for directory.person.password_hash */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFKC'), cost))

let nobody: Promise<string> | undefined

/**
 * True when the password is the one of the hash. `null` (no such account, or an account without password) takes just as long
 * and is false, so that the answer does not tell which accounts exist.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash('no account has this password', cost)
  const against = stored ?? (await nobody)
  const same = await inTurn(() => verify(against, password.normalize('NFKC')).catch(() => false))
  return same && stored !== null
}

// no 0 O 1 l I: it is read from paper, once
const letters = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '-+=@#%'] as const

/** A password for one sign-in, 16 characters of four kinds (over 80 bits), in groups of four that can be read out. */
export function oneTimePassword(): string {
  const all = letters.slice(0, 3).join('')
  const signs = letters[3]
  for (;;) {
    const groups = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => all[randomInt(all.length)]!).join(''))
    const made = groups.join(signs[randomInt(signs.length)]!)
    if (letters.every((kind) => [...made].some((c) => kind.includes(c)))) return made
  }
}
