import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { foldersOf } from '../../server/kernel/config.ts'
import { launch } from '../../server/kernel/postgres/launcher.ts'
import { findPostmaster } from '../../server/kernel/postgres/postmaster.ts'
import { followingOf, localPrimary, makeStandby, originOf, promote, synchronise } from '../../server/kernel/postgres/standby.ts'
import { childrenOf } from '../../tools/bench/host.ts'
import { clear, installation, scratch } from './installation.ts'

const rounds = 3
const root = scratch()
const folders = Array.from({ length: rounds + 1 }, (_, i) => join(root, `machine${i}`))
afterAll(() => clear(...folders))

test.skipIf(process.platform !== 'linux')('the primary is killed under writers: every acknowledged write is on the standby, which is then the primary', async () => {
  for (let round = 0; round < rounds; round++) {
    const [data, standby] = [folders[round]!, folders[round + 1]!]
    const city = await installation(data)
    const primary = localPrimary(data)
    await city.write(5)
    await makeStandby({ primary, data: standby })
    await expect(makeStandby({ primary, data: standby })).rejects.toThrow('不会覆盖')
    const second = await launch({ folders: foldersOf(standby), exclusive: false })
    // "synchronous" before it follows would stop the city
    while ((await followingOf(primary, city.config.folders.keys))?.state !== 'streaming') await new Promise((r) => setTimeout(r, 50))
    await synchronise(primary, city.config.folders.keys)
    while ((await followingOf(primary, city.config.folders.keys))?.sync !== 'sync') await new Promise((r) => setTimeout(r, 50))
    await expect(promote(standby)).rejects.toThrow('还在运行')
    await expect(launch({ folders: foldersOf(standby), exclusive: true })).rejects.toThrow('是备库')

    const acknowledged: string[] = []
    let down = false
    const writers = Array.from({ length: 8 }, async () => {
      while (!down) await city.write(1).then((ids) => acknowledged.push(...ids), () => { down = true })
    })
    while (acknowledged.length < 300) await new Promise((r) => setTimeout(r, 5))
    const killed = performance.now()
    const postmaster = findPostmaster(foldersOf(data).pg)!.pid
    for (const pid of [...childrenOf(postmaster), postmaster]) try { process.kill(pid, 'SIGKILL') } catch { /* it ended with its parent */ }
    await Promise.all(writers)
    while (findPostmaster(foldersOf(data).pg)) await new Promise((r) => setTimeout(r, 10))
    const { ms } = await promote(standby)
    const next = await installation(standby)
    await next.write(1)
    const rto = performance.now() - killed
    const { rows } = await next.admin.query<{ id: string }>('select id from journal.entry where id = any($1::uuid[])', [acknowledged])
    expect(rows.length).toBe(acknowledged.length)
    console.log(`round ${round + 1}: ${acknowledged.length} acknowledged, lost ${acknowledged.length - rows.length}; promoted in ${ms.toFixed(0)} ms, writing again ${rto.toFixed(0)} ms after the kill`)
    expect(originOf(standby)).toBeUndefined()
    expect(existsSync(join(data, 'replaced.json'))).toBe(true)
    await expect(launch({ folders: foldersOf(data), exclusive: true })).rejects.toThrow('已经升为主库')
    await city.admin.end().catch(() => {})
    await Promise.all([city.database.app, city.database.sequencer, city.database.eraser].map((d) => d.close()))
    await next.admin.end()
    await next.database.close()
    void second
  }
}, 600_000)
