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
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // the same in every zone: no test may depend on the machine's
    env: { TZ: 'UTC' },
  },
})
