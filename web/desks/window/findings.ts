import type { Problem } from '../../../contract/problem.ts'
import type { FormError } from '../../../contract/views.ts'

/** what the server found wrong, as the form shows it at its fields */
export function errorsOf(problem: Problem | undefined): FormError[] {
  return (problem?.findings ?? []).map((f) => ({ message: f.message, basis: f.basis, rule: f.rule, ...(f.at ? { at: f.at } : {}) }))
}
