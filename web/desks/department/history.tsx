import { Timeline } from '../../case/timeline.tsx'
import type { TimelineEntry } from '../../../contract/views.ts'
import { greenReasons } from '../../../law/permit/greenChannel.ts'
import { grounds } from '../../../law/permit/termination.ts'
import { caseOf, notes as t } from '../../text/zh-CN/department.ts'
import type { CaseOut } from './queries.ts'

type Act = CaseOut['acts'][number]

/** Everything that was done in the case, oldest first: who, what, on which basis, with which document. */
export function History(p: { of: CaseOut }) {
  return <Timeline of={p.of.acts.map((a) => entryOf(p.of.id, a))} label={caseOf.history} />
}

export const documentHref = (id: string, document: string) => `/api/v1/cases/${id}/documents/${document}`

function entryOf(id: string, a: Act): TimelineEntry {
  const note = noteOf(a)
  const lapsed = a.by === '系统' && a.effectiveOn !== undefined
  return {
    state: 'done', name: a.name, at: a.at, basis: a.basis,
    ...(lapsed ? { byLapse: true } : { who: a.by, ...(a.byOrgan ? { organ: a.byOrgan } : {}) }),
    ...(a.onBehalf ? { onBehalfOf: caseOf.applicant } : {}), ...(note ? { note } : {}),
    documents: a.documents.map((d) => ({ id: d.id, title: d.title, ...(d.number ? { number: d.number } : {}), date: d.at, pdf: documentHref(id, d.id) })),
  }
}

/** the procedural part of an act in words; what is personal does not stand in it */
function noteOf(a: Act): string | undefined {
  const p = a.payload as Record<string, any>
  switch (a.type) {
    case 'check': return t.checked(Object.keys(p.results ?? {}).length)
    case 'oneTimeNotice': return t.told(p.items?.length ?? 0)
    case 'assignInspectors': return t.inspectors(p.inspectors?.length ?? 0)
    case 'inspect': return t.inspected(p.conform === true)
    case 'suspend': return t.suspended(p.kind, p.days)
    case 'resume': return t.resumed(p.resultOn)
    case 'extend': return t.extended(p.days)
    case 'grant': return p.validUntil ? t.until(p.validUntil) : undefined
    case 'greenChannel': return [greenReasons[p.reason] ?? p.reason, t.until(p.until)].join('，')
    case 'terminate': return grounds[p.ground as keyof typeof grounds]
    default: return undefined
  }
}
