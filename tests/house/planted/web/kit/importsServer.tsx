// planted: web-never-server
import { db } from '../../server/kernel/db.ts'
export const asked = db
