/** Blanks are no reason: only what says something was given. (A signature without strokes was made on paper.) */
export function given(value: unknown): boolean {
  return typeof value === 'string' ? !/^[\p{White_Space}\p{Cf}]*$/u.test(value) : value !== undefined && value !== null
}

/** What law is told of an act: its procedural fields, and of each personal one that it is there (settled.md 1). */
export function toldToLaw(payload: Record<string, unknown>, personal: Record<string, unknown> = {}): Record<string, unknown> {
  const there = Object.keys(personal).filter((k) => given(personal[k]))
  return there.length ? { ...payload, has: Object.fromEntries(there.map((k) => [k, true])) } : payload
}
