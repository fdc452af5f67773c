// planted: contract-law-types-only
import { rule } from '../law/kernel/rule.ts'
export const run = rule
