// planted: law-item-below-procedures
import { ninety } from '../penalty/limits.ts'
export const known = ninety
