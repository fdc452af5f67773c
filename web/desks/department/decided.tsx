import { FileCheck2 } from 'lucide-react'
import { useState } from 'react'
import { Icon } from '../../kit/icon.tsx'
import { outcome as t } from '../../text/zh-CN/department.ts'
import { documentHref } from './history.tsx'
import type { Done } from './queries.ts'

/** what was decided a moment ago in another case */
interface Decided { name: string; applicant: string; act: string; done: Done }
let last: Decided | undefined

export function rememberDecided(of: Decided): void {
  last = of
}

/** What was just decided, with its papers: one line above what comes next, once. */
export function JustDecided() {
  const [of] = useState(() => {
    const mine = last
    last = undefined
    return mine
  })
  if (!of) return null
  return (
    <p className="d-said" role="status">
      <Icon of={FileCheck2} /><span>{t.decided(of.applicant, of.name, of.act)}</span>
      {of.done.documents.map((d) => <a key={d.id} href={documentHref(of.done.id, d.id)}>{d.title}{d.number && <span className="number"> {d.number}</span>}</a>)}
    </p>
  )
}
