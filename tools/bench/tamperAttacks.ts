import { instantOf, reportOf, sizes, type City, type Entry, type Luck, type ReportRow } from './tamperCity.ts'

/* Ways to cheat, each a change of what the city recorded. What repairs it afterwards is the attacker's (tamperDesigns.ts). */

/** What the attacker wants the world to believe. */
export interface Forged {
  entries: readonly Entry[]
  report: Map<string, ReportRow>
  /** rows that the city's own program wrote, with the city's own keys, though they lie: a clock that was moved */
  recorded?: ReadonlySet<Entry>
  /** putting the rows in order of time would undo the trick */
  unsorted?: true
  /** entries whose holders would miss something */
  touched: readonly Entry[]
}
export interface Attack { id: string, says: string, forge(city: City, luck: Luck): Forged }

const secondsOf = (e: Entry) => e.rec / 1e6
const is = (e: Entry, ...types: string[]) => types.includes(e.type.slice('casework.'.length))
const dated = (e: Entry, seconds: number, more: Partial<Entry> = {}): Entry => ({ ...e, ...more, at: instantOf(seconds), rec: Math.round(seconds * 1e6) })
const pick = <T>(luck: Luck, list: readonly T[]): T => list[luck.below(list.length)]!
const with_ = (entries: readonly Entry[], touched: readonly Entry[], more: Partial<Forged> = {}): Forged => ({ entries, report: reportOf(entries), touched, ...more })
const replaced = (entries: readonly Entry[], by: ReadonlyMap<Entry, Entry>) => entries.map((e) => by.get(e) ?? e)
const caseOf = (city: City, e: Entry) => city.entries.filter((x) => x.subject === e.subject)

/** entries of the part that witnesses have seen */
const seen = (city: City) => city.entries.slice(0, city.seen)
/** acts of this kind with an act of the same case before, seen by witnesses */
function actsWith(city: City, type: string, part: readonly Entry[] = seen(city)): { act: Entry, before: Entry }[] {
  return part.filter((e) => is(e, type)).flatMap((act) => {
    const before = caseOf(city, act).find((x) => x.seq === act.seq - 1)
    return before && secondsOf(act) - secondsOf(before) > 1 ? [{ act, before }] : []
  })
}
/** last acts of cases that ended in the seen part */
const lastActs = (city: City) => seen(city).filter((e) => !city.entries.some((x) => x.subject === e.subject && x.seq > e.seq))
/** puts acts after one of a case; the later ones are numbered anew, as whoever is careful would */
function inserted(city: City, after: Entry, acts: Entry[]): readonly Entry[] {
  const at = city.entries.indexOf(after) + 1
  const later = (e: Entry) => (e.subject === after.subject && e.seq > after.seq ? { ...e, seq: e.seq + acts.length } : e)
  return [...city.entries.slice(0, at), ...acts, ...city.entries.slice(at).map(later)]
}
const midway = (a: Entry, b: Entry, part: number) => secondsOf(a) + (secondsOf(b) - secondsOf(a)) * part

