import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { pages as pageComponents } from './public/pages.tsx'

type Components = typeof pageComponents

export type PageName = keyof Components & string

/** What a page is given: the properties of its component. */
export type PageProps<N extends PageName> = Components[N] extends (props: infer P) => unknown ? P : never

/** The server-rendered pages of the build. */
export interface Pages {
  /** A whole HTML document. */
  readonly render: <N extends PageName>(name: N, props: PageProps<N>) => string
  /** The stylesheet that stands in each page, for its hash in the content security policy. */
  readonly css: string
}

/** What the server build exports (`src/web/public/render.tsx`). */
interface ServerBuild {
  readonly css: string
  readonly render: (name: string, props: object, islands: Readonly<Record<string, string>>) => string
}

/** Loads the pages of a build. Throws when the build is missing or incomplete. */
export async function loadPages(distDir: string): Promise<Pages> {
  const build = (await import(pathToFileURL(join(distDir, 'server', 'pages.js')).href)) as ServerBuild
  const islands = islandsOf(readManifest(distDir))
  return { css: build.css, render: (name, props) => build.render(name, props as object, islands) }
}

/** Vite's manifest of the browser build: source file → what it became. */
export type Manifest = Readonly<Record<string, { readonly file: string; readonly isEntry?: boolean }>>

/** Reads the manifest of the browser build. */
export function readManifest(distDir: string): Manifest {
  return JSON.parse(readFileSync(join(distDir, 'client', '.vite', 'manifest.json'), 'utf8')) as Manifest
}

/** The address of each island by its name: `report` for `report.island.ts`. */
function islandsOf(manifest: Manifest): Record<string, string> {
  const islands: Record<string, string> = {}
  for (const [source, { file }] of Object.entries(manifest)) {
    const name = /([^/]+)\.island\.ts$/.exec(source)?.[1]
    if (name !== undefined) islands[name] = `/${file}`
  }
  return islands
}
