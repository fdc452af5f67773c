#!/usr/bin/env node
// `npm run bench -- <name> [options]`: figures of the running product. main (throughput), crash (kill -9, power cut), standby, search, replay, roster (a clean-up of 12,000 rows), exam (two thousand sit at once), tamper (who is found out).
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

const names = { main: 'bench/main.ts', crash: 'bench/crash.ts', search: 'bench/search.ts', tamper: 'bench/tamper.ts', replay: 'bench/replay.ts', standby: 'bench/standby.ts', roster: 'bench/roster.ts', exam: 'bench/exam.ts' }
const [name = 'main', ...args] = process.argv.slice(2)
const file = names[name] && join(dirname(fileURLToPath(import.meta.url)), names[name])
if (!file || !existsSync(file)) {
  process.stderr.write(`npm run bench -- <${Object.keys(names).join('|')}>\n`)
  process.exit(2)
}
register()
const { run } = await import(file)
process.exitCode = await run(args)
