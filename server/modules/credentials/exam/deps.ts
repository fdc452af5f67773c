import type { CredentialsDeps } from '../index.ts'
import type { Bank } from './bank.ts'

export type ExamDeps = CredentialsDeps & { bank: Bank }
