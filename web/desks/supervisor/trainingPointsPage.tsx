import { Button, Checkbox, Input, InputNumber, Radio } from 'antd'
import { Award } from 'lucide-react'
import { useId, useState } from 'react'
import { pointAct, points } from '../../../contract/training.ts'
import type { OutputOf } from '../../../contract/client.ts'
import { sayDate } from '../../../contract/say.ts'
import '../../case/training.css'
import { Lamp } from '../../kit/lamp.tsx'
import { Empty } from '../../kit/sheet.tsx'
import { Asked, Trouble, useDo, useNow, useRefresh } from '../../shell/staff/index.ts'
import { batchPage, common, pointsPage as t } from '../../text/zh-CN/training.ts'
import { Parts, usePages } from './trainingParts.tsx'

type Point = OutputOf<typeof points>['items'][number]

/** 服务型行政执法示范点: what was applied for, what is named, what is to be looked at again. */
export default function TrainingPointsPage() {
  const now = useNow() ?? ''
  const { asked, items } = usePages(points, { query: { limit: 100 } })
  return (
    <div className="tr">
      <header className="tr-head"><h1>{t.title}</h1><p className="lead">{t.answer(items.filter((p) => p.state === 'named').length, items.length)}</p><p className="second">{t.lead}</p></header>
      <Parts />
      <Asked of={asked as never} lines={6}>
        {() => items.length === 0 ? <div className="tr-sheet"><Empty icon={Award}>{t.none}</Empty></div> : <ul className="list-plain">{items.map((p) => <One key={p.id} of={p} now={now} />)}</ul>}
      </Asked>
      {asked.hasNextPage && <p className="tr-bar"><Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{common.more}</Button></p>}
    </div>
  )
}

function One(p: { of: Point; now: string }) {
  const x = p.of
  const id = useId()
  const doing = useDo(pointAct)
  const refresh = useRefresh()
  const [type, setType] = useState<string>()
  const [f, set] = useState<{ score: number; veto: boolean; text: string; objection: 'none' | 'rejected' | 'upheld'; passed: boolean; reason: string }>({ score: 90, veto: false, text: '', objection: 'none', passed: true, reason: '' })
  const body = (): Parameters<typeof doing.run>[0]['body'] => {
    if (type === 'check') return { type, score: f.score, veto: f.veto, ...(f.text ? { text: f.text } : {}) }
    if (type === 'name') return { type, objection: f.objection }
    if (type === 'recheck') return { type, passed: f.passed, ...(f.text ? { text: f.text } : {}) }
    return type === 'withdraw' ? { type, ...(f.reason ? { reason: f.reason } : {}) } : { type: 'publish' }
  }
  const go = async () => {
    if (!await doing.run({ params: { id: x.id }, body: body() })) return
    setType(undefined)
    await refresh(points)
  }
  return (
    <li className="tr-sheet">
      <h2>{x.name}</h2>
      <p>{x.organName}　<span className="second">{x.place}</span></p>
      <p><b>{x.stateName}</b>{x.state === 'notice' && x.noticeUntil && <>　{t.notice(sayDate(x.noticeUntil, p.now))}</>}{x.state === 'named' && x.validTo && <>　{t.validTo}：{sayDate(x.validTo, p.now)}</>}
        {x.recheckDue && <>　{t.recheck}：{t.due(sayDate(x.recheckDue, p.now))} {x.lamp === 'red' && <Lamp kind="red" />}</>}</p>
      <Trouble of={doing.problem} />
      {!type ? <p className="tr-acts">{x.can.map((c) => <Button key={c} danger={c === 'withdraw'} aria-label={`${t.types[c]}：${x.name}`} onClick={() => setType(c)}>{t.types[c]}</Button>)}</p> : (
        <form className="stack-tight" onSubmit={(e) => { e.preventDefault(); void go() }}>
          {type === 'check' && <div className="tr-inline"><div className="tr-field"><label htmlFor={`${id}s`}>{t.score}</label><InputNumber id={`${id}s`} min={0} max={100} value={f.score} onChange={(v) => set({ ...f, score: v ?? 0 })} /></div><Checkbox checked={f.veto} onChange={(e) => set({ ...f, veto: e.target.checked })}>{t.veto}</Checkbox></div>}
          {type === 'name' && <fieldset><legend className="second small">{t.objection}</legend><Radio.Group value={f.objection} onChange={(e) => set({ ...f, objection: e.target.value as 'none' })} options={Object.entries(t.objections).map(([value, label]) => ({ value, label }))} /></fieldset>}
          {type === 'recheck' && <fieldset><legend className="second small">{t.recheck}</legend><Radio.Group value={f.passed} onChange={(e) => set({ ...f, passed: e.target.value as boolean })} options={[{ value: true, label: t.passed }, { value: false, label: t.failed }]} /></fieldset>}
          {(type === 'check' || type === 'recheck') && <div className="tr-field"><label htmlFor={`${id}t`}>{t.text}</label><Input.TextArea id={`${id}t`} rows={2} value={f.text} onChange={(e) => set({ ...f, text: e.target.value })} /></div>}
          {type === 'withdraw' && <div className="tr-field"><label htmlFor={`${id}r`}>{t.reason}</label><Input id={`${id}r`} value={f.reason} onChange={(e) => set({ ...f, reason: e.target.value })} /></div>}
          <p className="tr-acts"><Button type="primary" htmlType="submit" danger={type === 'withdraw'} loading={doing.busy}>{t.types[type]}</Button><Button onClick={() => setType(undefined)}>{batchPage.close}</Button></p>
        </form>
      )}
    </li>
  )
}
