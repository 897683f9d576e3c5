import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import type { DeterminationItem } from './determination.contract.ts'
import styles from './determination.module.css'

interface ItemChoiceProps {
  readonly items: readonly DeterminationItem[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Families to be ticked, under their villages. */
export function ItemChoice({ items, chosen, onChange }: ItemChoiceProps) {
  const { determination: m, proposal } = useMessages('proposal')
  const format = useFormat()
  const areaIds = [...new Set(items.map((item) => item.areaId))]
  const villages = areaIds.map((areaId) => items.filter((item) => item.areaId === areaId))
  return (
    <Stack className={styles['choice'] ?? ''}>
      <Group>
        <Button variant="default" onClick={() => onChange(items.map((item) => item.proposalId))}>{m.chooseAll}</Button>
        <output>{m.chosen({ count: format.number(chosen.length) })}</output>
      </Group>
      {villages.map((village) => (
        <fieldset key={village[0]!.areaId} className={styles['village']}>
          <legend>{[village[0]!.villageName, village[0]!.districtName].filter(Boolean).join(', ')}</legend>
          <Stack gap="xs">
            {village.map((item) => (
              <Checkbox
                key={item.proposalId}
                checked={chosen.includes(item.proposalId)}
                onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, item.proposalId] : chosen.filter((each) => each !== item.proposalId))}
                label={[item.subjectName, proposal.kinds[item.kind], item.nikMasked].filter(Boolean).join(' · ')}
              />
            ))}
          </Stack>
        </fieldset>
      ))}
    </Stack>
  )
}
