import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { base64, formatSignerKey, fromBase64, intl, parseSignerKey, parseVerifierKey, signerKey, sm, type SignerKey, type VerifierKey, type WitnessState } from '../../proof/index.ts'

/** What a witness keeps on its own disk: its keys, the logs it follows, and for each the newest checkpoint that it cosigned. */
export interface Memory {
  own: SignerKey[]
  state: WitnessState
  /** newest cosigned note by origin: what an auditor takes away, and other witnesses compare */
  notes: Readonly<Record<string, string>>
  /** keys of the followed logs by origin, from the file `logs`, read anew whenever it is asked */
  logs(): Record<string, VerifierKey[]>
  /** on the disk, synced, before it returns */
  keep(state: WitnessState, origin: string, note: string): void
}

/** Another process works on this folder, or one that was killed left its mark and another has its number now. */
export class FolderInUse extends Error {}

/**
 * Opens a witness's folder; at the first time draws its keys (Ed25519 and SM2, 0600). Refuses a folder that another living
 * process holds: two witnesses on one state could be rolled back (C2SP tlog-witness, last paragraph).
 */
export function openMemory(folder: string, name: string): Memory {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  hold(join(folder, 'pid'))
  const own = [intl, sm].map((profile) => {
    const file = join(folder, `key.${profile.name}`)
    if (!existsSync(file)) writeFileSync(file, formatSignerKey(signerKey(name, profile, 'cosignature', randomBytes(32))) + '\n', { mode: 0o600, flush: true })
    return parseSignerKey(readFileSync(file, 'utf8').trim())
  })
  const file = join(folder, 'state.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, { size: number; root: string; note: string }>) : {}
  const memory = {
    own,
    state: Object.fromEntries(Object.entries(kept).map(([origin, s]) => [origin, { size: s.size, root: fromBase64(s.root) }])) as WitnessState,
    notes: Object.fromEntries(Object.entries(kept).map(([origin, s]) => [origin, s.note])) as Record<string, string>,
    logs() {
      const logs: Record<string, VerifierKey[]> = {}
      const listed = existsSync(join(folder, 'logs')) ? readFileSync(join(folder, 'logs'), 'utf8') : ''
      for (const line of listed.split('\n').map((l) => l.trim()).filter((l) => l && !l.startsWith('#'))) {
        const key = parseVerifierKey(line)
        if (key.purpose === 'note') (logs[key.name] ??= []).push(key)
      }
      return logs
    },
    keep(state: WitnessState, origin: string, note: string) {
      const notes = { ...memory.notes, [origin]: note }
      replace(file, JSON.stringify(Object.fromEntries(Object.entries(state).map(([o, s]) => [o, { size: s.size, root: base64(s.root), note: notes[o] ?? '' }])), null, 1) + '\n')
      memory.state = state
      memory.notes = notes
    },
  }
  return memory
}

/** the whole new file or the old one; name and bytes are on the disk when it returns */
function replace(file: string, text: string): void {
  const draft = `${file}.new`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, file)
  if (process.platform === 'win32') return
  const folder = openSync(join(file, '..'), 'r')
  try { fsyncSync(folder) } finally { closeSync(folder) }
}

function hold(file: string): void {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const holder = Number(readFileSync(file, 'utf8'))
  if (holder !== process.pid && alive(holder)) throw new FolderInUse(`见证人的文件夹正由进程 ${holder} 使用。确认它已经停止后，删去 ${file} 再启动`)
  writeFileSync(file, String(process.pid))
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
