import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{law,proof,contract,server,tools,web}/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'tests/browser/**', 'tests/house/planted/**'],
    globalSetup: ['tests/database.setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // the same in every zone: no test may depend on the machine's
    env: { TZ: 'UTC' },
  },
})
