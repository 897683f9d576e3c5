import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#config.ts'
import { messages } from '#web/i18n/index.ts'
import { publicMessages } from '#web/public/texts.ts'

const pages = [...globSync('docs/**/*.md', { cwd: projectFolder }), 'README.md', 'README.id.md', 'CONTRIBUTING.md'].toSorted()
const pictureFolder = join(projectFolder, 'docs', 'pictures')

function read(page: string): string {
  return readFileSync(join(projectFolder, page), 'utf8')
}

/** Addresses of links and pictures within the repository. */
function linksOf(page: string): { readonly from: string; readonly to: string }[] {
  return [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => ({ from: page, to: to! })).filter(({ to }) => !/^(https?|mailto):/.test(to))
}

function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'))
}

describe('the books', () => {
  const links = pages.flatMap(linksOf)

  test('lead to what is there, pictures too', () => {
    expect(links.length).toBeGreaterThan(80)
    const broken = links.filter(({ from, to }) => {
      const [path = '', anchor] = to.split('#')
      const target = path === '' ? from : join(dirname(from), path)
      if (!existsSync(join(projectFolder, target))) return true
      return anchor !== undefined && !anchorsOf(target).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  test('say in words what each picture shows', () => {
    const silent = pages.filter((page) => /!\[\s*\]/.test(read(page)))
    expect(silent).toEqual([])
  })

  test('show every picture that is kept, and each is small enough for a weak signal', () => {
    const kept = readdirSync(pictureFolder).filter((file) => file.endsWith('.webp'))
    expect(kept.length).toBeGreaterThan(20)
    const shown = new Set(links.map(({ to }) => to.split('/').at(-1)))
    expect(kept.filter((file) => !shown.has(file))).toEqual([])
    expect(kept.filter((file) => statSync(join(pictureFolder, file)).size > 60 * 1024)).toEqual([])
    const listed = (JSON.parse(readFileSync(join(pictureFolder, 'pictures.json'), 'utf8')) as { name: string }[]).map(({ name }) => `${name}.webp`)
    expect(listed.toSorted()).toEqual(kept.toSorted())
  })
})

describe('the guides of operators and officers', () => {
  /** What is written in italics beside names of screens and buttons: words of the trade, and states that screens put together. */
  const otherWords = new Set(['miring'])
  const known = new Set([...leaves(messages('id')), ...leaves(publicMessages('id'))])

  test.each(['docs/registry.md', 'docs/response.md'])('%s names screens and buttons as they are', (page) => {
    const named = [...read(page).matchAll(/(?<![*\w])\*([^*\n]+)\*(?!\*)/g)].map(([, words]) => words!)
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((words) => !known.has(words) && !otherWords.has(words))).toEqual([])
  })
})

describe('the map of the code', () => {
  const map = read('docs/map.md')

  test('names files and folders that are there', () => {
    const paths = [...map.matchAll(/`([\w./*-]*\/[\w./*-]*)`/g)].map(([, path]) => path!.replace(/\.\*$/, ''))
    expect(paths.length).toBeGreaterThan(20)
    const roots = ['', 'src/', 'src/web/', 'src/modules/', 'src/modules/people/', 'src/modules/registry/', 'src/modules/response/', 'src/modules/exchange/', 'regencies/', 'docs/', 'test/']
    const missing = paths.filter((path) => !roots.some((root) => globSync(`${root}${path}*`, { cwd: projectFolder }).length > 0))
    expect(missing).toEqual([])
  })

  test('has every module', () => {
    const modules = readdirSync(join(projectFolder, 'src', 'modules'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(modules.filter((name) => !map.includes(`| ${name} |`))).toEqual([])
  })
})

function leaves(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? leaves(value) : []
  })
}
