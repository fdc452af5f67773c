import type { Tx } from '../../../kernel/db.ts'
import { BadInput, ownFinding, type Ctx } from '../../../kernel/http/index.ts'
import { organsOf } from '../../../kernel/permission.ts'
import type { CredentialsDeps } from '../index.ts'
import type { Doing } from './act.ts'
import type { HolderRow } from './store.ts'

/**
 * Writes the photograph that a recorded act names. It lies under the holder's own account, so a holder without one has none; refuses BadInput for
 * that, and for what is no picture or is not there.
 */
export async function setPhoto(deps: CredentialsDeps, tx: Tx, row: HolderRow, doing: Pick<Doing, 'personal'>): Promise<void> {
  const no = (message: string) => new BadInput(message, { findings: [ownFinding('credentials/registry/photo#picture', 'E-INPUT', message, 'photo')] })
  const sha256 = doing.personal?.['photo']
  if (!row.person) throw no('持证人在本平台没有账号，照片没有地方存放。先在通讯录里建立账号')
  if (typeof sha256 !== 'string') throw no('请选一张照片')
  const { rows } = await tx.query<{ type: string }>(`select type from kernel.file where city = $1 and owner = $2 and sha256 = decode($3, 'hex')`, [deps.city, row.person, sha256])
  if (!rows[0]?.type.startsWith('image/')) throw no(rows[0] ? '照片须是 JPG、PNG 或者 WebP 图片' : '照片还没有上传')
  await tx.query(`update credentials.holder set photo = decode($3, 'hex') where city = $1 and id = $2`, [deps.city, row.id, sha256])
}

/** who may put a photograph under somebody's account: a supervisor, or the administrator of the body whose credential that person holds */
export async function mayUploadPhoto(deps: CredentialsDeps, ctx: Ctx, owner: string): Promise<boolean> {
  const everywhere = ctx.grants.some((g) => g.role === 'supervisor')
  const organs = organsOf(ctx, 'bodyAdmin')
  if (!everywhere && !organs.length) return false
  const { rows } = await deps.db.query(
    `select 1 from credentials.holder h join credentials.body b on b.city = h.city and b.id = h.body where h.city = $1 and h.person = $2 and h.state not in ('REVOKED', 'CANCELLED') and ($3 or b.organ = any($4)) limit 1`,
    [deps.city, owner, everywhere, organs])
  return rows.length > 0
}
