import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchFolder } from './host.ts'
import { tamperProduct } from './tamperProduct.ts'
import { printed, tamper, wrong } from './tamperTable.ts'

/**
 * `npm run bench -- tamper [--trials N] [--seed S] [--only model|product]`: fourteen kinds of cheating by two attackers against five designs, N cities
 * (default 30) in memory by the functions of proof/, then the product itself on an embedded database with two witness processes' code: a
 * table of what an outside auditor finds out, the weaker designs as controls, and the two cells that nothing can protect. Writes
 * dist/bench/tamper.json. Ends with 1 when the product misses anything else, or a control finds what it cannot.
 */
export async function run(args: string[]): Promise<number> {
  const option = (name: string) => (args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined)
  const seed = Number(option('seed') ?? Date.now() % 1_000_000)
  const trials = Number(option('trials') ?? 30)
  const only = option('only')
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(trials) || trials < 1 || (only && !['model', 'product'].includes(only))) {
    process.stderr.write('npm run bench -- tamper [--trials N] [--seed S] [--only model|product]\n')
    return 2
  }
  const stopwatch = () => {
    const [wall, cpu] = [Date.now(), process.cpuUsage()]
    return () => { const { user, system } = process.cpuUsage(cpu); return `${((Date.now() - wall) / 1000).toFixed(1)} s (CPU of this process ${((user + system) / 1e6).toFixed(1)} s)` }
  }
  const ofModel = stopwatch()
  process.stdout.write(`seed ${seed}, ${trials} trials a cell\n\n`)
  const table = only === 'product' ? undefined : await tamper(seed, trials)
  if (table) process.stdout.write(`${printed(table)}\nmodel: ${ofModel()}\n\n`)
  const ofProduct = stopwatch()
  const product = only === 'model' ? undefined : await tamperProduct(seed, Math.min(trials, 3))
  if (product) process.stdout.write(`${product.text}\nproduct: ${ofProduct()}\n\n`)
  const faults = [...(table ? wrong(table) : []), ...product?.wrong ?? []]
  writeFileSync(join(benchFolder(), 'tamper.json'), JSON.stringify({ at: new Date().toISOString(), seed, trials, table, product: product?.cells, faults }, null, 2) + '\n')
  process.stdout.write(faults.length ? `${faults.join('\n')}\n` : 'as it must be: the product finds everything else, no control finds what it cannot\n')
  return faults.length ? 1 : 0
}
