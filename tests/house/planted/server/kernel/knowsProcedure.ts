// planted: kernel-no-procedure
import { ninety } from '../../law/penalty/limits.ts'
export const known = ninety
