import { digest } from '../../kernel/journal/index.ts'

/** Digest of everything that an act's row says, for its entry: whoever edits the row cannot edit what was signed. */
export function actDigest(a: { file: string; seq: number; kind: string; type: string; at: string; effective_on: string | null; actor_code: string; actor_role: string; actor: string | null; organ: string | null; payload: unknown; clocks: unknown; facts: unknown; rules: unknown; calendar: string }): string {
  return digest([a.file, a.seq, a.kind, a.type, a.at, a.effective_on, a.actor_code, a.actor_role, a.actor, a.organ, a.payload, a.clocks, a.facts, a.rules, a.calendar])
}
