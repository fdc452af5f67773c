import { randomBytes } from 'node:crypto'
import type { Problem, ProblemKind } from '../../../contract/problem.ts'
import { Unavailable } from '../dbErrors.ts'
import { DocumentRefused } from '../documents/templates.ts'
import { BadInput, Busy, HttpProblem, NotFound, Refusal } from './errors.ts'

const titles: Record<ProblemKind, string> = {
  refused: '依法不能办理', input: '内容需要改正', signIn: '需要登录', forbidden: '无权办理', notFound: '没有找到', conflict: '已被他人办理', busy: '请稍后再试', bug: '系统出错',
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** K7M2-9QXF: short enough to read out on the telephone, without I, L, O and U */
export function supportCode(): string {
  const bytes = randomBytes(8)
  let code = ''
  for (let i = 0; i < 8; i++) code += (i === 4 ? '-' : '') + alphabet[bytes[i]! & 31]
  return code
}

/** Any error as one of the three kinds. What is not known here is a bug: undefined. */
export function asProblem(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error
  if (error instanceof Unavailable) {
    const unknown = error.commitUnknown ? '。提交结果尚不确定：请用同一页面重试，系统不会重复办理' : ''
    return new Busy(503, 'E-UNAVAILABLE', error.message + unknown, error.retryAfterSeconds)
  }
  // what was typed does not fit on the paper that the act must produce: nothing was done, and the person is told what
  if (error instanceof DocumentRefused)
    return new Refusal(error.faults.map((f) => ({ rule: 'kernel/documents/templates#fits', code: 'GW-04', message: `文书不能生成：${f.message}`, basis: [], ...(f.at ? { at: f.at } : {}) })))
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE': return new BadInput('内容太大，无法接收', { status: 413, code: 'E-TOO-LARGE' })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': return new BadInput('不接受这种格式的内容（Content-Type），请用 application/json', { status: 415, code: 'E-MEDIA-TYPE' })
    case 'FST_ERR_BAD_URL': case 'FST_ERR_ROUTE_MISSING_HANDLER': return new NotFound()
    // a value that PostgreSQL cannot keep and that no schema caught: the sender's, not ours
    case '22021': case '22P05': return new BadInput('含有无法保存的字符，请删去后重新填写', { code: 'E-CHARACTER' })
  }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return new BadInput('请求无法读取，请检查后重新提交', { status: 400, code: 'E-REQUEST' })
  return undefined
}

/** body of the answer; `known` undefined = bug */
export function problemOf(known: HttpProblem | undefined, support: string): Problem {
  const kind = known?.kind ?? 'bug'
  return {
    type: `/api/docs#${kind}`, title: titles[kind], status: known?.status ?? 500,
    detail: known?.message ?? `系统出错，您填写的内容没有提交成功，请稍后重试。如果一直这样，请告诉工作人员代码 ${support}`,
    kind, ...(known?.rule ? { rule: known.rule } : {}), code: known?.code ?? 'E-BUG',
    basis: [...(known?.basis ?? [])], findings: [...(known?.findings ?? [])], instance: `urn:yichuang:support:${support}`, support,
  }
}
