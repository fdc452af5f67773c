// planted: pages-below-the-process
import { app } from '../app.ts'
export const known = app
