// planted: law-item-types-only
import { terms } from '../item/item.ts'
export const run = terms
