import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#config.ts'
import { until } from './until.ts'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** What a child of ours is told of the world: nothing that the test run itself was told. */
function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'id_ID.UTF-8', LOG_LEVEL: 'error', DEMO: 'off', PORT: '0', ...own }
}

/** Runs `kentongan` as a person at a terminal does, and waits for its end. */
export async function kentongan(args: readonly string[], own: Readonly<Record<string, string>>): Promise<Ended> {
  const program = join(projectFolder, 'tools/kentongan.mjs')
  return finish(spawn(process.execPath, [program, ...args], { env: environment(own), stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** Runs a program of `tools/` under the test's Node. */
export async function tool(name: string, args: readonly string[]): Promise<Ended> {
  return finish(spawn(process.execPath, [join(projectFolder, 'tools', name), ...args], { stdio: ['ignore', 'pipe', 'pipe'] }))
}

async function finish(child: ChildProcess): Promise<Ended> {
  const { output, ended } = listen(child)
  const [code] = await ended
  return { code, ...output }
}

function listen(child: ChildProcess): { output: { out: string; err: string }; ended: Promise<[number | null, NodeJS.Signals | null]> } {
  const output = { out: '', err: '' }
  child.stdout!.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr!.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  return { output, ended: once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]> }
}

export interface ServerProcess {
  /** Where it answers: `http://127.0.0.1:<port>`. */
  readonly address: string
  /** Sends the signal and waits for the end; gives the exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
  /** When it has ended, by whomever. */
  readonly ended: Promise<unknown>
  readonly output: { readonly out: string; readonly err: string }
}

/** Starts the real server as a process of its own; throws what it said when it ends instead of listening. */
export async function startServer(own: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const started = await tryServer(own)
  if ('address' in started) return started
  throw new Error(`the server ended at start (${started.code}): ${started.err}${started.out}`)
}

/** Starts the server; gives how it ended when it would not start. */
export async function tryServer(own: Readonly<Record<string, string>>): Promise<ServerProcess | Ended> {
  const child = spawn(process.execPath, [join(projectFolder, 'src/main.ts')], { env: environment(own), stdio: ['ignore', 'pipe', 'pipe'] })
  const { output, ended } = listen(child)
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const address = /Kentongan\s+(http:\/\/\S+)/.exec(output.out)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
  const first = await Promise.race([listening, ended])
  if (typeof first !== 'string') return { code: first[0], ...output }
  return {
    address: first, output, ended,
    end: async (signal) => {
      child.kill(signal)
      const [code] = await ended
      return code
    },
  }
}

/** The process of the database that a server keeps in its data folder; undefined where none was left. */
export function databasePidIn(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

/** Waits until the database of a killed server has ended, as it does by itself; its folder is free only after that. */
export async function databaseEnded(dataDir: string): Promise<void> {
  await until(() => databasePidIn(dataDir), (pid) => pid === undefined || !isAlive(pid), 50_000)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
