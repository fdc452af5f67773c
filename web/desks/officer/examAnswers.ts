import { newKey, ProblemError } from '../../../contract/client.ts'
import type { ExamSitting } from '../../../contract/exams.ts'

/** One answer as this browser knows it; `sent` = the server has said that it keeps it. */
export interface Kept { seq: number; chosen: string[]; flagged: boolean; sent: boolean }
export type SaveState = 'saved' | 'saving' | 'offline' | 'moved' | 'ended'

/** where unsent answers wait: localStorage, or nothing in a test */
export interface Shelf { getItem(key: string): string | null; setItem(key: string, value: string): void; removeItem(key: string): void }

type Send = (no: number, answer: { seq: number; chosen: string[]; flagged: boolean }) => Promise<{ seq: number; endsAt: string }>

/** pauses between tries while the server cannot be reached, ms; half to one and a half of each, so that two thousand do not come back in one second */
const pauses = [1_000, 2_000, 4_000, 8_000]

/**
 * Answers of one sitting: shown at once, kept on this machine until the server has them, sent one after the other, the newest of each question only. What could not be
 * sent is sent again by itself, and after a reload too. Stops for good when the server says that writing goes on elsewhere, or is over.
 */
export class Answers {
  readonly #kept = new Map<number, Kept>()
  readonly #heard = new Set<() => void>()
  #state: SaveState = 'saved'
  #busy = false
  #running: Promise<void> = Promise.resolve()
  #tries = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #version = 0
  endsAt: string

  constructor(readonly o: { name: string; shelf: Shelf; send: Send; sitting: Pick<ExamSitting, 'answers' | 'endsAt'> }) {
    this.endsAt = o.sitting.endsAt
    for (const a of o.sitting.answers) this.#kept.set(a.no, { seq: a.seq, chosen: a.chosen, flagged: a.flagged, sent: true })
    // what was left on this machine counts where it is newer than what the server has
    for (const [no, a] of read(o.shelf, o.name)) if (a.seq > (this.#kept.get(no)?.seq ?? 0)) this.#kept.set(no, { ...a, sent: false })
    void this.flush()
  }

  get state(): SaveState { return this.#state }
  /** changes with every change: what React compares */
  get version(): number { return this.#version }
  get(no: number): Kept | undefined { return this.#kept.get(no) }
  get unsent(): number { return [...this.#kept.values()].filter((a) => !a.sent).length }

  listen = (heard: () => void): (() => void) => {
    this.#heard.add(heard)
    return () => void this.#heard.delete(heard)
  }

  put(no: number, chosen: string[], flagged: boolean): void {
    if (this.#state === 'moved' || this.#state === 'ended') return
    const seq = 1 + Math.max(0, ...[...this.#kept.values()].map((a) => a.seq))
    this.#kept.set(no, { seq, chosen, flagged, sent: false })
    this.#write()
    this.#tell('saving')
    void this.flush()
  }

  /** sends what is not sent; ends when all is there, or cannot go on now */
  flush(): Promise<void> {
    if (this.#state === 'moved' || this.#state === 'ended') return Promise.resolve()
    clearTimeout(this.#timer)
    // not busy from the very moment at which nothing was left: what is put a moment later begins anew
    if (!this.#busy) this.#running = this.#send()
    return this.#running
  }

  /** nothing is sent any more by this page */
  stop(): void {
    clearTimeout(this.#timer)
  }
  /** handed in: nothing waits here any more */
  forget(): void {
    this.stop()
    this.o.shelf.removeItem(this.o.name)
  }

  async #send(): Promise<void> {
    this.#busy = true
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        const [no, a] = next
        if (this.#state === 'saved') this.#tell('saving')
        const said = await this.o.send(no, { seq: a.seq, chosen: a.chosen, flagged: a.flagged })
        this.#tries = 0
        this.endsAt = said.endsAt
        const now = this.#kept.get(no)!
        if (now.seq === a.seq) this.#kept.set(no, { ...now, sent: true })
        this.#write()
      }
      if (this.#state !== 'saved') this.#tell('saved')
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#busy = false
    }
  }
  #next(): [number, Kept] | undefined {
    return [...this.#kept].find(([, a]) => !a.sent)
  }
  #failed(error: unknown): void {
    if (!(error instanceof ProblemError)) throw error
    const { kind, code } = error.problem
    if (code === 'E-EXAM-DEVICE') return this.#tell('moved')
    if (kind === 'refused' || kind === 'notFound') return this.#tell('ended')
    this.#tell('offline')
    this.#timer = setTimeout(() => void this.flush(), pauses[Math.min(this.#tries++, pauses.length - 1)]! * (0.5 + Math.random()))
  }
  #tell(state: SaveState): void {
    this.#state = state
    this.#version++
    for (const heard of this.#heard) heard()
  }
  #write(): void {
    const left = [...this.#kept].filter(([, a]) => !a.sent).map(([no, { seq, chosen, flagged }]) => [no, { seq, chosen, flagged }])
    try {
      if (left.length) this.o.shelf.setItem(this.o.name, JSON.stringify(left))
      else this.o.shelf.removeItem(this.o.name)
    } catch { /* no room on this machine: it is still sent */ }
  }
}

function read(shelf: Shelf, name: string): [number, Omit<Kept, 'sent'>][] {
  try {
    return JSON.parse(shelf.getItem(name) ?? '[]') as [number, Omit<Kept, 'sent'>][]
  } catch {
    return []
  }
}

/** the name under which this tab is known to a sitting: another tab is another machine */
export function deviceOf(shelf: Pick<Shelf, 'getItem' | 'setItem'>): string {
  const there = shelf.getItem('yc-exam-device')
  if (there) return there
  const made = newKey()
  shelf.setItem('yc-exam-device', made)
  return made
}
