import { spareFolder } from '../kernel/postgres/spare.ts'
import { start } from '../main.ts'

/** `npx yichuang start`: the server, as `npm start` runs it. Settings come from the environment (server/kernel/config.ts). */
export async function run(): Promise<number> {
  return start({ spare: spareFolder() })
}
