import { Progress as Bar, Stack, Text } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Section, useAnswer } from '#web/kit/index.ts'
import { importOperations, type ImportDetail } from './import.contract.ts'

const everyMs = 1_000

/** How far the system is with the list, renewed each second; the person may go and come back. */
export function Progress({ list }: { readonly list: ImportDetail }) {
  const m = useMessages('data').importList
  const format = useFormat()
  useAnswer(importOperations.getImport, { params: { importId: list.importId } }, { everyMs })
  const done = format.number(list.rowsDone)
  const title = m.underWay[list.state as keyof typeof m.underWay]
  const share = list.rowsTotal === 0 ? 0 : (list.rowsDone / list.rowsTotal) * 100
  return (
    <Section title={title}>
      <Stack maw={640} gap="sm">
        <output>{list.rowsTotal === 0 ? m.progressRead({ done }) : m.progress({ done, total: format.number(list.rowsTotal) })}</output>
        <Bar value={share} size="lg" animated={list.rowsDone === 0} aria-label={title} />
        <Text>{m.mayLeave}</Text>
      </Stack>
    </Section>
  )
}
