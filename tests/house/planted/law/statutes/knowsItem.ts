// planted: law-calendar-statutes
import { terms } from '../item/item.ts'
export const known = terms
