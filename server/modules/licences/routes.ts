import * as contract from '../../../contract/licences.ts'
import { maskName } from '../../../law/kernel/identity.ts'
import { NotFound, type Http } from '../../kernel/http/index.ts'
import { may } from '../../kernel/permission.ts'
import type { Db } from '../../kernel/db.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Directory } from '../directory/index.ts'
import type { Licence, Licences } from './index.ts'

export interface LicenceDeps { db: Db; city: string; clock: Clock; licences: Licences; directory: Directory; publicUrl: string }

export const licenceRoutes = (deps: LicenceDeps) => (http: Http): void => {
  const { licences, directory } = deps
  const stateOf = (l: Licence) => (l.state === 'valid' && l.validUntil && l.validUntil < deps.clock.today() ? ('expired' as const) : l.state)
  const card = (l: Licence) => ({
    id: l.id, type: l.type, name: l.name, identifier: l.identifier, organName: directory.organ(l.organ).name, holder: l.content?.holderName ?? '（已依法删除）',
    issuedOn: l.issuedOn, validUntil: l.validUntil, state: stateOf(l), caseId: l.caseId, document: l.document,
  })

  http.bind(contract.mine, async (ctx) => ({ items: (await licences.ofHolder(ctx.person)).map(card) }))

  http.bind(contract.get, async (ctx, { params }) => {
    const l = await licences.get(params.id)
    if (!l) throw new NotFound()
    const standing = may(ctx, contract.get, { applicant: l.holder, organ: l.organ })
    // the holder's own look is no use by others; everybody else leaves a line (ELE-05)
    if (standing.as !== 'applicant') await deps.db.tx((tx) => licences.logUse(tx, { licence: l.id, who: ctx.person, role: standing.as, purpose: '查看', at: ctx.legalNow }))
    const uses = await licences.uses(l.id)
    return {
      ...card(l), lines: l.content?.lines ?? [], checkUrl: `${deps.publicUrl}/check?n=${l.checkCode}`,
      uses: uses.map((u) => ({ at: u.at, who: u.role, purpose: u.purpose })),
    }
  })
}

export const stateTexts: Record<Licence['state'], string> = {
  valid: '有效', expired: '已过有效期', suspended: '暂扣', revoked: '吊销', withdrawn: '撤回或者撤销', cancelled: '注销', lost: '遗失作废',
}

/** what anyone is told of a licence: the holder's name masked, its state of today */
export function publicLicence(l: Licence, organ: string, today: string) {
  const state = l.state === 'valid' && l.validUntil && l.validUntil < today ? 'expired' : l.state
  const name = l.content?.holderName ?? ''
  return {
    type: l.name, identifier: l.identifier, holder: /公司|厂|店|中心|合作社/.test(name) ? name : maskName(name), organ, issuedOn: l.issuedOn, validUntil: l.validUntil,
    state, stateText: stateTexts[state],
  }
}
