/**
 * The pictures of the books in `docs/`, as the stories saw the screens: `npm run pictures`.
 *
 *   npm run pictures                      tells the stories that the pictures come from, then takes them over
 *   npm run pictures -- --only papan      some of them, by the beginning of their names
 *   npm run pictures -- --seen            takes over what the stories saw when they were last told
 *
 * A story looks at its screen in each state worth seeing (`look`, test/stories/stage.ts) and so keeps a picture, which the list below names.
 * Pictures are at most 60 kB, so that a book opens quickly where the signal is weak.
 */
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp, { type Sharp } from 'sharp'
import { projectFolder } from '#config.ts'

interface Picture {
  /** `docs/pictures/<name>.webp`; its last part is the width of the screen. */
  readonly name: string
  /** A file of `test/stories/`, how the folder of its pictures begins, and the state that is looked at. */
  readonly told: string
  readonly story: string
  readonly state: string
  /** Which part of the page: from `top` on (below zero: from its end), `height` pixels. */
  readonly top?: number
  readonly height?: number
}

const mostBytes = 60 * 1024
const heights = { 360: 740, 1440: 900 } as const
const pictures = JSON.parse(readFileSync(join(projectFolder, 'docs', 'pictures', 'pictures.json'), 'utf8')) as readonly Picture[]

await main()

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, seen: { type: 'boolean', default: false } } })
  const wanted = pictures.filter(({ name }) => name.startsWith(values.only ?? ''))
  if (!values.seen) tellStories([...new Set(wanted.map(({ told }) => `test/stories/${told}`))])
  mkdirSync(join(projectFolder, 'docs', 'pictures'), { recursive: true })
  const missing: string[] = []
  for (const picture of wanted) {
    const seen = findSeen(picture)
    if (seen === undefined) missing.push(`${picture.name}: no story has seen "${picture.state}" (${picture.told})`)
    else await takeOver(picture, seen)
  }
  if (missing.length > 0) throw new Error(missing.join('\n'))
}

function tellStories(files: readonly string[]): void {
  const runner = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [runner, 'run', '--config', 'vitest.stories.config.ts', ...files], { cwd: projectFolder, stdio: 'inherit' })
  if (status !== 0) throw new Error('a story ended otherwise than told; its pictures are not taken over')
}

async function takeOver(picture: Picture, seen: string): Promise<void> {
  const width = Number(/-(\d+)$/.exec(picture.name)?.[1]) as keyof typeof heights
  const page = await sharp(seen).metadata()
  const asked = picture.top ?? 0
  const top = Math.max(0, Math.min(asked < 0 ? page.height + asked : asked, page.height - 1))
  const part = sharp(seen).extract({ left: 0, top, width: page.width, height: Math.min(picture.height ?? heights[width], page.height - top) })
  const bytes = await asSmallAsNeeded(part)
  writeFileSync(join(projectFolder, 'docs', 'pictures', `${picture.name}.webp`), bytes)
  console.log(`${picture.name}.webp: ${Math.ceil(bytes.length / 1024)} kB, from ${seen}`)
}

/** The newest picture of a state; the number in its name says only how many states came before. */
function findSeen({ name, story, state }: Picture): string | undefined {
  const screen = name.endsWith('-360') ? 'phone' : 'desk'
  const find = (file: string): string[] => globSync(`test-results/${story}*/${screen}-${file}${state}.png`, { cwd: projectFolder }).map((path) => join(projectFolder, path))
  // Who looked stands between the number and the state, unless it was the story's first visitor.
  const found = [find('[0-9]-'), find('[0-9][0-9]-'), find('*-')].find((files) => files.length > 0) ?? []
  return found.toSorted((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0]
}

async function asSmallAsNeeded(part: Sharp): Promise<Buffer> {
  for (let quality = 82; quality > 20; quality -= 6) {
    const bytes = await part.clone().webp({ quality, effort: 6, smartSubsample: true }).toBuffer()
    if (bytes.length <= mostBytes) return bytes
  }
  throw new Error('the picture does not fit into 60 kB; take a smaller part of the page')
}
