// planted: witness-apart
import { db } from '../kernel/db.ts'

export const seen = db
