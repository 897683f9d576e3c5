import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Status, type Column, type Tone } from '#web/kit/index.ts'
import type { Export, ExportState } from './export.contract.ts'

const tones: Readonly<Record<ExportState, Tone>> = {
  waiting: 'soon', refused: 'bad', making: 'info', ready: 'good', opened: 'good', deleted: 'neutral', failed: 'bad',
}

/** An export's state as colour, word and shape. */
export function ExportStatus({ state }: { readonly state: ExportState }) {
  return <Status tone={tones[state]}>{useMessages('data').exporting.states[state]}</Status>
}

/** The columns that every list of exports has after its first. */
export function useExportColumns(): readonly Column<Export>[] {
  const m = useMessages('data').exporting
  const format = useFormat()
  return [
    { key: 'state', label: m.state, render: (one) => <ExportStatus state={one.state} /> },
    { key: 'rows', label: m.rows, render: (one) => format.number(one.rowCount), isNumber: true },
    { key: 'fields', label: m.fields, render: (one) => one.fields.map((field) => m.columns[field]).join(', ') },
    { key: 'numbers', label: m.numbers, render: (one) => (one.hasFullNumbers ? m.whole : m.covered) },
    { key: 'at', label: m.requestedAt, render: (one) => format.moment(one.requestedAt) },
  ]
}
