import { remedyText } from '../../../law/kernel/remedy.ts'
import type { PaperContext } from './paper.ts'
import { dayOf } from './paper.ts'

/** remedies that an adverse document prints (G-05), by the law of its day */
export function remedyOf(c: PaperContext): string {
  return remedyText({ day: dayOf(c), organ: c.decidesAs.name })
}
