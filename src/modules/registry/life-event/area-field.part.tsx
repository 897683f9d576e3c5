import { NativeSelect } from '@mantine/core'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { useAnswer } from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'

interface AreaFieldProps {
  readonly value: string
  readonly onChange: (areaId: string) => void
  readonly error: string | undefined
}

interface OwnArea {
  readonly kind: string
  readonly value: string
  readonly label: string
}

function useOwnAreas(): readonly OwnArea[] {
  const homeAreaId = useSession().scope.areaId
  const areas = useAnswer(areaOperations.listAreas, {}).data?.areas ?? []
  const names = new Map(areas.map((area) => [area.areaId, area.name]))
  const own = areas.filter((area) => area.kind !== 'regency' && (homeAreaId === 0 || area.areaId === homeAreaId || area.parentId === homeAreaId))
  return own.map(({ kind, areaId, name, parentId }) => ({ kind, value: String(areaId), label: kind === 'village' ? `${name} (${names.get(parentId ?? 0) ?? ''})` : name }))
}

/** The villages of one's own area, for a filter. */
export function useOwnVillages(): readonly { readonly value: string; readonly label: string }[] {
  return useOwnAreas().filter(({ kind }) => kind === 'village').map(({ value, label }) => ({ value, label }))
}

/** A village of one's own area, or a district of it for whoever has no fixed home. */
export function AreaField({ value, onChange, error }: AreaFieldProps) {
  const t = useMessages('family').lifeEvent
  const choices = useOwnAreas().map(({ value: areaId, label }) => ({ value: areaId, label }))
  return (
    <NativeSelect id="areaId" label={t.area} value={value} error={error} onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t.chooseArea }, ...choices]} />
  )
}
