import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for may take as long as its test may.
    expect: { poll: { timeout: 28_000 } },
    maxWorkers: 2,
  },
})
