import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alive } from '../server/kernel/postgres/postmaster.ts'
import { endRun, makeRun, runPrefix } from './database.ts'

/** vitest globalSetup: gives the run a folder; the server in it starts when the first test asks for a database. */
export default function setup(): () => void {
  // left by a run that was killed
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${runPrefix}(\\d+)-`).exec(name)?.[1])
    if (pid && !alive(pid)) endRun(join(tmpdir(), name))
  }
  const folder = makeRun()
  process.env.YICHUANG_TEST_RUN = folder
  return () => endRun(folder)
}
