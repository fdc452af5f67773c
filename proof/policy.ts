import { bytesToHex } from '@noble/hashes/utils.js'
import { ProofError } from './encoding.ts'
import { parseVerifierKey, type VerifierKey } from './key.ts'

/* C2SP tlog-policy: which logs one believes, and whose cosignatures that takes. */

export interface Policy {
  logs: { key: VerifierKey, url?: string }[]
  witnesses: Map<string, { key: VerifierKey, url?: string }>
  /** members by group, and how many of them it takes */
  groups: Map<string, { least: number, members: string[] }>
  /** name of a witness or group, or `none` */
  quorum: string
}

const refuse = (line: number, why: string) => new ProofError('malformed-policy', `line ${line}: ${why}`)

/**
 * Reads a policy. Refuses: control characters but tab and newline, unknown words, keys of the wrong purpose, the same public key
 * twice, a name twice, `none` as a name, names that no earlier line defines, a member of two groups, a threshold outside 1..n, no
 * quorum line or two. The error says the line.
 */
export function parsePolicy(text: string): Policy {
  if (/[^\t\n\u0020-\u007e\u0080-\u{10ffff}]/u.test(text)) throw new ProofError('malformed-policy', 'control character')
  const policy: Policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: '' }
  const taken = new Set<string>()
  text.split('\n').forEach((line, i) => {
    const [word, ...rest] = line.split(/[ \t]+/).filter((item) => item !== '')
    if (word === undefined || word.startsWith('#')) return
    const at = i + 1
    if (word === 'log') readLog(policy, rest, at)
    else if (word === 'witness') readWitness(policy, rest, at)
    else if (word === 'group') readGroup(policy, rest, at, taken)
    else if (word === 'quorum') readQuorum(policy, rest, at)
    else throw refuse(at, 'begins with none of log, witness, group, quorum')
  })
  if (!policy.quorum) throw new ProofError('malformed-policy', 'no quorum line')
  return policy
}

function readKey(text: string | undefined, purpose: 'note' | 'cosignature', known: { key: VerifierKey }[], at: number): VerifierKey {
  let key: VerifierKey
  try { key = parseVerifierKey(text ?? '') } catch (e) { throw refuse(at, (e as Error).message) }
  if (key.purpose !== purpose) throw refuse(at, `a key for ${key.purpose}, not for ${purpose}`)
  if (known.some((k) => bytesToHex(k.key.publicKey) === bytesToHex(key.publicKey))) throw refuse(at, 'the same public key again')
  return key
}

function readLog(policy: Policy, [vkey, url, ...more]: string[], at: number): void {
  if (more.length) throw refuse(at, 'log <vkey> [<url>]')
  policy.logs.push({ key: readKey(vkey, 'note', policy.logs, at), url })
}

function newName(policy: Policy, name: string | undefined, at: number): string {
  if (!name || name === 'none' || policy.witnesses.has(name) || policy.groups.has(name)) throw refuse(at, 'a name is missing, taken, or none')
  return name
}

function readWitness(policy: Policy, [name, vkey, url, ...more]: string[], at: number): void {
  if (more.length) throw refuse(at, 'witness <name> <vkey> [<url>]')
  policy.witnesses.set(newName(policy, name, at), { key: readKey(vkey, 'cosignature', [...policy.witnesses.values()], at), url })
}

function readGroup(policy: Policy, [name, threshold, ...members]: string[], at: number, taken: Set<string>): void {
  const group = newName(policy, name, at)
  const least = threshold === 'any' ? 1 : threshold === 'all' ? members.length : /^[1-9][0-9]{0,8}$/.test(threshold ?? '') ? Number(threshold) : 0
  if (!members.length || least < 1 || least > members.length) throw refuse(at, 'takes at least one member, and a threshold from 1 to their number')
  for (const member of members) {
    if (!policy.witnesses.has(member) && !policy.groups.has(member)) throw refuse(at, `${member} is defined on no line before`)
    // each witness counts towards the quorum in one way only
    if (taken.has(member)) throw refuse(at, `${member} is a member already`)
    taken.add(member)
  }
  policy.groups.set(group, { least, members })
}

function readQuorum(policy: Policy, [name, ...more]: string[], at: number): void {
  if (!name || more.length || policy.quorum) throw refuse(at, 'exactly one quorum, one name')
  if (name !== 'none' && !policy.witnesses.has(name) && !policy.groups.has(name)) throw refuse(at, `${name} is defined on no line before`)
  policy.quorum = name
}

/** Whether the quorum has witnessed, given the names of the witnesses that have. */
export function quorumHolds(policy: Policy, witnessed: ReadonlySet<string>): boolean {
  const holds = (name: string): boolean => {
    const group = policy.groups.get(name)
    return group ? group.members.filter(holds).length >= group.least : witnessed.has(name)
  }
  return policy.quorum === 'none' || holds(policy.quorum)
}

/** all keys of a policy: what a note of one of its logs is opened with */
export function keysOf(policy: Policy): VerifierKey[] {
  return [...policy.logs, ...policy.witnesses.values()].map((k) => k.key)
}
