// planted: kernel-never-upwards, others-by-the-door
import { rows } from '../modules/casework/store.ts'
export const known = rows
