import { Button, Group, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { call, Problem, Unreachable } from '#web/api/client.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, type Failure } from '#web/kit/index.ts'
import { shrinkPhoto } from '#web/kit/shrink.ts'
import { eventLimits, lifeEventOperations } from './life-event.contract.ts'

interface DocumentsFieldProps {
  readonly value: readonly string[]
  readonly onChange: (documents: readonly string[]) => void
}

/** Pictures of papers: each is handed over as soon as it is taken, and can be taken out again. */
export function DocumentsField({ value, onChange }: DocumentsFieldProps) {
  const t = useMessages('family').lifeEvent
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure>()

  async function add(file: File | undefined): Promise<void> {
    if (file === undefined) return
    setBusy(true)
    setProblem(undefined)
    try {
      const { document } = await call(lifeEventOperations.addEventDocument, { body: await shrinkPhoto(file) })
      onChange([...value, document])
    } catch (failure) {
      if (!(failure instanceof Problem) && !(failure instanceof Unreachable)) throw failure
      setProblem(failure)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Stack gap="xs" component="fieldset" bd={0} p={0} m={0}>
      <Text component="legend" fw={600}>{t.documents}</Text>
      <Text size="sm">{t.documentsHint}</Text>
      <ErrorSummary problem={problem} />
      {value.map((token, at) => (
        <Group key={token}>
          <output>{t.documentAdded({ number: at + 1 })}</output>
          <Button variant="subtle" size="compact-md" onClick={() => onChange(value.filter((each) => each !== token))}>{t.removeDocument({ number: at + 1 })}</Button>
        </Group>
      ))}
      <input
        ref={input} type="file" accept="image/*" hidden aria-label={t.addDocument}
        onChange={(event) => {
          void add(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {value.length < eventLimits.documents && (
        <div>
          <Button variant="default" loading={busy} onClick={() => input.current?.click()}>{t.addDocument}</Button>
        </div>
      )}
    </Stack>
  )
}
