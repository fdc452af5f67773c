// planted: rank-of-directory
import { catalogue } from '../catalogue/index.ts'
export const seen = catalogue
