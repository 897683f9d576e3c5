// npm run bench -- NAME [--size 0.1|0.3|1]… [--seed N] [--minutes N] [--json]      npm run bench -- --list
// Without --size at all three sizes. Of several sizes it is said how each cost grows with the work.
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sizes, type Bench, type Figure } from './bench.ts'
import { costsIn, exponentOf } from './growth.ts'

const folder = new URL('.', import.meta.url)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string', multiple: true }, seed: { type: 'string', default: '7' }, minutes: { type: 'string', default: '1' }, json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
})

if (values.list) await list()
else if (positionals.length === 0) usage()
else for (const name of positionals) await runOne(await load(name))

async function list(): Promise<void> {
  for (const name of names()) {
    const bench = await load(name)
    console.log(`${bench.name.padEnd(10)} ${bench.describes}`)
  }
}

function usage(): void {
  console.error('npm run bench -- NAME [--size 0.1|0.3|1]… [--seed N] [--minutes N] [--json]   or   npm run bench -- --list')
  process.exitCode = 2
}

function names(): string[] {
  return readdirSync(folder).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? [])
}

async function load(name: string): Promise<Bench> {
  if (!names().includes(name)) {
    console.error(`There is no benchmark "${name}". There are: ${names().join(', ')}`)
    process.exit(2)
  }
  return ((await import(new URL(`${name}.bench.ts`, folder).href)) as { bench: Bench }).bench
}

/** Without `--size` all three sizes; of several sizes also how each cost grows with the work. */
async function runOne(bench: Bench): Promise<void> {
  const seed = Number(values.seed)
  const asked = values.size === undefined ? sizes : sizes.filter((size) => values.size?.map(Number).includes(size))
  if (asked.length === 0) return usage()
  const figures: Figure[] = []
  for (const size of asked) {
    const found = await bench.run({ size, seed, minutes: Number(values.minutes), say: (line) => (values.json ? undefined : console.log(`  ${line}`)) })
    const complete = found.map((figure) => ({ bench: bench.name, size, seed, ...figure }))
    for (const figure of complete) show(figure)
    figures.push(...complete)
  }
  if (asked.length > 1) showGrowth(bench.name, figures)
  if (figures.some((figure) => !figure.pass)) process.exitCode = 1
}

function show(figure: Figure): void {
  if (values.json) {
    console.log(JSON.stringify(figure))
    return
  }
  const verdict = figure.pass ? '✓' : '✗'
  console.log(`${verdict} ${figure.bench} ×${figure.size}: ${round(figure.value)} ${figure.unit}; ${round(figure.ratio)} × ${figure.baseline}; goal ${figure.goal}; seed ${figure.seed}`)
}

/** How each cost grows: the exponent, and what it was at each size. */
function showGrowth(name: string, figures: readonly Figure[]): void {
  for (const { unit, costs } of costsIn(figures)) {
    const exponent = exponentOf(costs)
    if (exponent === undefined) continue
    if (values.json) console.log(JSON.stringify({ bench: name, unit, exponent, costs }))
    else console.log(`  ${name}: ${unit}: grows as size^${exponent.toFixed(2)} (${costs.map(({ size, value }) => `×${size}: ${round(value)}`).join(', ')})`)
  }
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
