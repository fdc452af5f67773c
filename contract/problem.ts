import { z } from 'zod'
import { Cited } from './shapes.ts'

/** One thing that is wrong, as it crosses the wall (law/kernel/rule.ts Finding). */
export const FindingShape = z.object({
  rule: z.string(), code: z.string(), message: z.string(), basis: z.array(Cited), at: z.string().optional(),
}).meta({ id: 'Finding', description: '一处不符：规则、代码、说明、依据，以及所指的字段、材料或行为' })

/**
 * RFC 9457 body of every error of the API. `kind` says what a caller can do about it: `refused` by a rule of law or of the
 * catalogue, `input` to be mended, `signIn`, `forbidden`, `notFound`, `conflict` with what somebody else did meanwhile,
 * `busy` (try again after Retry-After), `bug` (ours; quote `support`).
 */
export const Problem = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(),
  kind: z.enum(['refused', 'input', 'signIn', 'forbidden', 'notFound', 'conflict', 'busy', 'bug']),
  /** path of the rule that said no: `permit/correction#one-time-notice` */
  rule: z.string().optional(),
  code: z.string(),
  basis: z.array(Cited), findings: z.array(FindingShape),
  /** urn:yichuang:support:<support> */
  instance: z.string(),
  /** short code that support finds in the log: K7M2-9QXF */
  support: z.string(),
}).meta({ id: 'Problem', description: '错误（RFC 9457）：哪里不符、依据什么、怎么办' })
export type Problem = z.infer<typeof Problem>
export type ProblemKind = Problem['kind']

/** A zod issue as one Chinese sentence. It never repeats what was typed: that may be personal. */
export function inputSentence(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return '必须填写'
      return `应为${kinds[issue.expected] ?? '其他类型的值'}`
    case 'too_small':
      if (issue.origin === 'string') return issue.minimum === 1 ? '必须填写' : `至少 ${issue.minimum} 个字符`
      if (issue.origin === 'array' || issue.origin === 'set') return `至少 ${issue.minimum} 项`
      return issue.inclusive === false ? `应大于 ${issue.minimum}` : `不能小于 ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `最多 ${issue.maximum} 个字符`
      if (issue.origin === 'array' || issue.origin === 'set') return `最多 ${issue.maximum} 项`
      return issue.inclusive === false ? `应小于 ${issue.maximum}` : `不能大于 ${issue.maximum}`
    case 'invalid_format':
      return `格式不对：应为${formats[issue.format] ?? '规定的写法'}`
    case 'not_multiple_of':
      return `应为 ${issue.divisor} 的整数倍`
    case 'invalid_value':
      return issue.input === undefined ? '必须选择' : `只能是：${issue.values.map(String).join('、')}`
    case 'unrecognized_keys':
      return '含有没有约定的字段，请去掉后重新提交'
    case 'invalid_union':
      return issue.input === undefined ? '必须填写' : '内容不符合任何一种允许的写法'
    case 'invalid_key':
      return '字段名称不符合要求'
    case 'invalid_element':
      return '其中有一项不符合要求'
    default:
      return '内容不符合要求'
  }
}

const kinds: Record<string, string> = {
  string: '文字', number: '数字', int: '整数', boolean: '是或否', array: '列表', object: '一组字段', record: '一组字段', date: '日期', null: '空值', bigint: '整数',
}
const formats: Record<string, string> = {
  uuid: '编号（UUID）', guid: '编号（UUID）', date: '日期 YYYY-MM-DD', datetime: '时刻 YYYY-MM-DDTHH:MM:SS+08:00', time: '时间 HH:MM', email: '电子邮件地址', url: '网址', regex: '规定的写法',
}
