import { Button, Group, Stack, Text } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, Section, Status, useCommand } from '#web/kit/index.ts'
import { ComparisonPart } from './comparison.part.tsx'
import { importOperations, type ImportDetail } from './import.contract.ts'
import styles from './import.module.css'

interface PreviewProps {
  readonly list: ImportDetail
  readonly onGo: (step: string) => void
}

/** What storing the list will do, in numbers; then storing it. */
export function Preview({ list, onGo }: PreviewProps) {
  const m = useMessages('data').importList
  const format = useFormat()
  const { counts } = list
  const confirm = useCommand(importOperations.confirmImport, { refreshes: [importOperations.getImport, importOperations.listImports] })
  if (counts === null) return null
  const lines: readonly (readonly [string, number])[] = [
    [m.previewNew, counts.new], [m.previewChanged, counts.changed], [m.previewSame, counts.same], [m.previewFamilies, counts.families], [m.previewBad, counts.bad],
  ]
  return (
    <>
      <ComparisonPart importId={list.importId} />
      <Section title={m.previewTitle}>
        <Stack>
          <ErrorSummary problem={confirm.problem} />
          {list.refusal !== null && <Status tone="soon">{list.refusal.text}</Status>}
          <Text>{m.previewLede}</Text>
          <dl className={styles['figures']}>
            {lines.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{format.number(value)}</dd>
              </div>
            ))}
          </dl>
          <Group>
            <Button loading={confirm.busy} onClick={() => void confirm.run({ params: { importId: list.importId } })}>
              {m.store}
            </Button>
            <Button variant="default" onClick={() => onGo('')}>
              {m.toRepair}
            </Button>
          </Group>
          <Text>{m.storeHint}</Text>
        </Stack>
      </Section>
    </>
  )
}
