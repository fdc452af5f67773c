// planted: contract-only-law-and-zod
import { db } from '../server/kernel/db.ts'
export const asked = db
