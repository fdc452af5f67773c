// planted: module-by-the-door
import { rows } from '../directory/store.ts'
export const stolen = rows
