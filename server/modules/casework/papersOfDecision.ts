import type { Citation } from '../../../law/kernel/citation.ts'
import { say } from '../../../law/kernel/citation.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import type { DataOf } from '../../../contract/documents.ts'
import { common, dayOf, licenceLines, holderOf, identifierOf, numbered, validity, type Paper, type PaperContext } from './paper.ts'
import { remedyOf } from './remedyOf.ts'
import { dateOf } from './words.ts'

const deciding = (kind: string) => numbered(kind, (c) => c.decidesAs)
const written = (c: PaperContext, field: string, otherwise: string) => String(c.personal[field] ?? '').trim() || otherwise

const grounds: Record<string, string> = {
  applicantRequest: '申请人申请终止', deathOrIncapacity: '申请人死亡或者丧失行为能力', entityEnded: '申请人依法终止', notRequired: '该事项依法不再需要办理',
  feeUnpaid: '未在规定期限内缴纳法定费用', forceMajeure: '不可抗力', otherLegal: '法律、法规、规章规定的其他情形',
}

/** 项目代码: year of receipt, division, kind and way of filing, serial of the year (pattern of MOD-07) */
const projectCode = (c: PaperContext, n: number) => `${dayOf(c).slice(0, 4)}-${c.organ.division ?? c.city}-01-03-${String(n).padStart(6, '0')}`
const valueOf = (f: ItemTerms['fields'][number], v: unknown) =>
  f.kind === 'yesNo' ? (v === true || v === 'yes' || v === 'true' ? '是' : '否') : (Array.isArray(v) ? v : [v]).map((x) => f.options?.find((o) => o.value === String(x))?.label ?? String(x)).join('、')

/** documents that decide: grant, denial, ending, and the licence itself; in the name of the organ that the item names */
export const decisionPapers: Record<string, Paper> = {
  P11: {
    version: 1, ...deciding('准字'),
    data: (c, _n, id): DataOf<'P11'> => ({
      ...common(c, 'P11', id, [c.item.result.licenceType ? `“${c.item.result.name}”电子证照同时签发，与纸质证照具有同等效力` : `凭本决定书领取“${c.item.result.name}”`, '本决定依法公开，公众有权查阅'], c.decidesAs),
      holder: holderOf(c), content: written(c, 'content', c.item.name), scope: written(c, 'scope', `按申请的内容${c.item.result.name ? `核发“${c.item.result.name}”` : '办理'}`),
      valid: validity(c), ...(c.item.result.licenceType ? { licence: { name: c.item.result.name } } : {}),
      ...(c.state.acceptedOn ? { acceptedOn: c.state.acceptedOn } : {}),
    }),
  },
  P12: {
    version: 1, ...deciding('不准字'),
    data: (c, _n, id): DataOf<'P12'> => {
      const articles = (c.act.payload as { articles: Citation[] }).articles
      const base = common(c, 'P12', id, ['补齐条件后可以重新申请', '对本决定不服的，可以按救济途径寻求救济'], c.decidesAs)
      return {
        ...base, basis: [...articles, ...base.basis].slice(0, 12), acceptedOn: c.state.acceptedOn ?? dayOf(c),
        facts: written(c, 'facts', `经审查，申请“${c.item.name}”不符合法定条件`), reason: `${written(c, 'reason', '')}（${articles.map(say).join('、')}）`, remedy: remedyOf(c),
      }
    },
  },
  P13: {
    version: 1, ...deciding('终字'),
    data: (c, _n, id): DataOf<'P13'> => {
      const ground = (c.act.payload as { ground: string }).ground
      return {
        ...common(c, 'P13', id, ['材料原件可到统一出件窗口领回', '需要时可以重新申请'], c.decidesAs), kind: '终止',
        subject: { name: c.item.name, number: c.row.number, ...(c.state.acceptedOn ? { on: c.state.acceptedOn } : {}) },
        facts: written(c, 'reason', grounds[ground] ?? ground), ground: grounds[ground] ?? ground, effect: '自本决定送达之日起，本次申请程序终止',
        compensation: c.item.charge ? '已缴费用除相应阶段已经完成的外，予以退还' : '本事项不收费，不涉及退费', remedy: remedyOf(c),
      }
    },
  },
  P15: {
    version: 1,
    counter: (c) => `project|${dayOf(c).slice(0, 4)}`,
    number: (c, n) => projectCode(c, n),
    data: (c, number, id): DataOf<'P15'> => {
      const groups = [...new Set(c.item.fields.map((f) => f.group))].slice(0, 4)
      return {
        ...common(c, 'P15', id, ['备案后即可开工前准备；需要办理的其他手续仍须依法办理', '备案信息有较大变更的，请及时告知']), projectCode: number, receivedAt: c.state.receivedAt!,
        groups: groups.map((title) => ({
          title, lines: c.item.fields.filter((f) => f.group === title && c.form?.[f.id] !== undefined && c.form[f.id] !== '')
            .map((f) => ({ label: f.label.slice(0, 40), value: valueOf(f, c.form![f.id]) })).slice(0, 20),
        })),
      }
    },
  },
  P14: {
    version: 1, ...deciding('证字'),
    data: (c, number, id): DataOf<'P14'> => ({
      ...common(c, 'P14', id, ['扫描二维码可随时核验真伪和状态'], c.decidesAs), heading: c.item.result.name.slice(0, 40),
      identifier: identifierOf(c, number), holder: holderOf(c), lines: licenceLines(c), valid: validity(c),
    }),
  },
}
