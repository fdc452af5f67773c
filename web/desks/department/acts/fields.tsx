import { greenReasons } from '../../../../law/permit/greenChannel.ts'
import { grounds } from '../../../../law/permit/termination.ts'
import type { Citation } from '../../../../law/kernel/citation.ts'
import { acts as t } from '../../../text/zh-CN/department.ts'
import { useStaff, type Attempt, type CaseOut, type Prospects } from '../queries.ts'
import { Asked } from '../../../shell/staff/index.ts'
import { ArticlePicker } from './articlePicker.tsx'
import { Count, Day, Line, Lines, OneOf, SomeOf, Tick, Time } from './inputs.tsx'

/** what a form holds while it is open; each act knows its own names */
export type Values = Record<string, any>

export interface FieldProps {
  values: Values
  set: (part: Values) => void
  of: CaseOut
  prospects: Prospects
  today: string
  /** what the server said about this part of the form */
  at: (name: string) => string[]
}

interface Form { Fields?: (p: FieldProps) => React.ReactNode; start?: (p: { of: CaseOut; prospects: Prospects; today: string }) => Values; attempt: (v: Values) => Attempt }

/** empty texts are left out: an optional field that is not filled in was not sent */
const filled = (v: Values) => Object.fromEntries(Object.entries(v).filter(([, x]) => x !== undefined && x !== null && String(x).trim() !== ''))

export const startOf = (type: string, p: { of: CaseOut; prospects: Prospects; today: string }): Values => forms[type]?.start?.(p) ?? {}
export const fieldsOf = (type: string): Form => forms[type] ?? { attempt: () => ({ payload: {}, personal: {} }) }

