import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { replaceFile } from './kernel/lasting.ts'
import { projectRoot } from './kernel/root.ts'
import type { Log } from './kernel/log.ts'

/** the two who watch the demo's log; in a real city they are on machines of their own, under people of their own */
const who = [{ name: '市司法局', key: 'sfj.witness' }, { name: '市审计局', key: 'sjj.witness' }]

interface Said { url: string; keys: string[] }

/**
 * Starts the demo's two witnesses as processes of their own on loopback, and writes the policy that asks both of them. They end
 * with the server, however it ends: their standard input is its. Their state stays, so that they recognise a log that was rolled
 * back. `logKeys`: verifier keys of the city's logs, asked again every few seconds, since a new year brings a new one. Refuses nothing: without them
 * the log goes on, and the banner says so.
 */
export async function demoWitnesses(o: { data: string; log: string; logKeys: () => string[]; logger: Log }): Promise<{ close(): void }> {
  const running: ChildProcess[] = []
  const folders = who.map((w) => join(o.data, 'witness', w.key))
  let ended = false
  const follow = (): void => {
    const text = o.logKeys().map((k) => k + '\n').join('')
    for (const folder of folders) {
      const file = join(folder, 'logs')
      if (!existsSync(file) || readFileSync(file, 'utf8') !== text) replaceFile(file, text)
    }
  }
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 })
  follow()
  const said = await Promise.all(who.map((w, i) => {
    const child = spawn(process.execPath, [join(projectRoot(), 'bin', 'yichuang.mjs'), 'witness', '--data', folders[i]!, '--name', w.key, '--port', '0', '--json', '--with-parent'], { stdio: ['pipe', 'pipe', 'inherit'] })
    running.push(child)
    return new Promise<Said | undefined>((resolve) => {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Said))
      child.once('exit', (code) => { resolve(undefined); if (!ended) o.logger.warn({ witness: w.name, code }, 'a witness of the demo ended') })
      child.once('error', () => resolve(undefined))
    })
  }))
  if (said.every((s) => s !== undefined))
    for (const [i, file] of ['policy', 'policy.sm'].entries())
      replaceFile(join(o.log, file), `# 演示：两个见证人都在本机，正式运行时必须在别人的机器上\n${said.map((s, n) => `witness ${who[n]!.name} ${s.keys[i]!} ${s.url}\n`).join('')}group 监督 all ${who.map((w) => w.name).join(' ')}\nquorum 监督\n`)
  const again = setInterval(follow, 3_000)
  again.unref()
  return {
    close() {
      ended = true
      clearInterval(again)
      for (const child of running) child.kill('SIGTERM')
    },
  }
}
