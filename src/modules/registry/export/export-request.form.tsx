import { Button, Checkbox, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { ListSource } from '#modules/registry/saved-list/list-source.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { Dialog, errorFor, ErrorSummary, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { exportFields, exportOperations, type ExportField } from './export.contract.ts'

const usual: readonly ExportField[] = ['village', 'hamlet', 'decile']
const shortestPurpose = 10

/** The button that asks for a closed file of a list, with the dialog that asks what for and with what in it. */
export function ExportButton({ list }: { readonly list: ListSource }) {
  const m = useMessages('data').exporting
  const [isOpen, setIsOpen] = useState(false)
  const mayExport = useCan('registry.export.make')
  if (!mayExport) return null
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>{m.button}</Button>
      {isOpen && <RequestDialog list={list} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function RequestDialog({ list, onClose }: { readonly list: ListSource; readonly onClose: () => void }) {
  const messages = useMessages('data')
  const m = messages.exporting
  const go = useGo()
  const mayReveal = useCan('registry.identity.reveal')
  const [purpose, setPurpose] = useState('')
  const [fields, setFields] = useState<readonly ExportField[]>(usual)
  const [fullNumbers, setFullNumbers] = useState(false)
  const [isTried, setIsTried] = useState(false)
  const request = useCommand(exportOperations.requestExport, {
    refreshes: [exportOperations.listExports], onDone: ({ exportId }) => go(staffPaths.export(exportId)),
  })
  const isShort = purpose.trim().length < shortestPurpose

  function submit(event: FormEvent): void {
    event.preventDefault()
    setIsTried(true)
    if (!isShort && fields.length > 0) void request.run({ body: { of: list, purpose: purpose.trim(), fields: [...fields], fullNumbers } })
  }

  function toggle(field: ExportField): void {
    setFields((known) => exportFields.filter((each) => (each === field ? !known.includes(each) : known.includes(each))))
  }

  return (
    <Dialog isOpen onClose={onClose} title={m.dialogTitle} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary problem={request.problem} fields={{ purpose: m.purpose, fields: m.fields }} />
          <Text>{m.dialogText}</Text>
          <Textarea
            id="purpose" label={m.purpose} description={m.purposeHint} value={purpose} maxLength={500} data-autofocus
            error={errorFor(request.problem, 'purpose') ?? (isTried && isShort && m.purposeMissing)} onChange={(event) => setPurpose(event.currentTarget.value)}
          />
          <Checkbox.Group label={m.fields} description={m.fieldsHint} value={[...fields]} error={isTried && fields.length === 0 && m.fieldsMissing}>
            <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="xs">
              {exportFields.map((field) => <Checkbox key={field} value={field} label={m.columns[field]} onChange={() => toggle(field)} />)}
            </SimpleGrid>
          </Checkbox.Group>
          {mayReveal && (
            <Checkbox label={m.fullNumbers} description={m.fullNumbersHint} checked={fullNumbers} onChange={(event) => setFullNumbers(event.currentTarget.checked)} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{messages.common.cancel}</Button>
            <Button type="submit" loading={request.busy}>{m.request}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
