import { searchBench } from '../../tests/search/bench.ts'

/** `npm run bench -- search`: the item search over the real catalogue */
export async function run(): Promise<number> {
  searchBench()
  return 0
}
