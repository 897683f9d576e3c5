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

/** A village of one's own area, or a district of it for whoever has no fixed home. */
export function AreaField({ value, onChange, error }: AreaFieldProps) {
  const t = useMessages('family').lifeEvent
  const homeAreaId = useSession().scope.areaId
  const areas = useAnswer(areaOperations.listAreas, {}).data?.areas ?? []
  const names = new Map(areas.map((area) => [area.areaId, area.name]))
  const own = areas.filter((area) => area.kind !== 'regency' && (homeAreaId === 0 || area.areaId === homeAreaId || area.parentId === homeAreaId))
  const choices = own.map((area) => ({ value: String(area.areaId), label: area.kind === 'village' ? `${area.name} (${names.get(area.parentId ?? 0) ?? ''})` : area.name }))
  return (
    <NativeSelect id="areaId" label={t.area} value={value} error={error} onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t.chooseArea }, ...choices]} />
  )
}
