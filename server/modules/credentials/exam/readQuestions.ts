import type { ExamKind } from '../../../../law/credential/exam.ts'

/** A question as the bank keeps it: a case has facts and several parts, everything else one part. `key`: letters of the right options, for each part. */
export interface QuestionText { facts: string | null; parts: { stem: string; options: string[] }[] }
export interface GivenQuestion { source: string; kind: ExamKind; body: QuestionText; key: string[][] }
export interface BrokenQuestion { line: number; reason: string }

const kinds = ['judge', 'single', 'multi'] as const
const longest = { stem: 2000, facts: 5000, option: 500 }

/**
 * Reads questions, one JSON object a line: `{id, kind: judge|single|multi, stem, options: {A: …}, answer: [A]}` or, for a case,
 * `{id, facts, questions: [{stem, options, answer}]}`. Lines that cannot be used are told with their number and why, the others are given.
 */
export function readQuestions(text: string): { questions: GivenQuestion[]; broken: BrokenQuestion[] } {
  const questions: GivenQuestion[] = []
  const broken: BrokenQuestion[] = []
  const seen = new Map<string, number>()
  text.replace(/^\uFEFF/, '').split(/\r?\n/).forEach((row, i) => {
    if (!row.trim()) return
    try {
      const q = question(JSON.parse(row))
      const before = seen.get(q.source)
      if (before) throw new Error(`编号 ${q.source} 与第 ${before} 行重复`)
      seen.set(q.source, i + 1)
      questions.push(q)
    } catch (e) {
      broken.push({ line: i + 1, reason: e instanceof SyntaxError ? '不是有效的 JSON' : (e as Error).message })
    }
  })
  return { questions, broken }
}

type Raw = Record<string, unknown>

function question(raw: unknown): GivenQuestion {
  if (!raw || typeof raw !== 'object' || Array.isArray(raw)) throw new Error('应为一个对象')
  const q = raw as Raw
  const source = textOf(q['id'], '编号（id）', 100)
  if (q['facts'] !== undefined) {
    const list = q['questions']
    if (!Array.isArray(list) || !list.length) throw new Error('案例没有小问（questions）')
    const parts = list.map((p, n) => part(p as Raw, `第 ${n + 1} 问`))
    return { source, kind: 'case', body: { facts: textOf(q['facts'], '案情（facts）', longest.facts), parts: parts.map((p) => p.shown) }, key: parts.map((p) => p.key) }
  }
  const kind = kinds.find((k) => k === q['kind'])
  if (!kind) throw new Error(`题型（kind）只能是 ${kinds.join('、')}，案例要有 facts`)
  const { shown, key } = part(q, '')
  if (kind === 'judge' && shown.options.length !== 2) throw new Error('判断题应有两个选项')
  if (kind !== 'multi' && key.length !== 1) throw new Error(`${kind === 'judge' ? '判断题' : '单项选择题'}只能有一个答案`)
  if (kind === 'multi' && key.length < 2) throw new Error('多项选择题至少有两个答案')
  return { source, kind, body: { facts: null, parts: [shown] }, key: [key] }
}

function part(q: Raw, where: string): { shown: { stem: string; options: string[] }; key: string[] } {
  const stem = textOf(q?.['stem'], `${where}题干（stem）`, longest.stem)
  const options = Object.entries((q['options'] ?? {}) as Raw)
  if (options.length < 2 || options.length > 8) throw new Error(`${where}选项应有 2 至 8 个`)
  options.forEach(([letter], i) => { if (letter !== String.fromCharCode(65 + i)) throw new Error(`${where}选项应从 A 起依次编号`) })
  const answer = q['answer']
  if (!Array.isArray(answer) || !answer.length) throw new Error(`${where}没有答案（answer）`)
  const letters = options.map(([l]) => l)
  const wrong = answer.find((a) => !letters.includes(a as string))
  if (wrong !== undefined) throw new Error(`${where}答案 ${String(wrong)} 不在选项里`)
  return { shown: { stem, options: options.map(([l, o]) => textOf(o, `${where}选项 ${l}`, longest.option)) }, key: [...new Set(answer as string[])].sort() }
}

function textOf(value: unknown, what: string, most: number): string {
  const text = typeof value === 'string' ? value.trim() : ''
  if (!text) throw new Error(`缺少${what}`)
  if (text.length > most) throw new Error(`${what}超过 ${most} 个字`)
  if (text.includes('\0') || !text.isWellFormed()) throw new Error(`${what}含有无法保存的字符`)
  return text
}
