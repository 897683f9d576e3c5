import { renderSVG } from 'uqr'
import { codeOf, type CodeDeps, type HeldCode } from '#platform/http/held-code.ts'

/** What stands on a paper so that whoever holds it can check it: a code, and the address where it is checked. */
export interface CheckMark extends HeldCode {
  readonly checkUrl: string
}

/** The check mark of the paper that belongs to an id; `pathOf` gives the address of its code below our own. */
export function checkMark(
  deps: CodeDeps & { readonly config: { readonly publicUrl?: string | undefined } }, paper: { readonly purpose: string; readonly id: string }, pathOf: (code: string) => string,
): CheckMark {
  const held = codeOf(deps, paper.purpose, paper.id)
  return { ...held, checkUrl: `${deps.config.publicUrl ?? ''}${pathOf(held.code)}` }
}

/** The picture of an address that phones open, as SVG for a template. */
export function qrOf(address: string): string {
  return renderSVG(address, { ecc: 'M', border: 1 })
}
