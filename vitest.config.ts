import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** dear files begin first, so that no worker is left alone with one at the end */
class DearFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const dear = ['browser/citizen', 'browser/gallery', 'browser/department', 'documents/rendering', 'model/model', 'crash/', 'postgres/launcher', 'survive/']
    const rank = (f: TestSpecification) => { const n = dear.findIndex((d) => f.moduleId.includes(`/tests/${d}`)); return n < 0 ? dear.length : n }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

// pictures and axe need a browser and minutes: run only when asked for by path, as tools/run-tests.mjs does
const browser = process.argv.some((a) => a.includes('tests/browser'))

export default defineConfig({
  test: {
    include: ['{law,proof,contract,server,tools,web}/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'tests/house/planted/**', ...(browser ? [] : ['tests/browser/**'])],
    globalSetup: ['tests/database.setup.ts'],
    pool: 'forks',
    // transformed once for all runs
    experimental: { fsModuleCache: true },
    maxWorkers: 2,
    sequence: { sequencer: DearFirst },
    // one import of the product per worker, not per file; each file opens a database and a hall of its own, so nothing is shared that a test changes
    isolate: false,
    // no test asserts a time: these only end what hangs, also on a machine many times slower than ours
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // the same in every zone: no test may depend on the machine's
    env: { TZ: 'UTC' },
  },
})
