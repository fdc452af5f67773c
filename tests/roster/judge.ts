import { audit } from '../../law/credential/audit.ts'
import { profiles } from '../../law/credential/profiles/index.ts'
import { readSettings } from '../../law/credential/settings.ts'
import { auditReport, readList, type ListName } from '../../server/modules/credentials/index.ts'

export interface Handed { name: string; bytes: Buffer }

/** reads three lists as handed in and judges them: what `yichuang roster audit` writes, parsed */
export async function judge(key: string, lists: Record<ListName, Handed>, set: Record<string, string>) {
  const profile = profiles[key]!
  const settings = readSettings(profile.settings, set)
  const read = async <L extends ListName>(l: L) => readList(l, lists[l].name, lists[l].bytes, profile.needs[l] as readonly string[])
  const [officers, supervisors, bodies] = [await read('officers'), await read('supervisors'), await read('bodies')]
  const roster = { officers: officers.rows, supervisors: supervisors.rows, bodies: bodies.rows }
  const { files, summary } = auditReport({ profile, settings, roster, audit: audit(profile, roster, settings), broken: [...officers.broken, ...supervisors.broken, ...bodies.broken], sha256: {} })
  const parsed = (file: string) => lines(files[file]!)
  return { officers: parsed('officers.jsonl'), supervisors: parsed('supervisors.jsonl'), bodies: parsed('bodies.jsonl'), errors: parsed('errors.jsonl'), findings: parsed('findings.jsonl'), summary }
}

/** JSON Lines */
export function lines(text: string): any[] {
  return text.split('\n').filter((l) => l).map((l) => JSON.parse(l))
}