export const attacks: readonly Attack[] = [
  { id: 'T1', says: 'edit the time of a decision', forge(city, luck) {
    const { act, before } = pick(luck, actsWith(city, 'decide'))
    return with_(replaced(city.entries, new Map([[act, dated(act, midway(before, act, luck.between(0.1, 0.6)))]])), [act])
  } },
  { id: 'T2', says: 'delete an act', forge(city, luck) {
    const gone = pick(luck, lastActs(city))
    return with_(city.entries.filter((e) => e !== gone), [gone])
  } },
  { id: 'T3', says: 'insert a back-dated act', forge(city, luck) {
    const last = pick(luck, lastActs(city))
    const act = dated(last, secondsOf(last) + 0.1, { type: 'casework.decide', seq: last.seq + 1 })
    // nobody holds a receipt of what never was; the next entries' holders find their place moved
    return with_(inserted(city, last, [act]), [])
  } },
  { id: 'T4', says: 'swap two entries', forge(city, luck) {
    const i = luck.below(city.seen - 12)
    const j = i + 1 + luck.below(10)
    const entries = [...city.entries]
    ;[entries[i], entries[j]] = [entries[j]!, entries[i]!]
    return with_(entries, [], { unsorted: true })
  } },
  { id: 'T5', says: 'roll back the tail', forge(city, luck) {
    const size = city.seen - sizes.checkpoint * (1 + luck.below(5))
    return with_(city.entries.slice(0, size), city.entries.slice(size))
  } },
  { id: 'T6', says: 'edit only the report row', forge(city, luck) {
    const report = reportOf(city.entries)
    const row = pick(luck, [...report.values()].filter((r) => r.finished))
    row.onTime = !row.onTime
    return { entries: city.entries, report, touched: [] }
  } },
  { id: 'F1', says: 'move the acceptance, deadline and all', forge(city, luck) {
    const { act, before } = pick(luck, actsWith(city, 'accept'))
    const later = dated(act, secondsOf(act) - (secondsOf(act) - secondsOf(before)) * 0.3, { deadline: instantOf(secondsOf(act) + 600) })
    return with_(replaced(city.entries, new Map([[act, later]])), [act])
  } },
  { id: 'F2', says: 'decide today, dated before', forge(city, luck) {
    // he names an old anchor, as an entry of that time would
    const old = city.entries[city.seen - sizes.checkpoint * (5 + luck.below(5))]!
    const last = city.entries.at(-1)!
    const claimed = dated(last, secondsOf(old) + 0.05, { type: 'casework.decide', anchor: old.anchor, seq: last.seq + 1 })
    return with_([...city.entries, claimed], [])
  } },
  { id: 'F3', says: 'delete a whole case that went overdue', forge(city, luck) {
    const late = [...reportOf(seen(city)).values()].filter((r) => r.onTime === false)
    const { subject } = pick(luck, late.length ? late : [...reportOf(seen(city)).values()])
    return with_(city.entries.filter((e) => e.subject !== subject), city.entries.filter((e) => e.subject === subject))
  } },
  { id: 'F4', says: 'stop the clock afterwards', forge(city, luck) {
    const { act, before } = pick(luck, actsWith(city, 'decide'))
    const stop = [['suspend', 0.3], ['resume', 0.6]] as const
    return with_(inserted(city, before, stop.map(([type, part], i) => dated(before, midway(before, act, part), { type: `casework.${type}`, seq: before.seq + 1 + i, deadline: instantOf(secondsOf(act) + 30) }))), [act])
  } },
  { id: 'F5', says: 'a second correction notice, afterwards', forge(city, luck) {
    const { act, before } = pick(luck, actsWith(city, 'accept'))
    return with_(inserted(city, before, [dated(before, midway(before, act, 0.5), { type: 'casework.notice', seq: before.seq + 1 })]), [act])
  } },
  { id: 'F8', says: 'another deadline and rule after acceptance', forge(city, luck) {
    const { act } = pick(luck, actsWith(city, 'accept'))
    return with_(replaced(city.entries, new Map([[act, { ...act, deadline: instantOf(secondsOf(act) + 900), rules: ['permit/deadline#thirty-days@2004-07-01'] }]])), [act])
  } },
  { id: 'F9-', says: 'set the server clock back', forge: (city, luck) => movedClock(city, -luck.between(90, 300)) },
  { id: 'F9+', says: 'set the server clock ahead', forge: (city, luck) => movedClock(city, luck.between(90, 3600)) },
]

/** from the last checkpoint on the city's own program writes with a wrong clock; the receipts it gives say the same */
function movedClock(city: City, by: number): Forged {
  const wrong = city.entries.slice(city.seen).map((e) => dated(e, secondsOf(e) + by))
  return with_([...city.entries.slice(0, city.seen), ...wrong], [], { recorded: new Set(wrong) })
}

/** in the entries that no witness has seen: one edited or one left out */
export const tailAttacks: readonly Attack[] = [
  { id: 'edit', says: 'edit an entry of the unseen tail', forge(city, luck) {
    const act = pick(luck, city.entries.slice(city.seen))
    return with_(replaced(city.entries, new Map([[act, { ...act, type: 'casework.decide', digests: { payload: '00'.repeat(32) } }]])), [act])
  } },
  { id: 'delete', says: 'leave out an entry of the unseen tail', forge(city, luck) {
    const gone = pick(luck, city.entries.slice(city.seen))
    return with_(city.entries.filter((e) => e !== gone), [gone])
  } },
]
