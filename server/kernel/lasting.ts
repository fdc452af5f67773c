import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/*
 * Small files that must be there, whole, after a power cut: keys, passwords, what a data folder remembers of itself. Bytes first, then
 * their name, then the folder that holds the name; `npm run bench -- crash --power` cuts the power.
 */

/**
 * The text of a file that is made at the first call and never again (0600, as its folder 0700). Two processes that start at once read
 * the same one, because it comes into being whole and once.
 */
export function madeOnce(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const folder = dirname(file)
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, make(), { mode: 0o600, flush: true })
  try {
    linkSync(draft, file) // refuses when somebody else was first
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(folder)
  if (made) syncFolder(dirname(made))
  return readFileSync(file, 'utf8')
}

/** writes a file so that a reader sees the old or the new one, never half of it, also after a power cut; 0600 */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, file)
  syncFolder(dirname(file))
}

/** makes the names in a folder last */
export function syncFolder(folder: string): void {
  // Windows cannot sync a folder; its file system keeps names by itself
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
