/** A condition over a person's answers, as items and bundles write it (data, not code). An absent answer satisfies nothing but `not`. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { answer: string; is: string | number | boolean }
  | { answer: string; in: (string | number)[] }
  | { answer: string; atLeast: number }

export type Answers = Record<string, unknown>

/** true when the condition holds for these answers; an absent condition always holds */
export function holds(c: Condition | undefined, answers: Answers): boolean {
  if (!c) return true
  if ('all' in c) return c.all.every((x) => holds(x, answers))
  if ('any' in c) return c.any.some((x) => holds(x, answers))
  if ('not' in c) return !holds(c.not, answers)
  const value = answers[c.answer]
  if ('is' in c) return value === c.is || (value !== undefined && String(value) === String(c.is))
  if ('in' in c) return Array.isArray(value) ? value.some((v) => c.in.includes(v)) : c.in.includes(value as string)
  return typeof value === 'number' ? value >= c.atLeast : Number(value) >= c.atLeast
}

/** every answer id that a condition looks at (for lint: a condition may only name questions that are asked) */
export function asks(c: Condition | undefined): string[] {
  if (!c) return []
  if ('all' in c) return c.all.flatMap(asks)
  if ('any' in c) return c.any.flatMap(asks)
  if ('not' in c) return asks(c.not)
  return [c.answer]
}

/** the same condition over other names: a bundle's form asks for a member's own field under a longer key */
export function renamed(c: Condition, name: (id: string) => string): Condition {
  if ('all' in c) return { all: c.all.map((x) => renamed(x, name)) }
  if ('any' in c) return { any: c.any.map((x) => renamed(x, name)) }
  if ('not' in c) return { not: renamed(c.not, name) }
  return { ...c, answer: name(c.answer) }
}
