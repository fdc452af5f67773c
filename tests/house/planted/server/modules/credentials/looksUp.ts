// planted: rank-of-credentials
import { hall } from '../hall/index.ts'
export const seen = hall
