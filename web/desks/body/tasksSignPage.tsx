import { PenLine } from 'lucide-react'
import { useState } from 'react'
import { signByBody, signMany, task, tasks as endpoint } from '../../../contract/campaigns.ts'
import type { OutputOf } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { FlaggedPerson } from '../../case/cleanUp.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useAsk, useDo, useRefresh } from '../../shell/staff/index.ts'
import { sign as t } from '../../text/zh-CN/campaign.ts'

type Line = OutputOf<typeof endpoint>['toSign'][number]

/** 有哪些清出名单等您签？ A list is looked at before it is signed: by the head of the body, then by the head of the bureau. */
export default function TasksSignPage() {
  const asked = useAsk(endpoint, {}, { every: 30_000 })
  const refresh = useRefresh()
  const many = useDo(signMany)
  const [done, setDone] = useState(0)
  const [problem, setProblem] = useState<Problem>()
  const signAll = async (list: Line[]) => {
    let n = 0
    for (const campaign of new Set(list.map((x) => x.campaign))) {
      const out = await many.run({ params: { id: campaign }, body: { tasks: list.filter((x) => x.campaign === campaign).map((x) => ({ id: x.id, seq: x.seq })) } })
      n += out?.confirmed ?? 0
      const wrong = out?.results.filter((r) => !r.ok) ?? []
      if (wrong.length) setProblem({ type: '', title: t.nav, status: 422, detail: '', kind: 'refused', code: wrong[0]!.findings[0]?.code ?? '', basis: [], findings: wrong.flatMap((r) => r.findings), instance: '', support: '' })
    }
    setDone(n)
    await refresh(endpoint, task)
  }
  return (
    <div className="cu-page">
      <Asked of={asked} lines={6}>
        {({ toSign }) => {
          const bureau = toSign.filter((x) => x.state === 'SIGNED_BY_BODY')
          return (
            <>
              <header className="cu-head"><h1>{t.question}</h1><p className="lead">{toSign.length ? t.count(toSign.length) : t.none}</p><p className="second">{t.said}</p>{done > 0 && <p className="cu-done" role="status">{t.done(done)}</p>}</header>
              {toSign.length === 0 ? <Empty icon={PenLine}>{t.empty}</Empty> : toSign.map((x) => <One key={x.id} of={x} signed={() => setDone((n) => n + 1)} signNow={x.state === 'SIGNED_BY_BODY' ? () => signAll([x]) : undefined} />)}
              {bureau.length > 1 && <p className="cu-row"><button type="button" className="button primary" disabled={many.busy} onClick={() => void signAll(bureau)}>{t.many(bureau.length)}</button></p>}
              <Trouble of={problem ?? many.problem} again={() => void refresh(endpoint)} />
            </>
          )
        }}
      </Asked>
    </div>
  )
}

function One(p: { of: Line; signed: () => void; signNow: (() => Promise<void>) | undefined }) {
  const x = p.of
  const [open, setOpen] = useState(false)
  const asked = useAsk(task, { params: { id: x.id } }, { enabled: open })
  const doing = useDo(signByBody)
  const refresh = useRefresh()
  const go = async () => {
    if (p.signNow) return p.signNow()
    if (await doing.run({ params: { id: x.id }, body: {} }, { ifMatch: x.seq })) { p.signed(); await refresh(endpoint, task) }
  }
  return (
    <section className="cu-sheet">
      <h2>{x.name}　<span className="second">{x.campaignName}</span></h2>
      <p>{t.own(x.removed)}</p>
      <p className="cu-row"><button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>{t.look}</button></p>
      {open && <Asked of={asked} lines={4}>{(v) => <><ul className="cu-people">{v.rows.filter((r) => r.decided?.as === 'removed').map((r) => <FlaggedPerson key={r.key} of={r} />)}</ul><p><button type="button" className="button primary" disabled={doing.busy} onClick={() => void go()}>{t.go}</button></p></>}</Asked>}
      <Trouble of={doing.problem} again={() => void refresh(endpoint)} />
    </section>
  )
}
