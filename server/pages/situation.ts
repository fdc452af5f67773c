import * as casework from '../../contract/casework.ts'
import * as catalogue from '../../contract/catalogue.ts'
import type { SituationView } from '../../contract/views.ts'
import type { Question } from '../../law/item/item.ts'
import { Refusal, type Http } from '../kernel/http/index.ts'
import { redirect, show, type PageCall } from '../kernel/http/pages.ts'
import { text } from '../kernel/http/form.ts'
import { leftOff } from './apply.ts'
import { answersIn, listHref, nameOf, one, pathOf, planOf, planOfDraft } from './plan.ts'
import type { Plan } from './words.ts'

const chooseOne = '请选择一项'

/** one question a page: before there is a draft the answers travel in the address, in a draft each is saved as it is given */
export const situationPages = () => (http: Http): void => {
  for (const [path, kind, endpoint] of [['/i/:key', 'item', catalogue.item], ['/b/:key', 'bundle', catalogue.bundle as unknown as typeof catalogue.item]] as const) {
    http.page({
      path: `${path}/situation`, endpoint, view: 'situation', formToInput: (call) => ({ params: call.params, query: {} }),
      async props(out, call) {
        const key = call.params['key']!
        const plan = await planOf(call, kind, key, answersIn(call))
        const shown = one(call, '_at')
        const missed = shown && plan.open.includes(shown) ? shown : undefined
        const at = questionAt(plan, missed, one(call, '_again'))
        if (!at) return redirect(listHref(kind, key, plan.answers))
        const before = plan.questions[at.n - 2]
        const view: SituationView = {
          kind, key, name: out.terms.name, question: at.question, at: at.n, of: plan.questions.length, answers: plan.answers,
          back: one(call, '_from') === 'list' && !plan.open.length ? { href: listHref(kind, key, plan.answers), to: 'list' }
            : before ? { href: `/${pathOf[kind]}/${key}/situation?${new URLSearchParams({ ...plan.answers, _again: before.id })}`, to: 'question' } : { href: `/${pathOf[kind]}/${key}`, to: 'guide' },
          errors: missed ? [{ at: missed, message: chooseOne }] : [],
        }
        return missed ? show('situation', view, 422) : view
      },
    })
  }

  http.page({
    path: '/drafts/:id/situation', endpoint: casework.getDraft, view: 'situation', formToInput: (call) => ({ params: { id: call.params['id'] } }),
    async props(draft, call): Promise<SituationView | ReturnType<typeof redirect>> {
      if (draft.sentAs) return redirect(`/c/${draft.sentAs}/receipt`)
      const plan = await planOfDraft(call, draft)
      const at = questionAt(plan, one(call, 'ask'))
      if (!at) return redirect(`/drafts/${draft.id}/summary`)
      const before = plan.questions[at.n - 2]
      return {
        kind: draft.kind, key: draft.key, name: await nameOf(call, draft.kind, draft.key), question: at.question, at: at.n, of: plan.questions.length, answers: plan.answers, errors: call.errors,
        draft: { id: draft.id, rev: draft.version },
        back: !plan.open.length ? { href: `/drafts/${draft.id}/summary`, to: 'summary' } : before ? { href: `/drafts/${draft.id}/situation?ask=${before.id}`, to: 'question' } : { href: '/me/cases', to: 'cases' },
      }
    },
  })
  http.page({
    path: '/drafts/:id/situation', endpoint: casework.saveDraft,
    async formToInput(call) {
      const draft = await call.call(casework.getDraft, { params: { id: call.params['id'] } })
      const id = text(call.form, '_at') ?? ''
      const question = (await planOfDraft(call, draft)).questions.find((q) => q.id === id)
      const value = text(call.form, id)
      if (!question?.options.some((o) => o.value === value)) throw new Refusal([{ rule: 'permit/situation#answered', code: 'ITM-03', at: id, message: chooseOne, basis: [] }])
      const rev = Number(text(call.form, '_rev'))
      return { params: { id: draft.id }, body: { answers: { [id]: value }, ...(Number.isInteger(rev) && rev > 0 ? { version: rev } : {}) } }
    },
    // the answer may have brought in a member with a question, a field or a material of its own: there first
    async then(draft, call) {
      const { open } = await planOfDraft(call, draft)
      if (open.length) return `/drafts/${draft.id}/situation?ask=${open[0]}`
      const { step } = await leftOff(call, draft)
      return step === 'materials' ? `/drafts/${draft.id}/summary` : `/drafts/${draft.id}/${step}`
    },
    fieldOf: (at) => at,
  })
}

/** the question to show: the first of these that applies, else the first open one */
function questionAt(plan: Plan, ...wanted: (string | undefined)[]): { question: Question; n: number } | undefined {
  const id = wanted.find((w) => w !== undefined && plan.questions.some((q) => q.id === w)) ?? plan.open[0]
  const n = plan.questions.findIndex((q) => q.id === id)
  return n < 0 ? undefined : { question: plan.questions[n] as Question, n: n + 1 }
}
