import type { BodyOf } from '../../../contract/endpoint.ts'
import { newDraft, saveDraft } from '../../../contract/casework.ts'
import { mergedFields } from '../../../law/permit/joint.ts'
import { Changed, NotFound, Refusal } from '../../kernel/http/errors.ts'
import { isUuid, uuidv7 } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Deps } from './deps.ts'
import type { Reader } from './read.ts'

export interface DraftRow {
  id: string
  person: string
  kind: 'item' | 'bundle'
  key: string
  revision: number
  answers: Record<string, unknown>
  form: Record<string, unknown>
  materials: Record<string, unknown>
  files: { material: string; sha256: string; name: string }[]
  by_helper: string[]
  assistance: string | null
  version: number
  updated: string
  sent_as: string | null
}

const columns = 'id, person, kind, key, revision, answers, form, materials, files, by_helper, assistance, version, updated, sent_as'

export async function readDraft(db: Reader, city: string, id: string, lock = ''): Promise<DraftRow> {
  if (!isUuid(id)) throw new NotFound()
  const { rows } = await db.query<DraftRow>(`select ${columns} from casework.draft where city = $1 and id = $2 ${lock}`, [city, id])
  if (!rows[0]) throw new NotFound('没有这份草稿，它可能已经删除')
  return rows[0]
}

export async function draftsOf(db: Reader, city: string, person: string): Promise<DraftRow[]> {
  return (await db.query<DraftRow>(`select ${columns} from casework.draft where city = $1 and person = $2 and sent_as is null order by id desc limit 50`, [city, person])).rows
}

/** Starts a draft under today's revision, with what the account already says filled in. Refuses what cannot be applied for today. */
export async function startDraft(deps: Deps, tx: Tx, person: string, body: BodyOf<typeof newDraft>, assistance: string | null = null): Promise<DraftRow> {
  const day = deps.clock.today()
  const terms = body.kind === 'item' ? await deps.catalogue.currentRevision(body.key, day) : await deps.catalogue.bundle(body.key, day)
  if (!terms) throw new Refusal([{ rule: 'item/lifecycle#open-for-application', code: 'ITM-07', message: '这一事项今天没有有效的办事指南，不能申请', basis: [], at: 'key' }])
  const fields = 'fields' in terms ? terms.fields
    : mergedFields((await Promise.all(terms.members.map((m) => deps.catalogue.currentRevision(m.item, day)))).filter((i) => i !== undefined), body.answers).map((m) => ({ ...m.part, id: m.key }))
  const form = await prefilled(deps, tx, person, fields)
  const { rows } = await tx.query<DraftRow>(
    `insert into casework.draft (city, id, person, kind, key, revision, answers, form, materials, assistance, updated)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '{}', $9, $10) returning ${columns}`,
    [deps.city, uuidv7(), person, body.kind, body.key, terms.revision, JSON.stringify(body.answers), JSON.stringify(form), assistance, deps.clock.legal()])
  return rows[0]!
}

/** what the person's own account fills in; a person's data may be asked once and not again (716号令 7) */
export async function prefilled(deps: Deps, tx: Tx | undefined, person: string, fields: readonly { id: string; prefill?: 'name' | 'idNumber' | 'phone' | 'address' }[]) {
  const p = await deps.directory.person(person, tx)
  return Object.fromEntries(fields.filter((f) => f.prefill && p?.[f.prefill]).map((f) => [f.id, p![f.prefill!]]))
}

/** Saves over the version that was read; somebody else's save in between is Changed, and nothing is lost: both versions are kept by their writers. */
export async function save(deps: Deps, tx: Tx, draft: DraftRow, body: BodyOf<typeof saveDraft>, byHelper?: readonly string[]): Promise<DraftRow> {
  if (draft.sent_as) throw new Refusal([{ rule: sentRule, code: 'E-STATE', message: '这份草稿已经提交，不能再改；需要更正请到办件页面办理', basis: [] }])
  if (body.version !== undefined && body.version !== draft.version) throw new Changed('在您填写期间，这份草稿在别处保存过。请核对后再保存')
  const { rows } = await tx.query<DraftRow>(
    `update casework.draft set answers = answers || $3::jsonb, form = form || $4::jsonb, materials = materials || $5::jsonb,
       files = coalesce($7::jsonb, files), by_helper = coalesce($8::jsonb, by_helper), version = version + 1, updated = $6
     where city = $1 and id = $2 returning ${columns}`,
    [deps.city, draft.id, JSON.stringify(body.answers ?? {}), JSON.stringify(body.form ?? {}), JSON.stringify(body.materials ?? {}), deps.clock.legal(),
      body.files ? JSON.stringify(body.files) : null, byHelper ? JSON.stringify(byHelper) : null])
  return rows[0]!
}

export const draftView = (d: DraftRow) => ({
  id: d.id, kind: d.kind, key: d.key, revision: d.revision, answers: d.answers as never, form: d.form as never, materials: d.materials as never, files: d.files,
  version: d.version, updated: d.updated, sentAs: d.sent_as,
})

/** rule of a draft that was sent already */
export const sentRule = 'casework/drafts#sent'

/**
 * The draft becomes what it is sent as, in the transaction that opens the case. Refuses a draft that was sent meanwhile (409)
 * and one that was written on since it was read (Changed).
 */
export async function takeDraft(deps: Deps, tx: Tx, draft: { id: string; version: number }, as: string): Promise<void> {
  const taken = await tx.query(`update casework.draft set sent_as = $3 where city = $1 and id = $2 and sent_as is null and version = $4 returning id`, [deps.city, draft.id, as, draft.version])
  if (taken.rows.length) return
  if (!(await readDraft(tx, deps.city, draft.id)).sent_as) throw new Changed('在提交的同时，这份草稿又保存过。请核对后再提交')
  throw new Refusal([{ rule: sentRule, code: 'E-STATE', message: '这份草稿已经提交过，请到办件页面查看', basis: [] }])
}
