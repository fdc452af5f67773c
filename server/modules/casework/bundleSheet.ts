import type { BundleTerms } from '../../../law/item/item.ts'
import type { CriticalPath } from '../../../law/kernel/promise.ts'
import { timeOf } from '../../../law/kernel/dates.ts'
import { materialsFor } from '../../../law/permit/reading.ts'
import { maskId } from '../../../law/kernel/identity.ts'
import type { DataOf } from '../../../contract/documents.ts'
import { prepareDocument } from '../../kernel/documents/store.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Outcome } from './act.ts'
import type { Deps } from './deps.ts'
import type { Filing } from './open.ts'
import type { SheetRow } from './record.ts'
import { dateOf, dueOf, formName, ifProvisional, nextStepOf } from './words.ts'
import { rowOf } from './write.ts'

/** The one sheet that stands for the papers of a bundle's members: what was received, or what was accepted and promised. */
export interface Sheet {
  counter: string
  /** known once the counters are taken */
  number(): string
  draw(tx: Tx, numbers: Map<string, number>): Promise<SheetRow[]>
}

interface Common { id: string; terms: BundleTerms; outcomes: readonly Outcome[]; at: string }

/** P01-bundle: everything that was handed in, each thing once, and the member items with their organs */
export function receiptSheet(deps: Deps, s: Common & { filing: Filing }): Sheet {
  // one series a day for bundles of every kind: the number does not name the kind
  const counter = `bundle|${s.at.slice(0, 10)}`
  return sheet(deps, s, 'P01-bundle', counter, (n) => `${deps.city}YJS${s.at.slice(0, 10).replaceAll('-', '')}${String(n).padStart(4, '0')}`, async (tx, _number, id) => {
    const materials = new Map<string, { name: string; form: string }>()
    for (const o of s.outcomes)
      for (const m of materialsFor(o.item, o.after.answers)) materials.set(m.shared ?? m.name, { name: m.name, form: formName(o.after.materials[m.id] ?? 'none') })
    const first = s.outcomes.map((o) => o.after.clocks['correctionNotice']).sort((a, b) => ((a?.due ?? s.at) < (b?.due ?? s.at) ? -1 : 1))[0]
    return {
      ...(await base(deps, tx, s, id, '一件事申请材料接收凭证', s.filing.applicant, ['窗口一次核对全部材料；齐全的一次受理，不齐全的合并为一份一次性告知', '可凭编号随时查询整体进度'])),
      materials: [...materials.values()], receivedAt: s.at, ...nextStepOf(first, s.at.slice(0, 10)),
      receivedBy: { name: await nameOf(deps, tx, s.filing.acting.person), ...(s.filing.channel === 'web' ? { window: '网上办事大厅' } : { window: '综合受理窗口' }) },
      bundle: { name: s.terms.name, members: members(deps, s.outcomes) },
    } satisfies DataOf<'P01-bundle'>
  })
}

/** P04-bundle: one acceptance with the one promised instant, its path in words, and each member's own promise */
export function acceptanceSheet(deps: Deps, s: Common & { applicant: string; clerk: string; path: CriticalPath; organ: string }): Sheet {
  const organ = deps.directory.organ(s.organ)
  const counter = `paper|${organ.symbol}联受字|${s.at.slice(0, 4)}`
  return sheet(deps, s, 'P04-bundle', counter, (n) => `${organ.symbol}联受字〔${s.at.slice(0, 4)}〕${n}号`, async (tx, _number, id) => {
    const day = s.at.slice(0, 10)
    const statutory = s.outcomes.map((o) => o.after.clocks['outerLimit'] ?? o.after.clocks['decision'] ?? o.after.clocks['promise']!).sort((a, b) => (a.due < b.due ? 1 : -1))[0]!
    const { due, dueAt } = s.path.promise
    return {
      ...(await base(deps, tx, s, id, '一件事受理通知书', s.applicant, ['各部门同时办理，后一项等前一项办结后自动开始', '全部办结后到统一出件窗口一次领取'])),
      acceptedOn: day, statutory: { words: `各事项法定期限中最晚的一项`, ...dueOf(statutory) },
      promise: { words: dueAt ? `${due === day ? '当日' : dateOf.written(due)}${timeOf(dueAt)}前全部办结` : `${dateOf.written(due)}前全部办结`, due: dueAt ?? due, ...ifProvisional(s.outcomes.map((o) => o.after.clocks['promise']).find((c) => c?.provisional)) },
      receivedBy: { name: await nameOf(deps, tx, s.clerk), window: '综合受理窗口' }, fee: '不收费',
      bundle: { name: s.terms.name, members: members(deps, s.outcomes) },
    } satisfies DataOf<'P04-bundle'>
  })
}

const versions = { 'P01-bundle': 1, 'P04-bundle': 2 }

function sheet(
  deps: Deps, s: Common, template: 'P01-bundle' | 'P04-bundle', counter: string, numberOf: (n: number) => string,
  data: (tx: Tx, number: string, id: string) => Promise<{ heading: string }>,
): Sheet {
  let number = ''
  return {
    counter,
    number: () => number,
    async draw(tx, numbers) {
      number = numberOf(numbers.get(counter)!)
      const id = uuidv7()
      const filled = await data(tx, number, id)
      const prepared = prepareDocument(deps.renderer.templates, { city: deps.city, caseId: s.id, id, template, version: versions[template], number, data: filled as never, legalAt: s.at, realMs: deps.clock.real() })
      return [{ ...rowOf(prepared.row), title: filled.heading }]
    },
  }
}

function members(deps: Deps, outcomes: readonly Outcome[]) {
  return outcomes.map((o) => {
    const promise = o.after.clocks['promise']
    return {
      ...(o.row.number ? { no: o.row.number } : {}), item: o.item.name, organ: deps.directory.organ(o.row.organ).name,
      ...(promise ? { promise: { words: promise.dueAt ? `${timeOf(promise.dueAt)}前` : `${dateOf.written(promise.due)}前`, due: promise.dueAt ?? promise.due, ...ifProvisional(promise) } } : {}),
    }
  })
}

async function base(deps: Deps, tx: Tx, s: Common, id: string, heading: string, applicant: string, next: string[]) {
  const organ = deps.directory.organ(s.terms.leadOrgan)
  const person = await deps.directory.person(applicant, tx)
  return {
    regime: 'bundle' as const, heading, organ: { name: organ.name }, sealName: '政务服务综合窗口专用章', issuedOn: s.at.slice(0, 10),
    case: { item: s.terms.name }, applicant: { name: person?.name ?? '申请人', ...(person?.idNumber ? { idShown: maskId(person.idNumber) } : {}) },
    basis: [{ law: '优化营商环境条例', article: 37 }, { law: '国务院关于在线政务服务的若干规定', article: 7 }],
    checkUrl: `${deps.publicUrl}/check?n=${id}`, next, contact: { phone: organ.phone, place: '政务服务大厅综合受理窗口' },
  }
}

async function nameOf(deps: Deps, tx: Tx, id: string | null): Promise<string> {
  return (id && (await deps.directory.person(id, tx))?.name) || '网上办事大厅'
}
