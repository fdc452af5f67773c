import { createHash } from 'node:crypto'
import * as casework from '../../contract/casework.ts'
import * as catalogue from '../../contract/catalogue.ts'
import type { OutputOf } from '../../contract/endpoint.ts'
import type { FixView } from '../../contract/views.ts'
import { holds } from '../../law/kernel/condition.ts'
import type { Field, ItemTerms } from '../../law/item/item.ts'
import { canonical } from '../../proof/canonical.ts'
import { Refusal, type Http } from '../kernel/http/index.ts'
import { text } from '../kernel/http/form.ts'
import { redirect, type PageCall } from '../kernel/http/pages.ts'
import { headOf, type CaseOut } from './caseParts.ts'
import { shownValue, valuesOf } from './apply.ts'

type Case = OutputOf<typeof casework.get>
const endpoint = casework.acts.find((a) => a.type === 'fixOnTheSpot')!.endpoint

/** 当场更正 by the applicant, at the self-service machine or at home: one page, and then the receipt (S3, XK-01) */
export function fixPages(http: Http, nameOf: (call: PageCall) => Promise<string>): void {
  http.page({
    path: '/c/:id/fix', endpoint: casework.get, view: 'fix', formToInput: (call) => ({ params: { id: call.params['id'] } }),
    async props(c, call): Promise<FixView | ReturnType<typeof redirect>> {
      // nothing is wrong, or it was put right already: the receipt says how it stands
      if (!c.toFix) return redirect(receiptOf(c))
      const { fields, named } = await asked(c, call)
      const was = Object.fromEntries(fields.map((f) => [f.id, raw(f, c)]))
      return {
        case: headOf(c as CaseOut, await nameOf(call)), named, sheets: c.toFix.materials.map((m) => m.name), answers: {},
        fields: fields.map((field) => { const why = c.toFix!.fields.find((x) => x.id === field.id)?.why; return { field, was: shownValue(field, was[field.id]), ...(why ? { why } : {}) } }),
        values: { ...was, ...valuesOf(fields.filter((f) => f.id in call.form), call) }, ...(text(call.form, 'signedBy') ? { signedBy: text(call.form, 'signedBy')! } : {}),
        basis: c.toFix.basis, errors: call.errors, etag: String(c.seq),
      }
    },
  })
  http.page({
    path: '/c/:id/fix', endpoint,
    async formToInput(call) {
      const c = await call.call(casework.get, { params: { id: call.params['id'] } })
      if (!c.toFix) return redirect(receiptOf(c))
      const { fields, named } = await asked(c, call)
      const typed = valuesOf(fields, call)
      const changed = fields.filter((f) => canonical(shownValue(f, typed[f.id])) !== canonical(shownValue(f, raw(f, c))))
      const say = (at: string, message: string) => ({ rule: 'permit/acceptance#fix-signed', code: 'XK-01', at, message, basis: c.toFix!.basis })
      const name = await nameOf(call)
      const drawn = text(call.form, '_strokes')
      const signedBy = (text(call.form, 'signedBy') ?? '').trim()
      const wrong = [
        ...(named ? fields.filter((f) => !changed.includes(f)).map((f) => say(f.id, `“${f.label}”还没有改`)) : changed.length ? [] : [say(fields[0]?.id ?? 'signedBy', '还没有改动任何一处，请把写得不对的改过来')]),
        ...(drawn || signedBy === name ? [] : [say('signedBy', signedBy ? `签名要写本人的姓名“${name}”` : '更正处须由本人签名：在框里手写，或者输入您的姓名')]),
      ]
      if (wrong.length) throw new Refusal(wrong)
      const shown = createHash('sha256').update(canonical({ changed: changed.map((f) => [f.label, shownValue(f, raw(f, c)), shownValue(f, typed[f.id])]), signedBy: name })).digest('hex')
      return {
        params: { id: c.id },
        body: {
          payload: { fields: [...changed.map((f) => f.id), ...c.toFix.materials.map((m) => m.id)], signed: true },
          personal: { changes: Object.fromEntries(changed.map((f) => [f.id, typed[f.id]])), signature: { strokes: strokesOf(drawn), shown } },
        },
      }
    },
    then: async (_done, call) => ({ to: receiptOf(await call.call(casework.get, { params: { id: call.params['id'] } })), notice: '已更正并签名，不发补正通知' }),
    fieldOf: (at) => at.slice(at.lastIndexOf('.') + 1),
  })
}

const receiptOf = (c: Case) => `/c/${c.bundle ?? c.id}/receipt`

/** the fields that the window named; where it named only the sheet, all that the sheet asks for these answers */
async function asked(c: Case, call: PageCall): Promise<{ fields: Field[]; named: boolean }> {
  const terms = (await call.call(catalogue.item, { params: { key: c.item }, query: { revision: c.revision } })).terms as ItemTerms
  const named = terms.fields.filter((f) => c.toFix!.fields.some((x) => x.id === f.id))
  const form = Object.fromEntries(terms.fields.map((f) => [f.id, raw(f, c)]))
  return named.length ? { fields: named, named: true } : { fields: terms.fields.filter((f) => c.form.some((x) => x.id === f.id) || holds(f.when, form as never)), named: false }
}

/** the value behind what the case shows: pages get the form as people read it */
function raw(f: Field, c: Case): unknown {
  const seen = c.form.find((x) => x.id === f.id)?.value ?? ''
  const of = (label: string) => f.options?.find((o) => o.label === label)?.value ?? label
  if (f.kind === 'yesNo') return seen === '' ? '' : seen === '是' ? 'true' : 'false'
  return f.kind === 'choices' ? seen.split('、').filter(Boolean).map(of) : of(seen)
}

/** what the pad wrote; a broken value is no signature, and then the typed name has to be one */
function strokesOf(drawn: string | undefined): unknown {
  return drawn ? (JSON.parse(drawn) as { strokes: unknown }).strokes : []
}
