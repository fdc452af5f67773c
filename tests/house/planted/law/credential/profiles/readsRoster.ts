// planted: law-pure
import { readFileSync } from 'node:fs'
export const roster = readFileSync('x')
