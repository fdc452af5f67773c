import * as contract from '../../../../contract/credentials.ts'
import { bodyKinds, bodyStates } from '../../../../law/credential/bodyState.ts'
import { holderProcedure } from '../../../../law/credential/holderProcedure.ts'
import { maskName } from '../../../../law/kernel/identity.ts'
import { file, NotFound, type Http } from '../../../kernel/http/index.ts'
import type { CredentialsDeps } from '../index.ts'
import { mayNotAct } from './asks.ts'
import { standingOfRow } from './facts.ts'
import { bodyList, cursorOf, holderList, type BodyListed } from './lists.ts'
import { bodyRow, holderColumns, type HolderRow } from './store.ts'
import { justiceOrgan } from './terms.ts'

/** 1610****294: enough to compare with the card in the hand, not enough to make one */
export const maskNumber = (n: string | null): string | null => (n ? (n.length > 7 ? `${n.slice(0, 4)}${'*'.repeat(n.length - 7)}${n.slice(-3)}` : `${'*'.repeat(Math.max(0, n.length - 3))}${n.slice(-3)}`) : null)

/** What anybody may know of bodies and officers: 行政处罚法三十九、政府信息公开条例二十 ask for who enforces; names are masked, identity numbers never shown (个人信息保护法 6). */
export const publicRoutes = (deps: CredentialsDeps) => (http: Http): void => {
  const { db, city } = deps
  const line = (b: BodyListed, day: string) => ({ id: b.id, name: b.name, kindName: bodyKinds[b.kind], level: b.level, domains: b.domains, inForce: !mayNotAct(b, day), statusName: bodyStates[b.status], officers: b.officers })

  http.bind(contract.publicBodies, async (ctx, { query }) => {
    const rows = await bodyList(db, city, { ...query, organs: null, known: true })
    return { q: query.q ?? '', items: rows.map((b) => line(b, ctx.legalNow.slice(0, 10))), next: cursorOf(rows, query.limit, (b) => b.name) }
  })

  http.bind(contract.publicBody, async (ctx, { params, query }) => {
    const day = ctx.legalNow.slice(0, 10)
    const body = await bodyRow(db, city, params.id)
    if (['noBasis', 'duplicate', 'internal', 'registered'].includes(body.status)) throw new NotFound()
    const [rows, { rows: [n] }, principal] = await Promise.all([
      holderList(db, city, { ...query, organs: null, body: body.id, list: 'officer', issued: true }, day, deps.policy.annualCheckDeadline),
      db.query<{ officers: number }>(`select count(*) as officers from credentials.holder where city = $1 and body = $2 and list = 'officer' and state in ('VALID', 'SUSPENDED')`, [city, body.id]),
      body.principal ? bodyRow(db, city, body.principal) : null,
    ])
    return {
      ...line({ ...body, officers: n!.officers, supervisors: 0 }, day), uscc: body.uscc, basis: body.basis, announcement: body.announcement, announcedOn: body.announced_on, principal: principal?.name ?? null, q: query.q ?? '',
      items: rows.map((h) => {
        const { state, findings } = standingOfRow(deps, h, body, day)
        return { name: starred(h.name), number: maskNumber(h.credential_no), post: h.post, domain: h.domain, valid: !findings.length, stateName: holderProcedure.states[state]!, code: h.code }
      }),
      next: rows.length === query.limit ? rows.at(-1)!.id : null,
    }
  })

  http.bind(contract.publicOfficer, async (ctx, { params }) => {
    const n = params.n.trim()
    const found = await asked(n)
    if (!found) return { n, at: ctx.legalNow, officer: null }
    const body = await bodyRow(db, city, found.body)
    const { state, findings } = standingOfRow(deps, found, body, ctx.legalNow.slice(0, 10))
    return {
      n, at: ctx.legalNow,
      officer: {
        list: found.list, name: starred(found.name), photo: !findings.length && (await hasPhoto(found)), body: body.name, domain: found.domain, number: maskNumber(found.credential_no), valid: !findings.length, state,
        stateName: holderProcedure.states[state]!, validTo: found.valid_to, why: findings.map((f) => f.message), phone: deps.directory.organs().find((o) => o.key === justiceOrgan)?.phone ?? '', code: found.code,
      },
    }
  })

  http.bind(contract.publicPhoto, async (ctx, { params }) => {
    const found = await asked(params.n.trim())
    if (!found?.photo || !found.person) throw new NotFound()
    const body = await bodyRow(db, city, found.body)
    if (standingOfRow(deps, found, body, ctx.legalNow.slice(0, 10)).findings.length) throw new NotFound()
    const stored = await http.files.read(found.person, found.photo)
    return file(stored.bytes, { type: stored.file.type, name: '照片', size: stored.file.size, tag: found.photo })
  })

  const hasPhoto = async (h: HolderRow): Promise<boolean> => !!h.photo && !!h.person && (await http.files.find(h.person, [h.photo])).length > 0

  /** by the code of the card or by its whole number; a number that a list gives to two people leads to neither of them alone: the one in force, if there is just one */
  async function asked(n: string): Promise<HolderRow | undefined> {
    if (!n) return undefined
    const { rows } = await db.query<HolderRow>(`select ${holderColumns} from credentials.holder h where h.city = $1 and (h.code = $2 or h.credential_no = $2) and h.state not in ('DRAFT', 'SUBMITTED') limit 3`, [city, n])
    return rows.length === 1 ? rows[0] : undefined
  }
}

/** 张＊＊: the surname is what the law wants shown, full-width as it stands on a page */
const starred = (name: string): string => maskName(name).replaceAll('*', '＊')
