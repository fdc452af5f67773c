import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import excel from 'exceljs'
import { audit } from '../../law/credential/audit.ts'
import { profiles } from '../../law/credential/profiles/index.ts'
import { readSettings } from '../../law/credential/settings.ts'
import { readList } from '../../server/modules/credentials/index.ts'
import { bodyColumns, csv, officerColumns, roster, supervisorColumns } from '../../tests/roster/generate.ts'
import { cleanUpCity } from './rosterCity.ts'
import { truthOfOfficers } from '../../tests/roster/oracle.ts'

const asOf = '2020-11-30'

/**
 * `npm run bench -- roster [--rows 12000] [--seed 1] [--pure]`: a clean-up of a generated roster. CPU time of the pure audit (middle of five) by either
 * profile, of reading CSV and XLSX, and of the whole command; rows that differ from the oracle, which must be none. Then the clean-up of a city on a
 * server and database of its own (not with --pure).
 */
export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { rows: { type: 'string', default: '12000' }, seed: { type: 'string', default: '1' }, pure: { type: 'boolean' } } })
  const w = roster(Number(values.seed), Number(values.rows), asOf)
  const folder = mkdtempSync(join(tmpdir(), 'bench-roster-'))
  const file = (name: string): string => join(folder, name)
  writeFileSync(file('officers.csv'), csv(officerColumns, w.officers))
  writeFileSync(file('supervisors.csv'), csv(supervisorColumns, w.supervisors))
  writeFileSync(file('bodies.csv'), csv(bodyColumns, w.bodies))
  const needs = profiles['xuchang-2020']!.needs
  const read = async <L extends 'officers' | 'supervisors' | 'bodies'>(l: L, name: string) => (await readList(l, name, readFileSync(file(name)), needs[l] as readonly string[])).rows
  const lists = { officers: await read('officers', 'officers.csv'), supervisors: await read('supervisors', 'supervisors.csv'), bodies: await read('bodies', 'bodies.csv') }
  const say = (text: string): void => void process.stdout.write(`${text}\n`)
  say(`${lists.officers.length} officers, ${lists.supervisors.length} supervisors, ${lists.bodies.length} bodies, seed ${values.seed}`)
  for (const [key, profile] of Object.entries(profiles)) {
    const settings = readSettings(profile.settings, { asOf })
    const times = []
    for (let i = 0; i < 5; i++) times.push(await cpu(() => audit(profile, lists, settings)))
    say(`audit ${key}: ${middle(times.map((t) => t.cpu))} ms CPU, ${middle(times.map((t) => t.clock))} ms on the clock (middle of five)`)
  }
  const book = new excel.Workbook()
  book.addWorksheet('名册').addRows([[...officerColumns], ...w.officers.map((o) => officerColumns.map((c) => o[c]))])
  writeFileSync(file('officers.xlsx'), Buffer.from(await book.xlsx.writeBuffer()))
  say(`read officers.csv: ${(await cpu(() => read('officers', 'officers.csv'))).cpu} ms CPU`)
  say(`read officers.xlsx: ${(await cpu(() => read('officers', 'officers.xlsx'))).cpu} ms CPU`)
  let failed = 0
  for (const officers of ['officers.csv', 'officers.xlsx']) {
    const before = process.hrtime.bigint()
    const done = spawnSync('bash', ['-c', 'time "$@"', 'bash', process.execPath, 'bin/yichuang.mjs', 'roster', 'audit', '--officers', file(officers), '--bodies', file('bodies.csv'), '--supervisors', file('supervisors.csv'),
      '--profile', 'xuchang-2020', '--as-of', asOf, '--out', file('out')], { encoding: 'utf8', env: { ...process.env, TIMEFORMAT: '%U %S' } })
    if (done.status) throw new Error(done.stderr)
    const spent = done.stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
    const got = readFileSync(file('out/officers.jsonl'), 'utf8').trim().split('\n')
    const truth = truthOfOfficers(w, asOf).map((t) => JSON.stringify(t))
    const different = truth.filter((t, i) => t !== got[i]).length
    failed += different
    say(`whole command, ${officers}: ${(spent[0]! + spent[1]!).toFixed(2)} s CPU, ${(Number(process.hrtime.bigint() - before) / 1e9).toFixed(2)} s on the clock; ${truth.length - different} of ${truth.length} rows as the oracle says`)
  }
  rmSync(folder, { recursive: true })
  if (!values.pure) failed += await cleanUpCity(Number(values.rows), Number(values.seed), asOf, say)
  return failed ? 1 : 0
}

/** ms; CPU counts the threads of the garbage collector too */
async function cpu(work: () => unknown): Promise<{ cpu: number; clock: number }> {
  const began = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { cpu: Math.round((user + system) / 1000), clock: Math.round(performance.now() - began) }
}

const middle = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!
