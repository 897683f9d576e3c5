import { areaOperations, type Area } from '#modules/people/area/area.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { useAnswer } from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'

/** The areas that the role may search in: districts with their villages below them. */
export function useAreaChoices(): readonly { value: string; label: string }[] {
  const m = useMessages('family').registry
  const homeAreaId = useSession().scope.areaId
  const known = useAnswer(areaOperations.listAreas, {})
  const areas = (known.data?.areas ?? []).filter((area) => isWithin(area, homeAreaId))
  const districts = areas.filter((area) => area.kind === 'district')
  const choices = districts.flatMap((district) => [
    { value: String(district.areaId), label: m.wholeDistrict({ district: district.name }) },
    ...areas.filter((area) => area.parentId === district.areaId).map((village) => ({ value: String(village.areaId), label: `${village.name} (${district.name})` })),
  ])
  return [{ value: '', label: m.everywhere }, ...choices]
}

function isWithin(area: Area, homeAreaId: number): boolean {
  return homeAreaId === 0 || area.areaId === homeAreaId || area.parentId === homeAreaId
}
