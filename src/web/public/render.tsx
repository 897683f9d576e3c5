/** The entry of the server build: turns a page's name and its properties into HTML. Never hydrated. */
import { createElement, type ComponentType } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { AssetsProvider } from './assets.tsx'
import { pages } from './pages.tsx'
import stylesheet from './public.css?inline'

/** The stylesheet exactly as it stands in every page. */
export const css: string = stylesheet

/** A whole HTML document. Throws when no page has that name. */
export function render(name: string, props: object, islands: Readonly<Record<string, string>>): string {
  const page = Object.hasOwn(pages, name) ? (pages as Readonly<Record<string, ComponentType<object>>>)[name] : undefined
  if (page === undefined) throw new Error(`no page is called ${name}`)
  return `<!doctype html>${renderToStaticMarkup(<AssetsProvider assets={{ css, islands }}>{createElement(page, props)}</AssetsProvider>)}`
}
