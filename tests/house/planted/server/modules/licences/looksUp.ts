// planted: rank-of-licences
import { casework } from '../casework/index.ts'
export const seen = casework
