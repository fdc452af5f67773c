import type { DataOf } from '../../../contract/documents.ts'
import type { Regime } from '../../../law/item/item.ts'
import { documentInfo } from '../../../law/permit/index.ts'
import { maskId } from '../../../law/kernel/identity.ts'
import { prepareDocument } from '../../kernel/documents/store.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Deps } from './deps.ts'
import type { SheetRow } from './record.ts'
import { rowOf } from './write.ts'

/** What the help desk knows of a mandate and of the read-back (MOD-05); the hall gives it. */
export interface MandatePaper {
  helper: { id: string; organ: string }
  scope: string[]
  expiresAt: string
  filled: { group: string; label: string; value: string; byHelper: boolean }[]
  readBackAt: string
  shown: string
  strokes?: [number, number][][]
}

/** P16: mandate and confirmation slip, drawn with the submission; both people stand on it */
export function mandateSheet(deps: Deps, s: { id: string; item: string; regime: Regime | 'bundle'; at: string; applicant: string; paper: MandatePaper }) {
  const organ = deps.directory.organ(s.paper.helper.organ)
  const year = s.at.slice(0, 4)
  const counter = `paper|${organ.symbol}委字|${year}`
  return {
    counter,
    async draw(numbers: Map<string, number>): Promise<SheetRow[]> {
      const id = uuidv7()
      const number = `${organ.symbol}委字〔${year}〕${numbers.get(counter)!}号`
      const people = await deps.directory.people([s.applicant, s.paper.helper.id])
      const applicant = people.get(s.applicant)
      const helper = people.get(s.paper.helper.id)?.name ?? '帮办人员'
      const info = documentInfo(s.regime === 'bundle' ? 'publicService' : s.regime, 'P16', s.at.slice(0, 10))
      const signed = { name: applicant?.name ?? '申请人', at: s.paper.readBackAt, ...(s.paper.strokes?.length ? { strokes: s.paper.strokes, shown: s.paper.shown } : { means: '本人屏幕逐组确认', shown: s.paper.shown }) }
      const data: DataOf<'P16'> = {
        regime: s.regime, heading: info.heading, organ: { name: organ.name }, issuedOn: s.at.slice(0, 10), case: { item: s.item },
        applicant: { name: applicant?.name ?? '申请人', ...(applicant?.idNumber ? { idShown: maskId(applicant.idNumber) } : {}), agent: `${helper}（帮办）` },
        basis: info.basis.length ? info.basis : [{ law: '优化营商环境条例', article: 36 }], checkUrl: `${deps.publicUrl}/check?n=${id}`,
        next: ['帮办不收费；内容的真实性由申请人负责', '需要修改的，请告诉帮办人员重新核对'], contact: { phone: organ.phone, place: '便民服务台' },
        helper: { name: helper, organ: organ.name }, scope: s.paper.scope, expiresAt: s.paper.expiresAt, filled: s.paper.filled.slice(0, 200), readBackAt: s.paper.readBackAt,
        signatures: { mandate: signed, confirmation: signed, helper: { name: helper, at: s.at, means: '本人账号登记' } },
      }
      const prepared = prepareDocument(deps.renderer.templates, { city: deps.city, caseId: s.id, id, template: 'P16', version: 1, number, data, legalAt: s.at, realMs: deps.clock.real() })
      return [{ ...rowOf(prepared.row), title: info.heading }]
    },
  }
}
