import { createContext, use, type ReactNode } from 'react'

/** What a page needs from the build: the one stylesheet, inlined, and the addresses of the islands by name. */
export interface Assets {
  readonly css: string
  readonly islands: Readonly<Record<string, string>>
}

const AssetsContext = createContext<Assets>({ css: '', islands: {} })

/** Gives the pages below it the build's assets. */
export function AssetsProvider(props: { readonly assets: Assets; readonly children: ReactNode }) {
  return <AssetsContext value={props.assets}>{props.children}</AssetsContext>
}

/** The stylesheet as an element for the head; its hash stands in the content security policy, so it is the only one a page may have. */
export function Stylesheet() {
  // The text comes from our own stylesheet; React would escape its quotes, and the hash would no longer hold.
  return <style dangerouslySetInnerHTML={{ __html: use(AssetsContext).css }} />
}

/** The script of an island (`report` for `report.island.ts`). The page works without it; the island only adds. */
export function Island(props: { readonly name: string }) {
  const address = use(AssetsContext).islands[props.name]
  if (address === undefined) throw new Error(`no island is called ${props.name}`)
  return <script type="module" src={address} />
}
