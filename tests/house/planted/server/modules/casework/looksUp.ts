// planted: rank-of-casework
import { hall } from '../hall/index.ts'
export const seen = hall
