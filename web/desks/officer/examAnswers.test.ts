import { expect, it } from 'vitest'
import { ProblemError } from '../../../contract/client.ts'
import type { Problem } from '../../../contract/problem.ts'
import { Answers, deviceOf, type Shelf } from './examAnswers.ts'

const end = '2020-12-28T10:30:00.000+08:00'

function shelf(): Shelf & { all: Map<string, string> } {
  const all = new Map<string, string>()
  return { all, getItem: (k) => all.get(k) ?? null, setItem: (k, v) => void all.set(k, v), removeItem: (k) => void all.delete(k) }
}

/** a server that says what `says` says of each answer, and notes what came */
function server(says: (no: number) => Partial<Problem> | undefined = () => undefined) {
  const came: string[] = []
  return {
    came,
    async send(no: number, a: { seq: number; chosen: string[] }) {
      const problem = says(no)
      if (problem) throw new ProblemError({ type: '', title: '', status: 0, detail: '', kind: 'busy', code: 'E', basis: [], findings: [], instance: '', support: '', ...problem })
      came.push(`${no}:${a.seq}:${a.chosen.join('')}`)
      return { seq: a.seq, endsAt: end }
    },
  }
}
const sitting = (answers: { no: number; seq: number; chosen: string[]; flagged: boolean }[] = []) => ({ answers, endsAt: end })

it('sends each answer, and when several came for one question only the newest that waits', async () => {
  const s = server()
  const a = new Answers({ name: 'x', shelf: shelf(), send: s.send, sitting: sitting() })
  a.put(1, ['A'], false)
  a.put(2, ['B'], false)
  a.put(2, ['C'], false)
  await a.flush()
  expect(s.came).toEqual(['1:1:A', '2:3:C'])
  expect([a.state, a.unsent]).toEqual(['saved', 0])
})

it('what could not be sent waits on this machine, also over a reload, and counts where it is newer than what the server has', async () => {
  const here = shelf()
  let away = true
  const s = server(() => (away ? { code: 'E-UNREACHABLE' } : undefined))
  const before = new Answers({ name: 'x', shelf: here, send: s.send, sitting: sitting([{ no: 1, seq: 4, chosen: ['A'], flagged: false }]) })
  before.put(1, ['B'], true)
  await before.flush()
  expect([before.state, before.unsent, here.all.size]).toEqual(['offline', 1, 1])
  before.stop()
  away = false
  const after = new Answers({ name: 'x', shelf: here, send: s.send, sitting: sitting([{ no: 1, seq: 4, chosen: ['A'], flagged: false }]) })
  await after.flush()
  expect([s.came, after.get(1), here.all.size]).toEqual([['1:5:B'], { seq: 5, chosen: ['B'], flagged: true, sent: true }, 0])
  // written elsewhere meanwhile: the newer one stands
  here.setItem('x', JSON.stringify([[1, { seq: 5, chosen: ['B'], flagged: true }]]))
  const elsewhere = new Answers({ name: 'x', shelf: here, send: s.send, sitting: sitting([{ no: 1, seq: 9, chosen: ['C'], flagged: false }]) })
  await elsewhere.flush()
  expect([s.came.length, elsewhere.get(1)?.chosen]).toEqual([1, ['C']])
})

it('stops for good when another machine has taken over, or when it is over', async () => {
  for (const [problem, state] of [[{ kind: 'refused', code: 'E-EXAM-DEVICE' }, 'moved'], [{ kind: 'refused', code: 'ZJ-03' }, 'ended']] as const) {
    const s = server(() => problem)
    const a = new Answers({ name: 'x', shelf: shelf(), send: s.send, sitting: sitting() })
    a.put(1, ['A'], false)
    await a.flush()
    expect(a.state).toBe(state)
    a.put(2, ['A'], false)
    expect(a.get(2)).toBeUndefined()
  }
})

it('a tab is one machine, over reloads too', () => {
  const tab = shelf()
  expect(deviceOf(tab)).toBe(deviceOf(tab))
  expect(deviceOf(tab)).not.toBe(deviceOf(shelf()))
})
