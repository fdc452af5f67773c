import { materialsFor } from '../../../law/permit/reading.ts'
import type { Clock } from '../../../law/kernel/clock.ts'
import type { DataOf } from '../../../contract/documents.ts'
import { remedyOf } from './remedyOf.ts'
import { applicantOf, common, dayOf, nameOf, numbered, type Paper, type PaperContext } from './paper.ts'
import { dateOf, dueOf, formName, ifProvisional, lengthOf, nextStepOf, promiseInWords } from './words.ts'

const received = (c: PaperContext) => ({ name: nameOf(c, c.acting.person), ...(c.acting.code === 'APP' ? { window: '网上办事大厅' } : { window: c.item.place.counter }) })

/** the clock that measures the organ by law; items decided on the spot have only that day */
function statutoryOf(c: PaperContext): Clock | undefined {
  const k = c.state.clocks
  return k['decision'] ?? k['outerLimit'] ?? k['onTheSpot'] ?? k['promise']
}

/** what P04 and P05 share */
function acceptance(c: PaperContext) {
  const statutory = statutoryOf(c)!
  const promise = c.state.clocks['promise'] ?? statutory
  const day = dayOf(c)
  return {
    acceptedOn: c.state.acceptedOn ?? day, statutory: { words: lengthOf(statutory), ...dueOf(statutory) },
    promise: { words: promiseInWords(c.item, promise, day), due: promise.dueAt ?? promise.due, ...ifProvisional(promise) }, receivedBy: received(c),
    fee: c.item.charge ? `${(c.item.charge.amountFen / 100).toFixed(2)}元（${c.item.charge.standard}）` : '不收费',
  }
}

const later = numbered('收字')

/** P01 for what came in on a notice or after tolerant acceptance: what was taken, and what is still open */
function broughtLater(c: PaperContext, id: string): DataOf<'P01'> {
  const { items, materials } = c.act.payload as { items: string[]; materials?: Record<string, string> }
  const named = (x: string) => c.item.materials.find((m) => m.id === x)?.name ?? c.item.fields.find((f) => f.id === x)?.label ?? x
  const isField = (x: string) => c.item.fields.some((f) => f.id === x) && !c.item.materials.some((m) => m.id === x)
  const [asked, supplied] = c.act.type === 'supply' ? [c.state.notice!.items.map((i) => i.id), c.state.notice!.supplied] : [c.state.tolerated!.missing, c.state.tolerated!.supplied]
  const open = asked.filter((x) => !supplied.includes(x)).map(named)
  const k = c.state.clocks
  const waits = c.act.type === 'supply' ? k['correctionPeriod'] : k['tolerantSupply']
  const next = open.length ? [`还缺：${open.join('、')}`, ...(waits ? [`请在${dateOf.written(waits.due)}前补齐`] : [])]
    : c.act.type === 'supply' ? ['已经补齐，收到之日即办理，不再提出新的补正要求'] : ['容缺的材料已经补齐，部门继续审查']
  return {
    ...common(c, 'P01', id, next), materials: items.map((x) => ({ name: named(x), form: formName(isField(x) ? 'fill' : (materials?.[x] ?? 'electronic')) })), receivedAt: c.act.at,
    ...nextStepOf((open.length ? waits : undefined) ?? statutoryOf(c), dayOf(c)), receivedBy: received(c),
  }
}

