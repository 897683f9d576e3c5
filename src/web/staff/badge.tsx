import { Suspense } from 'react'
import type { Screen } from './screen-entry.ts'
import { useSession } from './session.tsx'

/** How much waits behind a screen of the menu, for roles that are told; it comes after the menu itself. */
export function Badge({ screen: { badge } }: { readonly screen: Screen }) {
  const { grants } = useSession()
  if (badge === undefined || !grants.includes(badge.grant)) return null
  return <Suspense fallback={null}><badge.Shown /></Suspense>
}
