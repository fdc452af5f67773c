import { createHash } from 'node:crypto'
import * as casework from '../../contract/casework.ts'
import { sayMoney } from '../../contract/say.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { DraftHead, FormStepView, MaterialsStepView, SummaryView } from '../../contract/views.ts'
import { holds } from '../../law/kernel/condition.ts'
import { formFindings } from '../../law/item/form.ts'
import type { Field } from '../../law/item/item.ts'
import { canonical } from '../../proof/canonical.ts'
import { NotFound, Refusal, type Http } from '../kernel/http/index.ts'
import { redirect, type PageCall } from '../kernel/http/pages.ts'
import { list, text } from '../kernel/http/form.ts'
import type { PagesDeps } from './index.ts'
import { nameOf, planOfDraft } from './plan.ts'
import { materialLines, promisedNow, type Plan } from './words.ts'

type Draft = OutputOf<typeof casework.getDraft>

/** pages of a draft: one group of questions a page, then materials, then everything once more */
export const applyPages = (deps: PagesDeps) => (http: Http): void => {
  http.page({
    path: '/drafts', endpoint: casework.newDraft,
    formToInput(call) {
      const answers = Object.fromEntries(Object.keys(call.form).filter((k) => k.startsWith('answer.')).map((k) => [k.slice(7), text(call.form, k)!]))
      return { body: { kind: text(call.form, 'kind'), key: text(call.form, 'key'), answers } }
    },
    then: (draft) => `/drafts/${draft.id}/1`,
    again: (call) => ({
      page: text(call.form, 'kind') === 'bundle' ? '/b/:key/list' : '/i/:key/list', params: { key: text(call.form, 'key') ?? '' },
      query: Object.fromEntries(Object.keys(call.form).filter((k) => k.startsWith('answer.')).map((k) => [k.slice(7), text(call.form, k)!])),
    }),
  })

  http.page({ path: '/drafts/:id/:step', endpoint: casework.getDraft, view: 'formStep', formToInput: (call) => ({ params: { id: call.params['id'] } }), props: (draft, call) => formStep(draft, call) })
  http.page({ path: '/drafts/:id/materials', endpoint: casework.getDraft, view: 'materials', formToInput: (call) => ({ params: { id: call.params['id'] } }), props: (draft, call) => materialsStep(draft, call) })
  http.page({ path: '/drafts/:id/summary', endpoint: casework.getDraft, view: 'summary', formToInput: (call) => ({ params: { id: call.params['id'] } }), props: (draft, call) => summary(draft, call) })

  http.page({
    path: '/drafts/:id/:step', endpoint: casework.saveDraft,
    async formToInput(call) {
      const draft = await call.call(casework.getDraft, { params: { id: call.params['id'] } })
      const { plan, groups } = await partsOf(call, draft)
      const group = groups[Number(call.params['step']) - 1]
      if (!group) throw new NotFound()
      const form = applying(group.fields, valuesOf(group.fields, call), { ...plan.answers, ...draft.form })
      if (text(call.form, '_then') !== 'leave') {
        const all = { ...draft.form, ...form }
        const wrong = formFindings({ key: draft.key, fields: group.fields }, plan.answers, all as Record<string, unknown>, true)
        if (wrong.length) throw new Refusal(wrong)
      }
      const rev = Number(text(call.form, '_rev'))
      return { params: { id: draft.id }, body: { form, ...(Number.isInteger(rev) && rev > 0 ? { version: rev } : {}) } }
    },
    async then(draft, call) {
      const go = text(call.form, '_then')
      if (go === 'leave') return { to: '/me/cases', notice: '已保存，下次登录接着填' }
      if (go === 'summary') return `/drafts/${draft.id}/summary`
      const { groups } = await partsOf(call, draft)
      const at = Number(call.params['step'])
      if (go === 'back') return at > 1 ? `/drafts/${draft.id}/${at - 1}` : '/me/cases'
      return at < groups.length ? `/drafts/${draft.id}/${at + 1}` : `/drafts/${draft.id}/materials`
    },
    fieldOf: (at) => at,
  })

  http.page({
    path: '/drafts/:id/materials', endpoint: casework.saveDraft,
    async formToInput(call) {
      const draft = await call.call(casework.getDraft, { params: { id: call.params['id'] } })
      const remove = text(call.form, '_remove')
      const kept = draft.files.filter((f) => `${f.material}:${f.sha256}` !== remove)
      const fresh = Object.entries(call.files).flatMap(([material, refs]) => refs.map((r) => ({ material, sha256: r.sha256, name: r.name })))
      const files = [...kept, ...fresh.filter((f) => !kept.some((k) => k.material === f.material && k.sha256 === f.sha256))]
      const gone = draft.files.map((f) => f.material).filter((m) => !files.some((f) => f.material === m))
      const materials = { ...Object.fromEntries(gone.map((m) => [m, 'none' as const])), ...Object.fromEntries(fresh.map((f) => [f.material, 'electronic' as const])) }
      return { params: { id: draft.id }, body: { files, materials } }
    },
    then: (draft, call) => (text(call.form, '_remove') ? `/drafts/${draft.id}/materials` : text(call.form, '_then') === 'leave' ? { to: '/me/cases', notice: '已保存，下次登录接着填' }
      : text(call.form, '_then') === 'back' ? `/drafts/${draft.id}/1` : `/drafts/${draft.id}/summary`),
    fieldOf: (at) => at,
  })

  http.page({
    path: '/drafts/:id/submit', endpoint: casework.sendDraft,
    async formToInput(call) {
      const draft = await call.call(casework.getDraft, { params: { id: call.params['id'] } })
      if (text(call.form, 'declare') !== 'yes') throw new Refusal([{ rule: 'casework/drafts#declared', code: 'E-FORM', at: 'declare', message: '请确认所填内容真实，并勾选', basis: [] }])
      const shown = text(call.form, '_shown')
      const now = await summary(draft, call)
      if (shown && 'shown' in now && shown !== now.shown) throw new Refusal([{ rule: 'casework/drafts#shown', code: 'E-FORM', message: '内容在您核对之后有变动，请再核对一遍', basis: [] }])
      return { params: { id: draft.id }, body: {} }
    },
    then: (sent) => `/c/${sent.id}/receipt`,
    again: '/drafts/:id/summary',
    fieldOf: (at) => at,
  })
  http.page({ path: '/drafts/:id/delete', endpoint: casework.dropDraft, formToInput: (call) => ({ params: { id: call.params['id'] } }), then: () => ({ to: '/me/cases', notice: '草稿已删除' }), again: '/me/cases' })

  function head(draft: Draft, name: string, groups: { title: string; fields: Field[] }[], here: string): DraftHead {
    const order = [...groups.map((g, i) => ({ key: String(i + 1), title: g.title })), { key: 'materials', title: '材料' }, { key: 'summary', title: '核对并递交' }]
    const at = order.findIndex((o) => o.key === here)
    return { id: draft.id, name, rev: draft.version, savedAt: draft.updated, steps: order.map((o, i) => ({ ...o, state: i < at ? 'done' : i === at ? 'here' : 'todo' })) }
  }

  async function formStep(draft: Draft, call: PageCall): Promise<FormStepView | ReturnType<typeof redirect>> {
    if (draft.sentAs) return redirect(`/c/${draft.sentAs}/receipt`)
    const { plan, groups, name } = await partsOf(call, draft)
    if (plan.open.length) return ask(draft)
    const step = call.params['step']!
    const group = groups[Number(step) - 1]
    if (!group) return redirect(`/drafts/${draft.id}/${groups.length ? '1' : 'materials'}`)
    // what was just typed, where it was refused or came back from a sign-in, stands over what is saved
    const typed = group.fields.filter((f) => f.id in call.form)
    const values = { ...draft.form, ...valuesOf(typed, call) } as Record<string, unknown>
    return {
      draft: head(draft, name, groups, step), step, title: group.title, fields: group.fields, answers: { ...plan.answers, ...draft.form } as Record<string, unknown>, values,
      prefilled: Object.fromEntries(group.fields.filter((f) => f.prefill && values[f.id]).map((f) => [f.id, '您的账户'])), fromSummary: call.query['from'] === 'summary', errors: call.errors,
    }
  }

  async function materialsStep(draft: Draft, call: PageCall): Promise<MaterialsStepView | ReturnType<typeof redirect>> {
    const { plan, groups, name } = await partsOf(call, draft)
    if (plan.open.length) return ask(draft)
    const names = new Map(plan.members.map((m) => [m.key, m.name]))
    return {
      draft: head(draft, name, groups, 'materials'), fromSummary: call.query['from'] === 'summary', errors: call.errors,
      materials: materialLines(plan, names, draft.kind === 'bundle').map((line) => ({
        ...line, files: draft.files.filter((f) => f.material === line.material.id).map((f) => ({ sha256: f.sha256, name: f.name, bytes: 0, type: '', at: draft.updated })),
      })),
    }
  }

  async function summary(draft: Draft, call: PageCall): Promise<SummaryView | ReturnType<typeof redirect>> {
    const { plan, groups, name } = await partsOf(call, draft)
    if (plan.open.length) return ask(draft)
    const all = { ...plan.answers, ...draft.form } as Record<string, unknown>
    const asked = (f: Field) => holds(f.when, all)
    const situation = plan.questions.map((q) => ({ id: q.id, label: q.ask, value: q.options.find((o) => o.value === plan.answers[q.id])!.label, change: `/drafts/${draft.id}/situation?ask=${q.id}` }))
    const shownGroups = groups.map((g, i) => ({ step: String(i + 1), title: g.title, answers: g.fields.filter(asked).map((f) => ({ id: f.id, label: f.label, value: shownValue(f, draft.form[f.id]) })) }))
    return {
      situation,
      draft: head(draft, name, groups, 'summary'), groups: shownGroups,
      materials: plan.materials.map(({ material: m }) => ({ name: m.name, state: stateOf(m, draft) })),
      promised: promisedNow(plan, call.ctx.legalNow, deps.hours, deps.calendar()), feeFen: plan.members.reduce((n, m) => n + (m.charge?.amountFen ?? 0), 0),
      declaration: ['以上内容是我本人填写或者核对过的，真实、准确。', '提交的材料真实、合法、有效；如有虚假，愿意承担法律责任。'],
      basis: plan.members.every((m) => m.regime === 'permit') ? [{ law: '行政许可法', article: 31 }] : [], shown: createHash('sha256').update(canonical({ situation, shownGroups })).digest('hex'), errors: call.errors,
    }
  }
}

