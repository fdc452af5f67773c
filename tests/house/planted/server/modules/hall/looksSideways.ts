// planted: rank-of-hall-enforcement-decisions
import { enforcement } from '../enforcement/index.ts'
export const seen = enforcement
