import { Button, Input, InputNumber } from 'antd'
import { BookOpenCheck, X } from 'lucide-react'
import { useId, useState } from 'react'
import { article as endpoint } from '../../../../contract/catalogue.ts'
import { ProblemError, type OutputOf } from '../../../../contract/client.ts'
import { say, type Citation } from '../../../../law/kernel/citation.ts'
import { Basis } from '../../../case/basis.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { acts as t } from '../../../text/zh-CN/department.ts'
import { call } from '../../../shell/staff/index.ts'
import type { CaseOut } from '../queries.ts'

type Article = OutputOf<typeof endpoint>

/**
 * The articles that a decision rests on. Each is looked up before it goes in, and shown: an article that does not exist cannot
 * be cited. Laws that the case itself names are offered.
 */
export function ArticlePicker(p: { of: CaseOut; value: Citation[]; errors: string[]; change: (v: Citation[]) => void }) {
  const id = useId()
  const [law, setLaw] = useState('')
  const [number, setNumber] = useState<number | null>(null)
  const [clause, setClause] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState('')
  const [found, setFound] = useState<Article | null>(null)
  const offered = [...new Set([...p.of.acts.flatMap((a) => a.basis), ...p.of.clocks.flatMap((c) => c.basis)].map((b) => b.law))]
  const add = async () => {
    if (!law.trim() || !number) return setWrong(t.unknownArticle)
    setBusy(true)
    setWrong('')
    try {
      const got = await call(endpoint, { params: { law: law.trim(), article: number } })
      const c: Citation = { law: got.law, article: got.article, ...(clause.trim() ? { item: clause.trim() } : {}) }
      if (!p.value.some((v) => say(v) === say(c))) p.change([...p.value, c])
      setFound(got)
      setNumber(null)
      setClause('')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setWrong(error.status === 404 ? t.unknownArticle : error.problem.detail)
    }
    setBusy(false)
  }
  return (
    <fieldset className="d-field d-articles">
      <legend>{t.articles}</legend>
      {p.errors.length > 0 && <p className="d-wrong">{p.errors.join('；')}</p>}
      {p.value.length === 0 ? <p className="second small">{t.noArticle}</p> : (
        <ul>{p.value.map((c) => <li key={say(c)}><Basis of={[c]} bare /><Button type="text" size="small" icon={<Icon of={X} />} aria-label={t.removeArticle(say(c))} onClick={() => p.change(p.value.filter((v) => v !== c))} /></li>)}</ul>
      )}
      <div className="d-article-new">
        <div className="d-wide"><label htmlFor={`${id}-law`}>{t.law}</label><Input id={`${id}-law`} value={law} maxLength={80} list={`${id}-laws`} onChange={(e) => setLaw(e.target.value)} /><datalist id={`${id}-laws`}>{offered.map((x) => <option key={x} value={x} />)}</datalist></div>
        <div><label htmlFor={`${id}-n`}>{t.article}</label><InputNumber id={`${id}-n`} min={1} precision={0} value={number} onChange={setNumber} /></div>
        <div><label htmlFor={`${id}-c`}>{t.clause}</label><Input id={`${id}-c`} value={clause} maxLength={40} onChange={(e) => setClause(e.target.value)} /></div>
      </div>
      {wrong && <p className="d-wrong" role="alert">{wrong}</p>}
      <Button icon={<Icon of={BookOpenCheck} />} loading={busy} onClick={() => void add()}>{t.addArticle}</Button>
      {found && <div className="d-found" role="status"><p><b>{say({ law: found.law, article: found.article })}</b></p>{found.text ? <div className="article-text">{found.text.map((x, i) => <p key={i}>{x}</p>)}</div> : <p className="second">{t.notImported}{found.ours && <>{t.ours}：{found.ours}</>}</p>}</div>}
    </fieldset>
  )
}
