import { defineConfig } from 'vitest/config'

// pictures and axe need a browser and minutes: run only when asked for by path, as tools/run-tests.mjs does
const browser = process.argv.some((a) => a.includes('tests/browser'))

export default defineConfig({
  test: {
    include: ['{law,proof,contract,server,tools,web}/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'tests/house/planted/**', ...(browser ? [] : ['tests/browser/**'])],
    globalSetup: ['tests/database.setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
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
