import type { ProposalChoices } from './proposal.contract.ts'

/** The villages that the reader works in, under their districts. */
export function villageOptions(
  { districts, homeAreaId }: Pick<ProposalChoices, 'districts' | 'homeAreaId'>,
): { group: string; items: { value: string; label: string }[] }[] {
  const within = (areaId: number): boolean => homeAreaId === 0 || areaId === homeAreaId || Math.floor(areaId / 10_000) === homeAreaId
  return districts.flatMap((district) => {
    const items = district.villages.filter((village) => within(village.areaId)).map(({ areaId, name }) => ({ value: String(areaId), label: name }))
    return items.length === 0 ? [] : [{ group: district.name, items }]
  })
}
