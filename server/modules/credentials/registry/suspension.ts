import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import type { Tx } from '../../../kernel/db.ts'
import { ownFinding, Refusal } from '../../../kernel/http/index.ts'
import type { CredentialsDeps } from '../index.ts'
import { issuePapers, takeNumbers } from '../papers.ts'
import type { Doing } from './act.ts'
import { bodiesById, type HolderRow } from './store.ts'
import { justiceOrgan } from './terms.ts'

/* 暂扣执法证通知书 (S06, ZJ-07): no card is held without a paper (JD-04). Who has none of his own yet gets it here, numbered before the law judges the act. */

/**
 * Numbers of the papers that this suspension needs, one a card; undefined where the bureau has its own. One number is one paper: a typed one that is taken is refused
 * (Refusal), and numbers that somebody typed are passed over.
 */
export async function suspensionNumbers(deps: CredentialsDeps, tx: Tx, doing: Doing, cards: number, now: string): Promise<string[] | undefined> {
  if (doing.type !== 'suspend') return undefined
  const own = String(doing.payload['document'] ?? '').trim()
  if (own) {
    if ((await taken(deps, tx, [own])).size) throw new Refusal([ownFinding('credentials/registry/suspension#number', 'JD-04', `文书编号${own}已经用过；请核对，或者留空由本平台编号`, 'document')])
    return undefined
  }
  const numbers: string[] = []
  while (numbers.length < cards) {
    const next = await takeNumbers(deps, tx, justiceOrgan, '暂扣', cards - numbers.length, now)
    const used = await taken(deps, tx, next)
    numbers.push(...next.filter((n) => !used.has(n)))
  }
  return numbers
}

/** which of these a suspension names already: the platform's own papers and the bureau's */
async function taken(deps: CredentialsDeps, tx: Tx, numbers: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ number: string }>(
    `select payload ->> 'document' as number from credentials.act where city = $1 and kind = 'holder' and type = 'suspend' and payload ->> 'document' = any($2)`, [deps.city, numbers])
  return new Set(rows.map((r) => r.number))
}

/** the papers of a suspension that was decided, under the numbers that its acts name */
export async function suspensionPapers(deps: CredentialsDeps, tx: Tx, rows: readonly HolderRow[], numbers: readonly string[], doing: Doing, now: string): Promise<void> {
  const bureau = deps.directory.organ(justiceOrgan)
  const bodies = await bodiesById(tx, deps.city, rows.map((h) => h.body))
  const said = (field: string): string => String(doing.personal?.[field] ?? '').trim()
  await issuePapers(deps, tx, { bureau: justiceOrgan, template: 'S06', kind: 'holder', now }, rows.map((h, i) => ({
    subject: h.id, number: numbers[i]!, data: (id) => ({
      regime: 'supervision', heading: '暂扣执法证通知书', organ: { name: bureau.name }, issuedOn: now.slice(0, 10), case: { no: `ZJ-${h.id.slice(-8).toUpperCase()}`, item: '行政执法证件管理' }, applicant: { name: h.name },
      basis: holderProcedure.acts['suspend']!.basis(now.slice(0, 10)), checkUrl: `${deps.publicUrl}/check?n=${id}`,
      next: ['收到本通知后把证件交所在单位，由单位送司法行政机关保管。', '参加离岗培训，经考试合格的，由司法行政机关发还证件。'], contact: { phone: bureau.phone, complaintPhone: deps.complaintPhone },
      card: { kind: h.list === 'officer' ? '行政执法证' : '行政执法监督证', number: h.credential_no ?? '未登记', holder: h.name, body: bodies.get(h.body)!.name, ...(h.post ? { post: h.post } : {}) },
      ground: said('ground'), ...(said('reason') ? { reason: said('reason') } : {}), suspended: { from: now.slice(0, 10), until: String(doing.payload['until']) },
    }),
  })))
}
