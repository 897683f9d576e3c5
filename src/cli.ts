import { runCli } from './cli/run.ts'

// The command line: `npx kentongan --help` says what there is, src/cli/commands.ts where it is.
process.exitCode = await runCli(process.argv.slice(2), process.env)
