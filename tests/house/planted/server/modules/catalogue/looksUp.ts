// planted: rank-of-catalogue
import { licences } from '../licences/index.ts'
export const seen = licences
