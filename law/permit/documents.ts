import type { Citation } from '../kernel/citation.ts'
import type { Regime } from '../item/item.ts'
import { basisOf, type RegimeTerms, type Topic } from './regime.ts'
import { regimes } from './regimes/index.ts'

/** documents of a case (law.md appendix A); P06, P09 and those of ending a permit come with their acts */
export type DocumentCode = 'P01' | 'P02' | 'P03' | 'P04' | 'P05' | 'P07' | 'P08' | 'P10' | 'P11' | 'P12' | 'P13' | 'P14' | 'P15' | 'P16' | 'E14'

interface Kind {
  /** articles it prints, by topic, in order */
  topics: readonly Topic[]
  /** what it must say besides agency, number, date, seal and basis (G-04) */
  particulars: readonly string[]
  signedBy: 'CLK' | 'EXM' | 'HEAD' | 'GOV' | 'SYS' | 'APP'
  /** needs proof of delivery (E14) */
  served: boolean
  sealed: boolean
  /** adverse: prints the remedies (G-05) */
  remedy: boolean
}

const kinds: Record<DocumentCode, Kind> = {
  P01: { topics: ['dated', 'receive'], particulars: ['收到的材料清单', '收到时间', '联系方式', '下一步日期'], signedBy: 'CLK', served: true, sealed: true, remedy: false },
  P02: { topics: ['oneTimeNotice'], particulars: ['每一项需要补正的材料或者内容', '怎样补正', '补正期限', '逾期的后果'], signedBy: 'CLK', served: true, sealed: true, remedy: false },
  P03: { topics: ['notNeeded', 'notCompetent'], particulars: ['理由', '有权办理的机关', '救济途径'], signedBy: 'EXM', served: true, sealed: true, remedy: true },
  P04: { topics: ['accept', 'dated', 'limit'], particulars: ['受理日期', '受理号', '法定期限', '承诺期限', '查询码'], signedBy: 'CLK', served: true, sealed: true, remedy: false },
  P05: { topics: ['tolerant', 'accept', 'limit'], particulars: ['所缺材料', '补交期限', '逾期的后果', '申请人承诺和签名'], signedBy: 'CLK', served: true, sealed: true, remedy: false },
  P07: { topics: ['special'], particulars: ['程序种类', '所需时间'], signedBy: 'EXM', served: true, sealed: true, remedy: false },
  P08: { topics: ['extend', 'limit'], particulars: ['延长理由', '新的届满日', '批准人'], signedBy: 'HEAD', served: true, sealed: true, remedy: false },
  P10: { topics: ['inspection', 'review'], particulars: ['两名以上核查人员的姓名和证件号', '核查情况', '当事人签名'], signedBy: 'EXM', served: false, sealed: false, remedy: false },
  P11: { topics: ['decide'], particulars: ['持有人', '内容', '范围', '有效期'], signedBy: 'HEAD', served: true, sealed: true, remedy: false },
  P12: { topics: ['reasons'], particulars: ['事实', '理由', '依据的条款', '救济途径'], signedBy: 'HEAD', served: true, sealed: true, remedy: true },
  P13: { topics: ['terminate', 'dated'], particulars: ['终止事由', '效力', '救济途径'], signedBy: 'HEAD', served: true, sealed: true, remedy: true },
  P14: { topics: ['issue', 'decide'], particulars: ['证照标识'], signedBy: 'SYS', served: true, sealed: true, remedy: false },
  P15: { topics: ['filing'], particulars: ['项目代码', '备案信息', '收到时间'], signedBy: 'SYS', served: false, sealed: true, remedy: false },
  P16: { topics: ['agent', 'truth'], particulars: ['委托范围', '证件号', '核对确认', '签名'], signedBy: 'APP', served: false, sealed: false, remedy: false },
  E14: { topics: ['deliver'], particulars: ['送达方式', '送达时间', '签收'], signedBy: 'APP', served: false, sealed: false, remedy: false },
}

export interface DocumentInfo extends Kind {
  code: DocumentCode
  /** title in the regime's own words */
  heading: string
  /** 专用章; absent when it bears none */
  seal?: string
  basis: Citation[]
}

/**
 * What a document of this regime is called and must contain on a day. Refuses a document that the regime does not know
 * (a filing has no 准予决定书) with a RangeError.
 */
export function documentInfo(regime: Regime, code: DocumentCode, day: string): DocumentInfo {
  const terms: RegimeTerms = regimes[regime]
  const heading = terms.headings[code]
  if (!heading) throw new RangeError(`${terms.name}没有 ${code} 这种文书`)
  const kind = kinds[code]
  return {
    ...kind, code, heading, ...(kind.sealed ? { seal: terms.words.seal } : {}),
    basis: unique(kind.topics.flatMap((t) => basisOf(terms, t, day))),
  }
}

/** documents that the regime knows */
export function documentCodes(regime: Regime): DocumentCode[] {
  return Object.keys(regimes[regime].headings) as DocumentCode[]
}

function unique(list: Citation[]): Citation[] {
  const seen = new Set<string>()
  return list.filter((c) => {
    const key = `${c.law}/${c.article}/${c.item ?? ''}`
    return seen.has(key) ? false : (seen.add(key), true)
  })
}
