import type { DataOf } from '../../../contract/documents.ts'
import { documentInfo } from '../../../law/permit/index.ts'
import { maskId } from '../../../law/kernel/identity.ts'
import { applicantOf, common, dayOf, nameOf, numbered, type Paper, type PaperContext } from './paper.ts'
import { dateOf, dueOf } from './words.ts'

type Strokes = { strokes?: [number, number][][]; shown?: string } | undefined
const signed = (name: string, at: string, s: Strokes, means: string) =>
  ({ name, at, ...(s?.strokes?.length ? { strokes: s.strokes, ...(s.shown ? { shown: s.shown } : {}) } : { means }) })

const statutoryOf = (c: PaperContext) => c.state.clocks['decision'] ?? c.state.clocks['outerLimit'] ?? Object.values(c.state.clocks)[0]!

const ways: Record<string, string> = { counter: '直接送达（统一出件窗口）', electronic: '电子送达', courier: '邮寄送达', selfService: '自助终端领取' }

/** the paper that says what was decided: what the proof of delivery is about, where there is no licence */
const decided = { granted: 'P11', tacit: 'P11', refused: 'P12', terminated: 'P13', filed: 'P15' } as const

/** documents on the way: special procedure, extension, on-site check, delivery */
export const coursePapers: Record<string, Paper> = {
  P07: {
    version: 1, ...numbered('特字'),
    data: (c, _n, id): DataOf<'P07'> => {
      const s = c.state.special!
      return {
        ...common(c, 'P07', id, ['特别程序结束后恢复计算办理期限，并重新告知届满日']), acceptedOn: c.state.acceptedOn!, kind: s.kind,
        reason: `本件依法需要${s.kind}`, needed: `${s.days}个工作日`, from: s.from, effect: '所需时间不计入法定办理期限，期限相应顺延',
      }
    },
  },
  P08: {
    version: 2, ...numbered('延字'),
    data: (c, _n, id): DataOf<'P08'> => {
      const due = statutoryOf(c)
      const e = c.state.extended!
      return {
        ...common(c, 'P08', id, ['我们会在新的期限内办结；提前办结的及时通知您']), acceptedOn: c.state.acceptedOn!, reason: String(c.personal['reason'] ?? ''),
        previousDue: e.previousDue ?? due.due, extension: { words: `${e.days}个工作日`, ...dueOf(due) },
        approvedBy: { title: c.acting.code === 'GOV' ? '本级人民政府负责人' : '本行政机关负责人', name: nameOf(c, c.acting.person), on: dayOf(c) },
      }
    },
  },
  P10: {
    version: 1, ...numbered('核字'),
    data: (c, _n, id): DataOf<'P10'> => {
      const check = c.state.inspections.at(-1)!
      const person = applicantOf(c)
      const facts = String(c.personal['facts'] ?? '')
      return {
        ...common(c, 'P10', id, ['核查结果作为审查依据']), place: String(c.personal['place'] ?? person?.address ?? '申请人经营场所'), startedAt: c.act.at, endedAt: c.act.at,
        inspectors: check.inspectors.map((i) => ({ name: nameOf(c, i), cardNo: maskId(c.people.get(i)?.idNumber ?? ''), organ: c.organ.name })),
        checks: [{ subject: c.item.name, found: facts, fits: check.conform }], conclusion: check.conform ? '经现场核查，符合规定条件' : '经现场核查，不符合规定条件',
        photos: [], partyView: String(c.personal['partyView'] ?? '无异议'),
        signatures: {
          party: signed(person?.name ?? '申请人', c.act.at, c.personal['signature'] as Strokes, '现场签名，原件存卷'),
          inspectors: check.inspectors.map((i) => signed(nameOf(c, i), c.act.at, undefined, '本人账号登记')),
        },
      }
    },
  },
  E14: {
    version: 1, ...numbered('送字'),
    data: (c, _n, id): DataOf<'E14'> => {
      const method = String((c.act.payload as { method: string }).method)
      const name = String(c.personal['receivedBy'] ?? applicantOf(c)?.name ?? '申请人')
      const info = documentInfo(c.item.regime, c.state.licence ? 'P14' : decided[c.state.decision?.kind ?? 'granted'], dayOf(c))
      return {
        ...common(c, 'E14', id, ['本回证存卷']), document: { heading: info.heading, number: c.row.number }, recipient: name, way: ways[method] ?? method,
        place: method === 'electronic' ? '网上办事大厅' : c.item.place.counter, deliveredAt: c.act.at,
        deliveredBy: [{ name: c.acting.person ? nameOf(c, c.acting.person) : '网上办事大厅（系统）' }],
        result: method === 'electronic' ? { kind: 'electronic', proof: `已送达申请人账户，${dateOf.written(dayOf(c))}` } : { kind: 'signed', signature: signed(name, c.act.at, c.personal['signature'] as Strokes, '当面签收') },
      }
    },
  },
}
