// planted: kernel-never-upwards
import { app } from '../app.ts'
export const known = app
