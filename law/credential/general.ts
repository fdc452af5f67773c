import { auditRule, type AuditRule } from './auditRule.ts'
import type { GeneralSettings } from './profiles/generalSettings.ts'
import type { OfficerRead } from './written.ts'

/** the base law of officers in this province, and the day from which its rules are held against a roster */
export const henan = '河南省行政执法条例'
export const since = '2016-06-01'

/** declares a rule of law.md 3.3 over a row of officers */
export function officerRule(r: AuditRule<OfficerRead, GeneralSettings>): AuditRule<OfficerRead, GeneralSettings> {
  return auditRule(r)
}
