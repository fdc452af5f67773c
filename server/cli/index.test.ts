import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { projectRoot } from '../kernel/root.ts'
import { commands, main } from './index.ts'

const said = async (argv: string[]) => {
  let text = ''
  const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')].map((s) => s.mockImplementation(((t: string) => { text += t; return true }) as never))
  const code = await main(argv)
  for (const s of spies) s.mockRestore()
  return { code, text }
}

test('the commands are the files of the folder, and each has run()', async () => {
  const files = readdirSync(join(projectRoot(), 'server', 'cli')).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && f !== 'index.ts')
  expect(commands()).toEqual(files.map((f) => f.slice(0, -3)).sort())
  for (const name of commands()) expect(((await import(join(projectRoot(), 'server', 'cli', `${name}.ts`))) as { run?: unknown }).run, name).toBeTypeOf('function')
})

test('an unknown command names those that exist, and fails', async () => {
  for (const name of ['nonsense', 'index', 'index.test', '../kernel/db', '']) {
    const { code, text } = await said([name])
    expect(code, name).toBe(2)
    expect(text, name).toContain('deadline')
  }
  expect((await said(['--help'])).code).toBe(0)
})

test('bin/yichuang.mjs answers a deadline without a database', () => {
  const done = spawnSync(process.execPath, [join(projectRoot(), 'bin', 'yichuang.mjs'), 'deadline', '--from', '2021-02-10', '--days', '3', '--unit', 'workday', '--json'],
    { encoding: 'utf8', env: { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } })
  expect(done.status).toBe(0)
  // Spring Festival 2021: the 18th, 19th and 20th, a Saturday that is worked
  expect(JSON.parse(done.stdout).due).toBe('2021-02-20')
})
