import { holds, type Answers } from '../kernel/condition.ts'
import { citizenId, socialCreditCode } from '../kernel/identity.ts'
import type { Finding } from '../kernel/rule.ts'
import type { Field, ItemTerms } from './item.ts'

/**
 * What is wrong with a filled-in form, all at once: `complete` also names what is required and missing. Nothing outside the
 * guide's revision is looked at; a field whose condition does not hold is not asked. Values are judged, never changed.
 */
export function formFindings(item: Pick<ItemTerms, 'fields' | 'key'>, answers: Answers, form: Record<string, unknown>, complete: boolean): Finding[] {
  const all = { ...answers, ...form }
  return item.fields.filter((f) => holds(f.when, all)).flatMap((f) => {
    const value = form[f.id]
    if (value === undefined || value === '' || (Array.isArray(value) && !value.length))
      return complete && f.required ? [finding(f, 'required', `请填写“${f.label}”`)] : []
    const wrong = wrongOf(f, value)
    return wrong ? [finding(f, 'value', wrong)] : []
  })
}

/** ids of required fields that are not filled in */
export function missingFields(item: Pick<ItemTerms, 'fields'>, answers: Answers, form: Record<string, unknown>): string[] {
  const all = { ...answers, ...form }
  return item.fields.filter((f) => f.required && holds(f.when, all) && (form[f.id] === undefined || form[f.id] === '')).map((f) => f.id)
}

function finding(f: Field, id: string, message: string): Finding {
  return { rule: `item/form#${id}`, code: 'E-FORM', at: f.id, message, basis: [] }
}

function wrongOf(f: Field, value: unknown): string | undefined {
  const text = String(value)
  if (typeof value === 'string' && [...value].length > (f.maxLength ?? 2000)) return `“${f.label}”最多 ${f.maxLength ?? 2000} 个字`
  switch (f.kind) {
    case 'idNumber': return citizenId(text).ok ? undefined : `“${f.label}”不对：${citizenId(text).why}。请对照身份证原件重新输入`
    case 'uscc': return socialCreditCode(text).ok ? undefined : `“${f.label}”不对：${socialCreditCode(text).why}。请对照营业执照重新输入`
    case 'phone': return /^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(text.replace(/\s/g, '')) ? undefined : `“${f.label}”应为 11 位手机号码，或者带区号的固定电话`
    case 'date': return isDay(text) ? undefined : `“${f.label}”应写成 2020-12-25 这样的日期`
    case 'number': return Number.isFinite(Number(value)) && text.trim() !== '' ? undefined : `“${f.label}”应填写数字`
    case 'money': return /^\d{1,12}(\.\d{1,2})?$/.test(text) ? undefined : `“${f.label}”应填写金额（元），最多两位小数`
    case 'choice': return f.options?.some((o) => o.value === text) ? undefined : `“${f.label}”请从所列选项中选择`
    case 'choices': return (Array.isArray(value) ? value : [value]).every((v) => f.options?.some((o) => o.value === String(v))) ? undefined : `“${f.label}”请从所列选项中选择`
    case 'yesNo': return ['yes', 'no', 'true', 'false'].includes(text) ? undefined : `“${f.label}”请选择是或否`
    default: return undefined
  }
}

function isDay(text: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!m) return false
  const [y, mo, d] = [Number(m[1]), Number(m[2]), Number(m[3])]
  const last = mo === 2 ? ((y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(mo) ? 30 : 31
  return mo >= 1 && mo <= 12 && d >= 1 && d <= last
}
