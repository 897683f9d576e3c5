import { Group } from '@mantine/core'
import { useCallback } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ButtonLink, usePlace } from '#web/kit/index.ts'
import { fieldStoreOf } from '#web/offline/field-store.ts'
import { useStored } from '#web/offline/stored.ts'
import { visitStoreOf } from '#web/offline/visit-store.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan, useSession } from './session.tsx'

/** From visits to cases to visits to families and back, with how many lie on the phone; for whoever makes both. Needs no signal. */
export function RoadTabs() {
  const m = useMessages('field').field
  const { accountId } = useSession()
  const { pathname } = usePlace()
  const isForBoth = [useCan('response.case.work'), useCan('registry.profile.record')].every(Boolean)
  const counts = useStored(useCallback(async () => ({
    cases: (await fieldStoreOf(accountId).lists.rows.get('list'))?.count ?? 0, families: await visitStoreOf(accountId).bundles.rows.count(),
  }), [accountId]))
  if (!isForBoth || counts === undefined) return null
  const tabs = [[staffPaths.fieldList, m.ofCases({ count: counts.cases })], [staffPaths.visits, m.ofFamilies({ count: counts.families })]] as const
  return (
    <Group component="nav" aria-label={m.places} gap="xs" mb="md">
      {tabs.map(([path, text]) => (
        <ButtonLink key={path} href={path} variant={pathname === path ? 'filled' : 'default'} {...(pathname === path && { 'aria-current': 'page' as const })}>{text}</ButtonLink>
      ))}
    </Group>
  )
}
