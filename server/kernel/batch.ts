/**
 * Asks the database once for what several requests want at the same moment. Nothing is kept: a key is read by a statement
 * that begins after it was asked for, so an answer is never older than the question. Alone on the line a caller waits for
 * nothing but the end of the current turn of the event loop; under load the statements in flight hold back the next batch, which grows
 * meanwhile. The trip to the database costs more than the rows (measured: seven trips a request were most of a case's cost).
 * Nobody waits longer than `patience` ms for statements in flight: when the database hangs, each batch finds that out itself.
 * A failure is the failure of all who share the batch, so only reads that cannot fail for one key alone belong here.
 */
export function batched<V>(
  load: (keys: string[]) => Promise<ReadonlyMap<string, V>>, { most = 400, flights = 2, patience = 100 }: { most?: number; flights?: number; patience?: number } = {},
): (keys: readonly string[]) => Promise<ReadonlyMap<string, V>> {
  interface Batch { timer?: NodeJS.Timeout; keys: Set<string>; promise: Promise<ReadonlyMap<string, V>>; resolve(v: ReadonlyMap<string, V>): void; reject(e: unknown): void }
  const waiting: Batch[] = []
  let inFlight = 0
  let woken = false

  const fresh = (): Batch => {
    const b = { keys: new Set<string>() } as Batch
    b.promise = new Promise((resolve, reject) => Object.assign(b, { resolve, reject }))
    waiting.push(b)
    return b
  }
  const go = (batch: Batch): void => {
    clearTimeout(batch.timer)
    waiting.splice(waiting.indexOf(batch), 1)
    inFlight++
    load([...batch.keys]).then(batch.resolve, batch.reject).finally(() => { inFlight--; send() })
  }
  const send = (): void => {
    woken = false
    while (waiting.length && inFlight < flights) go(waiting[0]!)
  }
  return (keys) => {
    if (!keys.length) return Promise.resolve(new Map())
    const last = waiting.at(-1)
    const batch = last && last.keys.size < most ? last : fresh()
    for (const key of keys) batch.keys.add(key)
    if (inFlight >= flights) batch.timer ??= setTimeout(go, patience, batch)
    else if (!woken) {
      woken = true
      setImmediate(send)
    }
    return batch.promise
  }
}
