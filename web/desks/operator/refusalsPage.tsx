import { Button } from 'antd'
import { ShieldCheck } from 'lucide-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { acts } from '../../../contract/casework.ts'
import { organs as organsEndpoint, refusals as endpoint } from '../../../contract/city.ts'
import { sayInstant } from '../../../contract/say.ts'
import { roles, type Role } from '../../../contract/roles.ts'
import { say, type Citation } from '../../../law/kernel/citation.ts'
import { rules } from '../../../law/permit/rules.ts'
import { Basis } from '../../case/basis.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, call, useAsk, useNow } from '../../shell/staff/index.ts'
import { refusals as t } from '../../text/zh-CN/operator.ts'
import './operator.css'

/** 哪些操作被规则拦下了？ Each refused attempt leaves a trace (settled.md 2); most often met rules first, then one by one. */
export default function RefusalsPage() {
  const now = useNow() ?? ''
  const organs = useAsk(organsEndpoint, {})
  const asked = useInfiniteQuery({
    queryKey: [endpoint.id], refetchInterval: 30_000, initialPageParam: '', getNextPageParam: (last: { next: string | null }) => last.next ?? undefined,
    queryFn: ({ pageParam, signal }) => call(endpoint, { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
  })
  const all = asked.data?.pages.flatMap((p) => p.items) ?? []
  const counts = new Map<string, number>()
  for (const r of all) for (const rule of r.rules) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const often = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8)
  const organ = (key: string | null) => (key ? organs.data?.items.find((o) => o.key === key)?.name ?? key : '')
  return (
    <div className="o-page">
      <Asked of={asked as never} lines={10}>
        {() => (
          <>
            <header className="o-head">
              <h1>{t.question}</h1>
              <p className="lead">{t.answer(all.length, !!asked.hasNextPage)}{often[0] && <><b>{said(ruleOf(often[0][0]))}</b>，{t.times(often[0][1])}。</>}</p>
              <p className="second">{t.lead}</p>
            </header>
            {all.length === 0 ? <Empty icon={ShieldCheck}>{t.empty}</Empty> : (
              <>
                <section className="o-sheet">
                  <h2>{t.byRule}</h2>
                  <ul className="o-often">
                    {often.map(([rule, n]) => <li key={rule}><span className="number">{t.times(n)}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect className="o-part" width={(n * 100) / often[0]![1]} height="8" /></svg><span>{ruleOf(rule).code}</span><span className="second small">{ruleOf(rule).id}　<Basis of={basisOfRule(ruleOf(rule).id)} bare /></span></li>)}
                  </ul>
                </section>
                <section className="o-sheet">
                  <h2>{t.list}</h2>
                  <div className="table-wrap" tabIndex={0} role="group" aria-label={t.list}>
                    <table>
                      <thead><tr><th scope="col">{t.at}</th><th scope="col">{t.act}</th><th scope="col">{t.who}</th><th scope="col">{t.organ}</th><th scope="col">{t.rule}</th></tr></thead>
                      <tbody>
                        {all.map((r) => (
                          <tr key={r.id}>
                            <td className="number nowrap">{sayInstant(r.at, now)}</td><th scope="row">{actName(r.act)}</th><td>{roles[r.role as Role]?.name ?? r.role}</td><td>{organ(r.organ)}</td>
                            <td>{r.rules.map((x) => <p key={x}>{ruleOf(x).code} <span className="second small">{ruleOf(x).id}</span></p>)}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                  {asked.hasNextPage && <p className="o-more"><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t.more}</Button></p>}
                </section>
              </>
            )}
          </>
        )}
      </Asked>
    </div>
  )
}

/** the articles that a rule rests on, where every regime and version rests it on the same ones; the trace does not say which regime it was */
function basisOfRule(id: string): Citation[] {
  const all = rules.filter((r) => r.id === id).map((r) => r.basis)
  return new Set(all.map((b) => b.map(say).join())).size === 1 ? all[0]! : []
}

function said(r: { code: string; id: string }): string {
  const [first] = basisOfRule(r.id)
  return first ? say(first) : r.code
}

/** `E-XK-11 permit/inspection#two-inspectors` */
function ruleOf(said: string): { code: string; id: string } {
  const [code, ...id] = said.split(' ')
  return { code: code!, id: id.join(' ') }
}

const names = new Map<string, string>(acts.map((a) => [a.type, a.endpoint.summary]))
function actName(type: string): string {
  return names.get(type) ?? (type === 'submit' ? '提交申请' : type)
}
