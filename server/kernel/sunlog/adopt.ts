import { inclusionProof, leafHashOf, parseBundle, tileAt, tileReader, verifyInclusion } from '../../../proof/index.ts'
import type { Db } from '../db.ts'
import { uuidv7 } from '../ids.ts'
import { Contradiction, type Branch } from './branch.ts'
import { readTile } from './tiles.ts'
import { profileOf } from './tree.ts'

/**
 * After an older backup was put back, the log knows more than the database: its own entries, signed and seen by others, lie in its
 * tiles. They are taken back into the journal at their old places, so that the log goes on as the same log; the acts that they
 * prove stay lost, and server/audit.ts names each. Takes nothing that the signed root does not hold. Throws Contradiction when what
 * the database still has is not the beginning of this log. @returns how many were taken back
 */
export async function adopt(db: Db, city: string, b: Branch, count: number): Promise<number> {
  const { size, root } = b.signed!
  const profile = profileOf[b.profile]
  const read = tileReader(b.folder.read, size, profile)
  const proved = async (index: number, leaf: Uint8Array) => verifyInclusion(index, size, leaf, await inclusionProof(read, index, size, profile), root, profile)
  const last = count && (await db.query<{ leaf: Buffer }>(`select leaf from journal.leaf where city = $1 and log = $2 and index = $3`, [city, b.log, count - 1])).rows[0]
  if (last && !(await proved(count - 1, last.leaf))) throw new Contradiction('other-root', b.origin, `数据库里的 ${count} 条不是这本账的前一部分`)
  let taken = 0
  for (let index = count; index < size; index++) {
    const tile = tileAt('entries', Math.floor(index / 256), size)
    const bundle = await readTile(b.folder, tile)
    const body = bundle && parseBundle(bundle)[index % 256]
    const leaf = body && Buffer.from(leafHashOf(body, profile))
    if (!body || !leaf || !(await proved(index, leaf))) throw new Contradiction('tiles-differ', b.origin, `账本文件里的第 ${index} 条缺失或者被改过，不能取回`)
    const entry = JSON.parse(Buffer.from(body).toString('utf8')) as { type: string; subject: string; rec: number }
    await db.tx(async (tx) => {
      // only its place may be gone, not the entry
      const there = (await tx.query<{ id: string }>(`select id from journal.entry where city = $1 and subject = $2 and leaf = $3`, [city, entry.subject, leaf])).rows[0]?.id
      const id = there ?? uuidv7()
      if (!there)
        await tx.query(`insert into journal.entry (city, id, subject, type, body, leaf, rec_us) values ($1, $2, $3, $4, $5, $6, $7)`, [city, id, entry.subject, entry.type, Buffer.from(body), leaf, String(entry.rec)])
      await tx.query(`delete from journal.pending where city = $1 and id = $2`, [city, id])
      await tx.query(`insert into journal.leaf (city, log, index, entry, leaf) values ($1, $2, $3, $4, $5)`, [city, b.log, index, id, leaf])
    })
    taken++
  }
  return taken
}