/** a draft whose situation is not answered through: nothing can be filled in before it is known what is needed */
const ask = (draft: Draft) => redirect(`/drafts/${draft.id}/situation`)

/** the form of a draft, by group in the guide's order */
async function partsOf(call: PageCall, draft: Draft) {
  const plan = await planOfDraft(call, draft)
  const name = await nameOf(call, draft.kind, draft.key)
  const groups = new Map<string, Field[]>()
  for (const { field } of plan.fields) (groups.get(field.group) ?? groups.set(field.group, []).get(field.group)!).push(field as Field)
  return { plan, name, groups: [...groups].map(([title, fields]) => ({ title, fields })) }
}

/** where a draft goes on: the first group in which something required is missing, else the materials */
export async function leftOff(call: PageCall, draft: Draft): Promise<{ step: string; title: string }> {
  const { plan, groups } = await partsOf(call, draft)
  if (plan.open.length) return { step: 'situation', title: '您的情形' }
  const all = { ...draft.form } as Record<string, unknown>
  const at = groups.findIndex((g) => formFindings({ key: draft.key, fields: g.fields }, plan.answers, all, true).length)
  return at < 0 ? { step: 'materials', title: '材料' } : { step: String(at + 1), title: groups[at]!.title }
}

/** a field that is not asked after these answers is emptied, whatever a page without script sent for it */
function applying(fields: readonly Field[], form: Record<string, string | string[]>, known: Record<string, unknown>): Record<string, string | string[]> {
  const all = { ...known, ...form } as Record<string, unknown>
  return Object.fromEntries(fields.map((f) => [f.id, holds(f.when, all) ? form[f.id]! : f.kind === 'choices' ? [] : '']))
}

function stateOf(m: Plan['materials'][number]['material'], draft: Draft): SummaryView['materials'][number]['state'] {
  if (m.source !== 'bring') return m.source
  return draft.files.some((f) => f.material === m.id) ? 'uploaded' : 'bring'
}

export function shownValue(f: Field, value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  const one = (v: unknown) => f.options?.find((o) => o.value === String(v))?.label ?? String(v)
  if (f.kind === 'yesNo') return value === true || value === 'yes' || value === 'true' ? '是' : '否'
  return Array.isArray(value) ? value.map(one).join('、') : f.kind === 'money' ? yuan(String(value)) : one(value)
}

const yuan = (typed: string) => (/^\d+(\.\d{1,2})?$/.test(typed) ? sayMoney(Math.round(Number(typed) * 100)).replace('不收费', '0 元') : `${typed} 元`)

/** what was typed into the fields of one page; a field that was emptied is saved as empty */
export function valuesOf(fields: readonly Field[], call: PageCall): Record<string, string | string[]> {
  return Object.fromEntries(fields.map((f) => [f.id, f.kind === 'choices' ? list(call.form, f.id) : (text(call.form, f.id) ?? '').trim()]))
}