const forms: Record<string, Form> = {
  assignInspectors: {
    start: (p) => ({ inspectors: p.prospects.inspectors.map((i) => i.id) }),
    Fields: (p) => <Staff {...p} />,
    attempt: (v) => ({ payload: { inspectors: v.inspectors }, personal: {} }),
  },
  inspect: {
    start: (p) => ({ inspectors: p.prospects.inspectors.map((i) => i.id), place: '', facts: '', partyView: '', conform: '' }),
    Fields: (p) => (
      <>
        <Staff {...p} />
        <Line label={t.place} hint={t.optional} value={p.values.place} change={(place) => p.set({ place })} />
        <Lines label={t.facts} value={p.values.facts} max={2000} rows={5} errors={p.at('facts')} change={(facts) => p.set({ facts })} />
        <OneOf label={t.conform} value={p.values.conform} options={[{ value: 'yes', label: t.conformYes }, { value: 'no', label: t.conformNo }]} errors={p.at('payload.conform')} change={(conform) => p.set({ conform })} />
        <Lines label={t.partyView} hint={t.optional} value={p.values.partyView} max={500} rows={2} change={(partyView) => p.set({ partyView })} />
      </>
    ),
    attempt: (v) => ({ payload: { inspectors: v.inspectors, ...(v.conform ? { conform: v.conform === 'yes' } : {}) }, personal: filled({ facts: v.facts, place: v.place, partyView: v.partyView }) }),
  },
  suspend: {
    start: () => ({ kind: '', days: null, notified: false, reason: '' }),
    Fields: (p) => (
      <>
        <OneOf label={t.kind} value={p.values.kind} options={p.prospects.special.map((value) => ({ value, label: value }))} errors={p.at('kind')} change={(kind) => p.set({ kind })} />
        <Count label={t.days} value={p.values.days} max={200} errors={p.at('days')} change={(days) => p.set({ days })} />
        <Lines label={t.reason} hint={t.optional} value={p.values.reason} max={500} rows={2} change={(reason) => p.set({ reason })} />
        <Tick label={t.notified} value={p.values.notified} errors={p.at('notified')} change={(notified) => p.set({ notified })} />
      </>
    ),
    attempt: (v) => ({ payload: { kind: v.kind, notified: v.notified, ...(v.days ? { days: v.days } : {}) }, personal: filled({ reason: v.reason }) }),
  },
  resume: {
    start: (p) => ({ resultOn: p.today }),
    Fields: (p) => <Day label={t.resultOn} value={p.values.resultOn} errors={p.at('resultOn')} change={(resultOn) => p.set({ resultOn })} />,
    attempt: (v) => ({ payload: filled({ resultOn: v.resultOn }), personal: {} }),
  },
  extend: {
    start: () => ({ days: null, reason: '' }),
    Fields: (p) => (
      <>
        <Count label={t.extendDays(p.prospects.extension ?? 0)} value={p.values.days} max={30} errors={p.at('days')} change={(days) => p.set({ days })} />
        <Lines label={t.reason} value={p.values.reason} max={500} errors={p.at('reason')} change={(reason) => p.set({ reason })} />
      </>
    ),
    attempt: (v) => ({ payload: v.days ? { days: v.days } : {}, personal: { reason: v.reason } }),
  },
  greenChannel: {
    start: (p) => ({ reason: '', explanation: '', scope: ['priority'], unit: 'workday', n: p.prospects.promise.unit === 'workday' ? Math.max(1, p.prospects.promise.n) : 1, time: '16:00', until: p.today }),
    Fields: (p) => (
      <>
        <OneOf label={t.greenReason} value={p.values.reason} errors={p.at('reason')} options={Object.entries(greenReasons).map(([value, label]) => ({ value, label }))} change={(reason) => p.set({ reason })} />
        <Lines label={t.explanation} hint={t.explanationHint} value={p.values.explanation} max={500} change={(explanation) => p.set({ explanation })} />
        <SomeOf label={t.scope} value={p.values.scope} errors={p.at('scope')} options={Object.entries(t.scopes).map(([value, label]) => ({ value, label }))} change={(scope) => p.set({ scope })} />
        <OneOf label={t.promise} value={p.values.unit} errors={p.at('promise')} options={[{ value: 'workday', label: t.promiseDays }, { value: 'sameDayBy', label: t.promiseTime }]} change={(unit) => p.set({ unit })} />
        {p.values.unit === 'workday' ? <Count label={t.promiseDays} value={p.values.n} max={60} change={(n) => p.set({ n })} /> : <Time label={t.promiseTime} value={p.values.time} change={(time) => p.set({ time })} />}
        <Day label={t.until} value={p.values.until} min={p.today} errors={p.at('until')} change={(until) => p.set({ until })} />
      </>
    ),
    attempt: (v) => ({
      payload: { reason: v.reason, scope: v.scope, promise: v.unit === 'workday' ? { unit: 'workday', n: v.n ?? 1 } : { unit: 'sameDayBy', time: v.time }, ...(v.until ? { until: v.until } : {}) },
      personal: filled({ explanation: v.explanation }),
    }),
  },
  grant: {
    start: () => ({ content: '', scope: '', validFrom: '', validUntil: '' }),
    Fields: (p) => (
      <>
        <Lines label={t.content} hint={t.contentHint} value={p.values.content} max={500} rows={2} change={(content) => p.set({ content })} />
        <Lines label={t.scopeText} hint={t.optional} value={p.values.scope} max={500} rows={2} change={(scope) => p.set({ scope })} />
        <div className="d-pair">
          <Day label={t.validFrom} value={p.values.validFrom} change={(validFrom) => p.set({ validFrom })} />
          <Day label={t.validUntil} value={p.values.validUntil} change={(validUntil) => p.set({ validUntil })} />
        </div>
        <p className="second small">{t.validHint(p.prospects.validityMonths)}</p>
      </>
    ),
    attempt: (v) => ({ payload: filled({ validFrom: v.validFrom, validUntil: v.validUntil }), personal: filled({ content: v.content, scope: v.scope }) }),
  },
  refuse: {
    start: () => ({ facts: '', reason: '', articles: [] as Citation[] }),
    Fields: (p) => (
      <>
        <Lines label={t.factsFound} value={p.values.facts} max={2000} rows={4} errors={p.at('facts')} change={(facts) => p.set({ facts })} />
        <Lines label={t.refuseReason} value={p.values.reason} max={2000} rows={4} errors={p.at('reason')} change={(reason) => p.set({ reason })} />
        <ArticlePicker of={p.of} value={p.values.articles} errors={p.at('articles')} change={(articles) => p.set({ articles })} />
      </>
    ),
    attempt: (v) => ({ payload: { articles: v.articles }, personal: filled({ reason: v.reason, facts: v.facts }) }),
  },
  terminate: {
    start: () => ({ ground: '', reason: '', articles: [] as Citation[] }),
    Fields: (p) => (
      <>
        <OneOf label={t.ground} value={p.values.ground} errors={p.at('ground')} options={Object.entries(grounds).map(([value, label]) => ({ value, label }))} change={(ground) => p.set({ ground })} />
        <Lines label={t.terminateReason} value={p.values.reason} max={500} errors={p.at('reason')} change={(reason) => p.set({ reason })} />
        {p.values.ground === 'otherLegal' && <ArticlePicker of={p.of} value={p.values.articles} errors={p.at('articles')} change={(articles) => p.set({ articles })} />}
      </>
    ),
    attempt: (v) => ({ payload: { ground: v.ground, ...(v.articles.length ? { articles: v.articles } : {}) }, personal: filled({ reason: v.reason }) }),
  },
}

/** who inspects: two or more of the organ's own people; the law, not the form, says when it is enough */
function Staff(p: FieldProps) {
  const staff = useStaff(p.of.organ)
  return (
    <Asked of={staff} lines={2}>
      {(d) => d.items.length === 0 ? <p className="second">{t.noStaff}</p> : (
        <SomeOf
          label={t.inspectors} hint={t.inspectorsHint} value={p.values.inspectors} errors={p.at('inspectors')} change={(inspectors) => p.set({ inspectors })}
          options={d.items.map((s) => ({ value: s.id, label: s.title ? `${s.name}　${s.title}` : s.name }))}
        />
      )}
    </Asked>
  )
}
