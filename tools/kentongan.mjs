#!/usr/bin/env node
// The command line: `npx kentongan --help`.
process.argv.splice(2, 0, 'src/cli.ts')
await import('./run.mjs')
