/** Enforcement bodies, officers, supervisors and their credentials. So far: reading rosters and judging them (no database). */
export { readList, listNames, type BrokenLine, type ListName } from './readRoster.ts'
export { auditReport, type AuditFiles } from './auditReport.ts'
