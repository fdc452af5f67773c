import { readdirSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a file of this folder exports: does the command and answers the exit code. */
export interface Command { run(argv: string[]): Promise<number> }

const here = fileURLToPath(import.meta.url)
/** .ts from source, .js when built */
const ending = extname(here)

/** names of the commands that exist: the files beside this one */
export function commands(): string[] {
  return readdirSync(new URL('.', import.meta.url))
    .filter((f) => f.endsWith(ending) && !/\.test\.|\.d\.ts$/.test(f) && f !== basename(here))
    .map((f) => basename(f, ending)).sort()
}

/**
 * `yichuang <command> …`. Loads only the file of that command, so that `deadline` answers without reading what the
 * server needs. Exit codes: what the command says; 1 when it throws; 2 when there is no such command.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  const known = commands()
  if (!name || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`用法：npx yichuang <命令> …\n命令：${known.join(' ')}\n`)
    return name ? 0 : 2
  }
  if (!known.includes(name)) {
    process.stderr.write(`没有“${name}”这个命令。有：${known.join(' ')}\n`)
    return 2
  }
  try {
    const command = (await import(new URL(name + ending, import.meta.url).href)) as Command
    return await command.run(rest)
  } catch (error) {
    // a sentence for what is the caller's to put right; the whole trace for what is ours
    const said = error instanceof Error && /[\u4e00-\u9fff]/.test(error.message)
    process.stderr.write(`${said && !process.env.DEBUG ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`)
    return 1
  }
}
