import type { Problem } from '../../../contract/problem.ts'
import { Basis } from '../../case/basis.tsx'
import { panel } from '../../text/zh-CN/department.ts'

/** What stands against an act: the sentence, the article that says so (opens beside), the rule's number. */
export function Findings(p: { of: Problem['findings'] }) {
  return (
    <ul className="d-findings">
      {p.of.map((f, i) => (
        <li key={i}>
          <p>{f.message}</p>
          <p className="d-rule">{f.basis.length > 0 && <Basis of={f.basis} />}<span className="second small" title={f.rule}>{panel.rule} {f.code}</span></p>
        </li>
      ))}
    </ul>
  )
}
