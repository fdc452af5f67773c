import { beforeAll, describe, expect, it } from 'vitest'
import { attacks } from './tamperAttacks.ts'
import { tamper, wrong, type Cell, type Tampered } from './tamperTable.ts'

/* The bench of cheating, small: three cities a cell (npm run bench -- tamper has thirty, and the product on its own database). */

describe('the bench of cheating', () => {
  let table: Tampered
  beforeAll(async () => { table = await tamper(20_261_130, 3) })
  const caught = (cells: Cell[], design: string, power: string) => Object.fromEntries(cells.filter((c) => c.design === design && c.power === power).map((c) => [c.attack, c.caught]))
  const all = (n: number) => Object.fromEntries(attacks.map((a) => [a.id, n]))

  it('the product finds out the DBA and the host root in every attack', () => {
    expect(caught(table.cells, 'D4', 'dba')).toEqual(all(3))
    expect(caught(table.cells, 'D4', 'root')).toEqual(all(3))
  })

  it('controls: no weaker design finds out the host root; an audit table and a chain with its head beside it find nobody', () => {
    for (const design of ['D0', 'D1', 'D2', 'D3']) expect(caught(table.cells, design, 'root'), design).toEqual(all(0))
    for (const design of ['D0', 'D2']) expect(caught(table.cells, design, 'dba'), design).toEqual(all(0))
    expect(caught(table.cells, 'D1', 'dba')).toMatchObject({ T1: 3, T2: 0, T3: 3, T4: 0, T5: 0, T6: 0 })
    expect(caught(table.cells, 'D3', 'dba')).toMatchObject({ T1: 3, T2: 3, T3: 3, T4: 3, T5: 0, T6: 0 })
  })

  it('what nothing can protect: the unseen tail and witnesses who all collude, unless somebody holds a receipt', () => {
    expect(caught(table.tail, 'none', 'root')).toEqual({ edit: 0, delete: 0 })
    expect(caught(table.tail, 'all', 'root')).toEqual({ edit: 3, delete: 3 })
    expect(caught(table.collusion, 'none', 'collusion')).toEqual({ T1: 0, T2: 0, T3: 0, T4: 0, T5: 0 })
    expect(caught(table.collusion, 'all', 'collusion')).toEqual({ T1: 3, T2: 3, T3: 0, T4: 0, T5: 3 })
  })

  it('an honest city is accused by nobody, and the bench itself finds nothing wrong', () => {
    expect(table.honest.map((c) => [c.design, c.caught])).toEqual(['D0', 'D1', 'D2', 'D3', 'D4'].map((d) => [d, 0]))
    expect(wrong(table)).toEqual([])
  })

  it('says so when the product misses something, and when a control finds what it cannot', () => {
    const cells = table.cells.map((c) => (c.design === 'D4' && c.power === 'root' && c.attack === 'T5' ? { ...c, caught: 2 } : c.design === 'D0' && c.power === 'dba' && c.attack === 'T1' ? { ...c, caught: 1 } : c))
    expect(wrong({ ...table, cells })).toEqual([expect.stringContaining('D0 dba T1: 1 of 3'), expect.stringContaining('D4 root T5: 2 of 3')])
  })
})
