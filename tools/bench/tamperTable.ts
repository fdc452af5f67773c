import { attacks, tailAttacks, type Attack, type Forged } from './tamperAttacks.ts'
import { buildCity, luckOf, reportOf, type City } from './tamperCity.ts'
import { designs, found, type Power } from './tamperDesigns.ts'

/** How often an attack was found out, of how many trials; `by`: what showed it */
export interface Cell { design: string, power: Power, attack: string, caught: number, trials: number, by: Record<string, number>, expected: number }
export interface Tampered {
  cells: Cell[]
  /** what nothing can protect, with and without the receipts of those concerned */
  tail: Cell[]
  collusion: Cell[]
  /** honest cities: each design must find nothing */
  honest: Cell[]
  /** entries and seconds of the unseen tail, mean over the trials */
  unseen: { entries: number, seconds: number }
}

/**
 * What each design can find, in per cent; everything not named here is 0. The auditor of D1 to D3 has no report computed again, no receipts
 * and no witnesses: that is what makes them D1 to D3.
 */
const can: Record<string, Partial<Record<Power, string[]>>> = {
  D1: { dba: ['T1', 'T3', 'F1', 'F2', 'F4', 'F5', 'F8'] },
  D3: { dba: ['T1', 'T2', 'T3', 'T4', 'F1', 'F2', 'F3', 'F4', 'F5', 'F8', 'F9-'] },
  D4: { dba: attacks.map((a) => a.id), root: attacks.map((a) => a.id) },
}

const cellOf = (design: string, power: Power, attack: string, expected: number): Cell => ({ design, power, attack, caught: 0, trials: 0, by: {}, expected })
const count = (cell: Cell, by: string | null): void => {
  cell.trials++
  if (by) {
    cell.caught++
    for (const reason of by.split(', ')) cell.by[reason] = (cell.by[reason] ?? 0) + 1
  }
}

/** Every attack by both attackers against every design, `trials` cities from one seed. Pure: the same seed gives the same table. */
export async function tamper(seed: number, trials: number): Promise<Tampered> {
  const cells = new Map<string, Cell>()
  const cell = (kind: string, design: string, power: Power, attack: string, expected: number): Cell => {
    const id = `${kind} ${design} ${power} ${attack}`
    let c = cells.get(id)
    if (!c) cells.set(id, (c = cellOf(design, power, attack, expected)))
    return c
  }
  const luck = luckOf(seed)
  const unseen = { entries: 0, seconds: 0 }
  for (let trial = 0; trial < trials; trial++) {
    const city = await buildCity(luck)
    unseen.entries += (city.entries.length - city.seen) / trials
    unseen.seconds += (city.now - city.entries[city.seen - 1]!.rec / 1e6) / trials
    await honest(city, (design, why) => count(cell('honest', design, 'root', '', 0), why))
    for (const attack of attacks) {
      const forged = attack.forge(city, luck)
      for (const design of designs)
        for (const power of ['dba', 'root'] as const)
          count(cell('main', design.id, power, attack.id, can[design.id]?.[power]?.includes(attack.id) ? 100 : 0), await found(design, city, forged, power))
    }
    const product = designs.at(-1)!
    const both = async (kind: string, power: Power, attack: Attack, shows: boolean): Promise<void> => {
      const forged = attack.forge(city, luck)
      for (const receipts of ['none', 'all'] as const)
        count(cell(kind, receipts, power, attack.id, receipts === 'all' && shows ? 100 : 0), await found(product, city, forged, power, receipts))
    }
    for (const attack of tailAttacks) for (const power of ['dba', 'root'] as const) await both('tail', power, attack, true)
    // a receipt says that an entry must be there; of one too many, or of another order, it says nothing
    for (const attack of attacks.slice(0, 5)) await both('collusion', 'collusion', attack, !['T3', 'T4'].includes(attack.id))
  }
  const of = (kind: string) => [...cells].filter(([id]) => id.startsWith(`${kind} `)).map(([, c]) => c)
  return { cells: of('main'), tail: of('tail'), collusion: of('collusion'), honest: of('honest'), unseen }
}

async function honest(city: City, say: (design: string, why: string | null) => void): Promise<void> {
  const nothing: Forged = { entries: city.entries, report: reportOf(city.entries), touched: [] }
  for (const design of designs) say(design.id, await found(design, city, nothing, 'dba'))
}

/** what came out otherwise than it must: a hole in the product, or a control that finds what it cannot */
export const wrong = (t: Tampered): string[] => [...t.cells, ...t.tail, ...t.collusion, ...t.honest]
  .filter((c) => (c.caught / c.trials) * 100 !== c.expected)
  .map((c) => `${c.design} ${c.power} ${c.attack || 'honest city'}: ${c.caught} of ${c.trials}, must be ${c.expected} %${Object.keys(c.by).length ? ` (${Object.keys(c.by).join(', ')})` : ''}`)

const percent = (c: Cell) => String(Math.round((c.caught / c.trials) * 100))

/** the table as Markdown, as docs/measured.md has it */
export function printed(t: Tampered): string {
  const ids = attacks.map((a) => a.id)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rows = designs.flatMap((d) => (['dba', 'root'] as const).map((power) =>
    line([`${d.id} ${d.says}`, power === 'dba' ? 'DBA' : 'host root', ...ids.map((id) => percent(t.cells.find((c) => c.design === d.id && c.power === power && c.attack === id)!))])))
  const pair = (cells: Cell[], power: Power, id: string) => ['none', 'all'].map((r) => percent(cells.find((c) => c.design === r && c.power === power && c.attack === id)!))
  return [
    'Detection by an outside auditor, %',
    line(['design', 'attacker', ...ids]), line(['---', '---', ...ids.map(() => '---')]), ...rows, '',
    ...attacks.map((a) => `${a.id}: ${a.says}`), '',
    `What nothing can protect, D4, %. Unseen tail: on average ${t.unseen.entries.toFixed(0)} entries, ${t.unseen.seconds.toFixed(0)} s.`,
    line(['', 'attacker', 'attack', 'nobody holds a receipt', 'receipts held']), line(['---', '---', '---', '---', '---']),
    ...tailAttacks.flatMap((a) => (['dba', 'root'] as const).map((power) => line(['unseen tail', power === 'dba' ? 'DBA' : 'host root', a.id, ...pair(t.tail, power, a.id)]))),
    ...attacks.slice(0, 5).map((a) => line(['all witnesses collude', 'host root and witnesses', a.id, ...pair(t.collusion, 'collusion', a.id)])), '',
    `Found by (D4, host root): ${[...new Set(t.cells.filter((c) => c.design === 'D4' && c.power === 'root').map((c) => `${c.attack} ${Object.keys(c.by).join(', ')}`))].join('; ')}`, '',
  ].join('\n')
}
