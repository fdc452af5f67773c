import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { archivePass, backingUp, defaultKey, drill, fullBackup, measure, openRepository, restore, verifyRepository } from '../../server/kernel/backup/index.ts'
import { adminRole } from '../../server/kernel/postgres/launcher.ts'
import { clear, installation, scratch, type Installation } from './installation.ts'

const root = scratch()
const data = join(root, 'data')
const dir = join(root, 'backup')
afterAll(() => clear(data))

const now = async (of: Installation) => String((await of.admin.query(`select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`)).rows[0].at)

test('what was committed until an instant comes back, and nothing after it; a changed byte is found; the drill compares roots', async () => {
  const city = await installation(data)
  const { folders } = city.config
  const place = { dir, keyFile: defaultKey(folders) }
  const admin = city.database.embedded!.connection(adminRole, city.database.embedded!.passwords.admin, 'postgres')
  const inTurn = <T>(work: (at: Parameters<typeof fullBackup>[0]) => Promise<T>) => backingUp({ admin, folders, place }, work)
  const key = () => openRepository({ dir, keyFile: place.keyFile })

  await city.write(20)
  mkdirSync(join(folders.files, 'one', 'ab'), { recursive: true })
  writeFileSync(join(folders.files, 'one', 'ab', 'abcd'), '先上传的')
  await inTurn(fullBackup)
  await city.write(30)
  writeFileSync(join(folders.files, 'one', 'ab', 'ab12'), '备份以后上传的')
  const before = await measure(city.admin)
  const instant = await now(city)
  // what must not come back: more, changed, gone
  await city.write(5)
  await city.admin.query(`update kernel.setting set value = '"changed"' where name = 'profile'`)
  await city.admin.query(`set session_replication_role = replica`)
  await city.admin.query(`delete from journal.leaf where index > 10`)
  const after = await measure(city.admin)
  expect(after.logs).not.toEqual(before.logs)
  await inTurn(archivePass)
  expect((await inTurn(archivePass)).idle).toBe(true)

  const first = join(root, 'restored')
  const back = await restore({ repository: key(), to: instant, data: first })
  expect(back.measure).toEqual(before)
  expect(readFileSync(join(first, 'files', 'one', 'ab', 'ab12'), 'utf8')).toBe('备份以后上传的')
  expect(existsSync(join(first, 'wal'))).toBe(false)
  // and it is a city that runs on
  const again = await installation(first)
  expect((await again.database.app.query(`select value from kernel.setting where name = 'profile'`)).rows).toEqual([{ value: 'test' }])
  expect((await again.write(3)).length).toBe(3)
  await again.admin.end()
  await again.database.close()

  // never over what is there; never to what is not covered
  await expect(restore({ repository: key(), to: instant, data: first })).rejects.toThrow('不会覆盖')
  await expect(restore({ repository: key(), to: '2020-01-01T00:00:00Z', data: join(root, 'x') })).rejects.toThrow('最早只能恢复到')
  await expect(restore({ repository: key(), to: '2999-01-01T00:00:00Z', data: join(root, 'x') })).rejects.toThrow('备份只覆盖到')
  expect(readdirSync(root).filter((n) => n.includes('restoring') || n === 'x')).toEqual([])

  // the drill restores the newest state; the log decides
  expect(await inTurn((at) => drill({ ...at, now: Date.now }))).toMatchObject({ ok: true, measure: after, base: openRepository({ dir, keyFile: place.keyFile }).bases()[0]!.stoppedAt })
  await city.admin.query(`update journal.leaf set leaf = sha256('x') where index = 3`)
  if (process.env.YICHUANG_TEST_DEEP) expect(await inTurn((at) => drill({ ...at, now: Date.now }))).toMatchObject({ ok: false, said: expect.stringContaining('根与现库不同') })

  const all = await verifyRepository(key())
  expect(all).toMatchObject({ bases: 1, files: 2 })
  const flipped = (file: string, at: (size: number) => number) => {
    const bytes = readFileSync(file)
    const whole = Buffer.from(bytes)
    bytes[at(bytes.length)]! ^= 1
    writeFileSync(file, bytes)
    return () => writeFileSync(file, whole)
  }
  const wal = join(dir, 'wal', readdirSync(join(dir, 'wal')).at(-1)!)
  const [base] = readdirSync(join(dir, 'base'))
  for (const [file, at] of [
    [join(dir, 'base', base!, 'data.enc'), (n: number) => n >> 1], [join(dir, 'base', base!, 'manifest.json'), (n: number) => n >> 1], [wal, (n: number) => n - 1],
    [join(dir, 'archive.jsonl'), (n: number) => n >> 1], [join(dir, 'files', readdirSync(join(dir, 'files'))[0]!), () => 40],
  ] as const) {
    const mend = flipped(file, at)
    await expect((async () => verifyRepository(key()))(), file).rejects.toThrow(/不能解密|签名不对|不符|读不懂|接不上/)
    mend()
  }
  await verifyRepository(key())
  // an unreadable backup is a failed drill, not a crash
  const mend = flipped(wal, (n) => n >> 1)
  expect(await inTurn((at) => drill({ ...at, now: Date.now }))).toMatchObject({ ok: false, base: expect.any(String), said: expect.stringContaining('不能解密') })
  mend()
  writeFileSync(join(root, 'wrong'), '这不是这个备份的口令啊啊啊')
  expect(() => openRepository({ dir, keyFile: join(root, 'wrong') })).toThrow('不是这个备份目录的密钥')
  await city.admin.end()
  await city.database.close()
}, 300_000)
