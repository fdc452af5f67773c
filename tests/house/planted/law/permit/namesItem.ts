// planted: nothing
import type { Terms } from '../item/item.ts'
import { rule } from '../kernel/rule.ts'
export const named = (t: Terms) => t.key + rule