/** documents of taking in: receipt, the one notice, acceptance, non-acceptance */
export const intakePapers: Record<string, Paper> = {
  P01: {
    version: 1,
    // the first receipt bears the case's own public number; one for what was brought later has its own
    counter: (c) => (c.act.type === 'submit' ? null : later.counter(c)), number: (c, n) => (c.act.type === 'submit' ? c.row.number : later.number(c, n)),
    data: (c, _n, id): DataOf<'P01'> => {
      if (c.act.type !== 'submit') return broughtLater(c, id)
      const clock = c.state.clocks['firstResponse'] ?? c.state.clocks['correctionNotice'] ?? c.state.clocks['onTheSpot']
      const materials = materialsFor(c.item, c.state.answers).map((m) => ({ name: m.name, form: formName(c.state.materials[m.id] ?? 'none') }))
      return {
        ...common(c, 'P01', id, ['窗口核对材料；齐全的当场受理，不齐全的一次性告知全部内容', '可凭办件编号随时查询进度']),
        materials: materials.length ? materials : [{ name: '申请表', form: '现场填写' }],
        receivedAt: c.state.receivedAt ?? c.act.at, ...nextStepOf(clock, dayOf(c)), receivedBy: received(c),
      }
    },
  },
  P02: {
    version: 3, ...numbered('补字'),
    data: (c, _n, id): DataOf<'P02'> => {
      const notice = c.state.notice!
      const said = (c.personal['explanations'] ?? {}) as Record<string, string>
      const period = c.state.clocks['correctionPeriod']
      return {
        ...common(c, 'P02', id, period ? ['按本告知书一次补齐后，最后一项收到之日即为受理之日', '本次申请不再提出新的补正要求'] : ['信息补齐之日即为备案，可以网上补充，也可以到窗口补充']),
        receivedAt: c.state.receivedAt!,
        problems: notice.items.map((i) => {
          const material = c.item.materials.find((m) => m.id === i.id)
          const name = material?.name ?? c.item.fields.find((f) => f.id === i.id)?.label ?? i.id
          return { material: name, problem: problemName(i.problem), fix: said[i.id] || material?.hint || `请提交符合要求的“${name}”` }
        }),
        ...(period ? { period: { words: lengthOf(period), ...dueOf(period) } } : {}),
        consequence: period ? '逾期未补正且无正当理由的，视为放弃本次申请；您可以随时重新申请' : '信息不齐的暂不备案，补齐即可，不用重新申请',
      }
    },
  },
  P03: {
    version: 2, ...numbered('不受字'),
    data: (c, _n, id): DataOf<'P03'> => {
      const reason = String(c.personal['reason'] ?? '')
      const base = { ...common(c, 'P03', id, ['如有疑问，请拨打联系电话或到便民服务台询问']), receivedAt: c.state.receivedAt! }
      const body = (c.act.payload as { competentBody?: string }).competentBody
      if (c.act.type === 'outOfScope') return { ...base, kind: 'outOfScope', reason: reason || '项目不属于备案范围', ...(body ? { competentBody: { name: body } } : {}), remedy: remedyOf(c) }
      if (c.act.type === 'notNeeded') return { ...base, kind: 'notNeeded', reason: reason || '该事项依法不需要办理' }
      return {
        ...base, kind: 'notCompetent', reason: reason || '申请事项依法不属于本机关职权范围',
        competentBody: { name: String((c.act.payload as { competentBody: string }).competentBody) }, remedy: remedyOf(c),
      }
    },
  },
  P04: {
    version: 2, ...numbered('受字'),
    data: (c, _n, id): DataOf<'P04'> => ({ ...common(c, 'P04', id, ['部门审查，期间可随时查询进度', '办结后到统一出件窗口领取，或在网上下载电子证照']), ...acceptance(c) }),
  },
  P05: {
    version: 2, ...numbered('容受字'),
    data: (c, _n, id): DataOf<'P05'> => {
      const tolerated = c.state.tolerated!
      const supply = c.state.clocks['tolerantSupply']
      const name = applicantOf(c)?.name ?? '申请人'
      const signed = c.personal['commitment'] as { strokes?: [number, number][][]; shown?: string } | undefined
      return {
        ...common(c, 'P05', id, ['部门先行审查', `请在${dateOf.written(tolerated.supplyBy)}前补交所缺材料`]), ...acceptance(c),
        missing: tolerated.missing.map((m) => ({ material: c.item.materials.find((x) => x.id === m)?.name ?? m, requirement: c.item.materials.find((x) => x.id === m)?.hint ?? '按办事指南要求提交' })),
        supplyBy: tolerated.supplyBy, ...(supply?.provisional ? { supplyProvisional: true as const } : {}), consequence: '逾期未补交的，本次申请按撤回处理，材料退还；您可以随时重新申请',
        commitment: {
          sentences: [`我承诺在${dateOf.written(tolerated.supplyBy)}${supply?.provisional ? '（暂定）' : ''}前补交上列材料。`, '所交材料真实、合法、有效；逾期未补交的，愿意承担相应后果。'],
          signature: { name, at: c.act.at, ...(signed?.strokes ? { strokes: signed.strokes, ...(signed.shown ? { shown: signed.shown } : {}) } : { means: '窗口当面确认' }) },
        },
      }
    },
  },
}

const problems: Record<string, string> = { missing: '没有提交', faulty: '不符合要求' }
export const problemName = (p: string) => problems[p] ?? p
