// planted: others-by-the-door
import { rows } from '../modules/casework/store.ts'
export const stolen = rows
