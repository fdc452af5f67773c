import { sayAll } from '../../../../law/kernel/provision.ts'
import { inForce } from '../../../../law/kernel/rule.ts'
import { printed } from '../../../../law/credential/auditRule.ts'
import type { Audit, Opinion, Profile } from '../../../../law/credential/audit.ts'
import type { Roster } from '../../../../law/credential/row.ts'
import type { SettingValue } from '../../../../law/credential/settings.ts'
import type { BrokenLine } from './readRoster.ts'

/** the files that an audit leaves: officers.jsonl, supervisors.jsonl, bodies.jsonl, findings.jsonl, errors.jsonl, summary.json */
export type AuditFiles = Readonly<Record<string, string>>

export interface Reported {
  profile: Profile<any>
  settings: Readonly<Record<string, SettingValue>>
  roster: Roster
  audit: Audit
  broken: readonly BrokenLine[]
  /** digest of each list as handed in: what this report is about */
  sha256: Readonly<Record<string, string>>
}

/**
 * An audit as files. One line per row judged; a row that could not be read or judged is in errors.jsonl with its line in the list and
 * the reason, so that rows judged and rows reported add up to the list. findings.jsonl has rule, value and basis of each finding.
 */
export function auditReport(r: Reported): { files: AuditFiles; summary: ReturnType<typeof summaryOf> } {
  const { audit, roster } = r
  const judged = (list: readonly Opinion[]) => list.filter((o) => o.verdict !== 'UNREADABLE')
  const unread = (['officers', 'supervisors'] as const).flatMap((list) => audit[list].filter((o) => o.verdict === 'UNREADABLE').flatMap((o) =>
    o.findings.filter((f) => f.verdict === 'UNREADABLE').map((f) => ({ list, line: o.line, row: o.row, heading: f.at, value: f.value, reason: f.message }))))
  const findings = (['officers', 'supervisors', 'bodies'] as const).flatMap((list) => audit[list].flatMap((o) => o.findings.map((f) => ({
    list, row: o.row, code: printed(f.code), rule: f.rule, name: f.name, verdict: f.verdict, message: f.message, field: f.at, value: f.value, basis: sayAll(f.basis), known: f.tag, source: f.source,
  }))))
  const summary = summaryOf(r, judged, unread.length)
  return {
    summary,
    files: {
      'officers.jsonl': lines(judged(audit.officers).map(({ row, action, primary, reasons, corrections }) => ({ row, action, primary, reasons, corrections }))),
      'supervisors.jsonl': lines(judged(audit.supervisors).map(({ row, action, primary }) => ({ row, action, reason: primary }))),
      'bodies.jsonl': lines(audit.bodies.map(({ row, action }) => {
        const { name, uscc, status, successor } = roster.bodies[row - 1]!
        return { name, uscc, action, status, successor: successor || null }
      })),
      'findings.jsonl': lines(findings),
      'errors.jsonl': lines([...r.broken, ...unread]),
      'summary.json': `${JSON.stringify(summary, null, 1)}\n`,
    },
  }
}

const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

function summaryOf({ profile, settings, audit, broken, sha256 }: Reported, judged: (list: readonly Opinion[]) => Opinion[], unread: number) {
  const officers = judged(audit.officers)
  const supervisors = judged(audit.supervisors)
  const removed = officers.filter((o) => o.action === 'remove')
  const brokenRows = (list: string) => new Set(broken.filter((b) => b.list === list).map((b) => b.line)).size
  const labels = (rules: Profile['officers'] | Profile['supervisors']) => Object.fromEntries(rules.filter((r) => inForce(r, settings['asOf'] as string)).map((r) => [printed(r.code), r.name]))
  return {
    profile: profile.key, settings, rows: audit.officers.length + brokenRows('officers'), notJudged: brokenRows('officers') + unread,
    officersRetained: officers.length - removed.length, officersRemoved: removed.length, byAction: count(officers.map((o) => o.action)),
    removedByPrimaryReason: count(removed.map((o) => o.primary!)), removedByAnyReason: count(removed.flatMap((o) => o.reasons)), corrections: count(officers.flatMap((o) => o.corrections.map((c) => c.code))),
    bodiesListed: audit.bodies.length + brokenRows('bodies'), bodiesValid: audit.bodies.filter((b) => b.action !== 'remove' && b.action !== 'merge').length, bodiesByAction: count(audit.bodies.map((b) => b.action)),
    supervisorsListed: audit.supervisors.length + brokenRows('supervisors'), supervisorsRetained: supervisors.filter((s) => s.action !== 'remove').length,
    supervisorsRemoved: supervisors.filter((s) => s.action === 'remove').length, supervisorsByReason: count(supervisors.flatMap((s) => s.primary ?? [])),
    reasonLabels: labels(profile.officers), supervisorReasonLabels: labels(profile.supervisors), sha256,
  }
}

function count(words: readonly string[]): Record<string, number> {
  const out: Record<string, number> = {}
  for (const w of [...words].sort()) out[w] = (out[w] ?? 0) + 1
  return out
}
