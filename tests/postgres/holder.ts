/** A small server for launcher.test.ts: holds a data folder, writes numbered rows, and prints what it did. */
import { createDb } from '../../server/kernel/db.ts'
import { foldersOf } from '../../server/kernel/config.ts'
import { adminRole, launch } from '../../server/kernel/postgres/launcher.ts'

const [folder, what] = process.argv.slice(2)
try {
  const server = await launch({ folders: foldersOf(folder!), exclusive: true, say: (m) => console.log('say', m), onLost: (e) => console.log('lost', e.message) })
  console.log('up', server.pid(), server.attached ? 'attached' : 'started', server.mode)
  const db = createDb(server.connection(adminRole, server.passwords.admin, 'postgres'), { max: 1 })
  if (what === 'write') {
    await db.query('create table if not exists written (n int primary key)')
    const { rows } = await db.query<{ n: number }>('select coalesce(max(n), 0) as n from written')
    for (let n = rows[0]!.n + 1; ; n++) {
      await db.query('insert into written values ($1)', [n])
      console.log('wrote', n)
    }
  }
  if (what === 'count') console.log('count', JSON.stringify((await db.query('select count(*)::int as count, coalesce(max(n), 0) as max from written')).rows[0]))
  if (what === 'ask') {
    const ask = async () => console.log('answer', await db.query('select 1 as one').then(() => 'ok', (e) => e.name))
    process.stdin.on('data', ask)
    process.once('SIGTERM', () => void db.close().then(() => server.stop()).then(() => process.exit(0)))
    setInterval(() => {}, 1_000)
  } else {
    await db.close()
    await server.stop()
    console.log('stopped')
  }
} catch (error) {
  console.log('refused', (error as Error).name, JSON.stringify((error as Error).message))
  process.exit(3)
}
