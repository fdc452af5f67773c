// planted: law-kernel-lowest
import { terms } from '../item/item.ts'
export const known = terms
