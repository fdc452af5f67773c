// planted: rank-of-supervision
import { assessment } from '../assessment/index.ts'
export const seen = assessment
