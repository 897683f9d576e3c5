// npm run bench -- NAME [--size 0.1|0.3|1] [--seed N] [--json]      npm run bench -- --list
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sizes, type Bench, type Figure, type Size } from './bench.ts'

const folder = new URL('.', import.meta.url)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string' }, seed: { type: 'string', default: '7' }, json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
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
  console.error('npm run bench -- NAME [--size 0.1|0.3|1] [--seed N] [--json]   or   npm run bench -- --list')
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

/** Without `--size` all three sizes, and how the cost grows with the work. */
async function runOne(bench: Bench): Promise<void> {
  const seed = Number(values.seed)
  const asked = values.size === undefined ? sizes : sizes.filter((size) => size === Number(values.size))
  if (asked.length === 0) return usage()
  const figures: Figure[] = []
  for (const size of asked) {
    const found = await bench.run({ size, seed, say: (line) => (values.json ? undefined : console.log(`  ${line}`)) })
    const complete = found.map((figure) => ({ bench: bench.name, size, seed, ...figure }))
    for (const figure of complete) show(figure)
    figures.push(...complete)
  }
  if (!values.json && asked.length > 1) showGrowth(figures)
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

/** The exponent e of cost ~ work^e between the smallest and the largest size, for figures that are a time. */
function showGrowth(figures: readonly Figure[]): void {
  const units = [...new Set(figures.filter((figure) => /^(s|ms)\b/.test(figure.unit)).map((figure) => figure.unit))]
  for (const unit of units) {
    const row = figures.filter((figure) => figure.unit === unit)
    const [first, last] = [row.at(0), row.at(-1)]
    if (first === undefined || last === undefined || first.size === last.size) continue
    const exponent = Math.log(last.value / first.value) / Math.log(last.size / (first.size as Size))
    console.log(`  ${unit}: cost grows as work^${exponent.toFixed(2)}`)
  }
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
