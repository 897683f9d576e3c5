import { Button, Checkbox, CloseButton, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { DataList, ErrorSummary, useCommand, type Column } from '#web/kit/index.ts'
import { deliberationOperations, type Attendee, type AttendeeRole, type DeliberationDetail } from './deliberation.contract.ts'
import styles from './deliberation.module.css'

interface AttendanceProps {
  readonly detail: DeliberationDetail
  readonly isEditable: boolean
}

/** Who was invited and who is there: a list to fill in before, a table afterwards. */
export function Attendance({ detail, isEditable }: AttendanceProps) {
  const m = useMessages('proposal').deliberation
  const columns: readonly Column<Attendee & { readonly no: number }>[] = [
    { key: 'name', label: m.attendeeName, render: (each) => each.name },
    { key: 'role', label: m.attendeeRole, render: (each) => m.roles[each.role] },
    { key: 'present', label: m.present, render: (each) => (each.present ? m.present : m.absent) },
  ]
  if (isEditable) return <AttendanceForm detail={detail} />
  return <DataList caption={m.attendance} columns={columns} rows={detail.attendees.map((each, no) => ({ ...each, no }))} rowKey={(each) => String(each.no)} />
}

interface Line extends Attendee {
  readonly key: number
}

function AttendanceForm({ detail }: { readonly detail: DeliberationDetail }) {
  const m = useMessages('proposal').deliberation
  const [lines, setLines] = useState<readonly Line[]>(() => detail.attendees.map((each, key) => ({ ...each, key })))
  const save = useCommand(deliberationOperations.setAttendance, { refreshes: [deliberationOperations.getDeliberation] })
  const change = (key: number, to: Partial<Attendee>): void => setLines(lines.map((line) => (line.key === key ? { ...line, ...to } : line)))
  const add = (): void => setLines([...lines, { key: Math.max(-1, ...lines.map((line) => line.key)) + 1, name: '', role: 'community', present: true }])
  function send(event: FormEvent): void {
    event.preventDefault()
    const attendees = lines.filter((line) => line.name.trim() !== '').map(({ name, role, present }) => ({ name, role, present }))
    void save.run({ params: { deliberationId: detail.deliberationId }, body: { seenVersion: detail.version, attendees } })
  }
  return (
    <form onSubmit={send} noValidate>
      <ErrorSummary problem={save.problem} />
      <p>{m.attendanceHint}</p>
      <Stack>
        {lines.map((line) => (
          <div key={line.key} className={styles['person']}>
            <TextInput label={m.attendeeName} value={line.name} onChange={(event) => change(line.key, { name: event.currentTarget.value })} maxLength={120} />
            <NativeSelect
              label={m.attendeeRole}
              value={line.role}
              onChange={(event) => change(line.key, { role: event.currentTarget.value as AttendeeRole })}
              data={Object.entries(m.roles).map(([value, label]) => ({ value, label }))}
            />
            <Checkbox label={m.present} checked={line.present} onChange={(event) => change(line.key, { present: event.currentTarget.checked })} />
            <CloseButton aria-label={m.removeAttendee({ name: line.name })} onClick={() => setLines(lines.filter((other) => other !== line))} />
          </div>
        ))}
        <Group>
          <Button variant="default" onClick={add}>{m.addAttendee}</Button>
          <Button type="submit" loading={save.busy}>{m.saveAttendance}</Button>
        </Group>
      </Stack>
    </form>
  )
}
