import { defineConfig } from 'vitest/config'

/** Stories in a real browser: a person, a task, two screen widths. */
export default defineConfig({
  test: {
    include: ['test/stories/**/*.story.ts'],
    globalSetup: ['test/global-setup.ts', 'test/stories/browser-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // As long as the browser's own waits have: a second, the usual, is a bet on a fast machine.
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
  },
})
