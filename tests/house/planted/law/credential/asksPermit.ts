// planted: law-no-sibling
import { ninety } from '../penalty/limits.ts'
export const borrowed = ninety
