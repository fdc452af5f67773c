// planted: nothing
import { directory } from '../directory/index.ts'
import { db } from '../../kernel/db.ts'
export const asked = [directory, db]
