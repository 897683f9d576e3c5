import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { AreaTree, BoundingBox } from '#modules/people/area/area.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { DataList, ErrorSummary, errorFor, FileDrop, Section, Status, useCommand, type Column } from '#web/kit/index.ts'
import { boundaryFileMaxBytes, boundaryOperations, type BoundaryOrigin, type BoundarySummary, type UnmatchedFeature } from './boundary.contract.ts'
import { readBoundaries, summarizeBoundaries, type BoundariesRefused } from './boundary.rules.ts'

interface Given {
  readonly areas: AreaTree
  readonly boundingBox: BoundingBox
}

type Checked = { readonly file: File; readonly summary: BoundarySummary }

/** Takes a file of borders: checked in the browser, shown, and only then sent with where it comes from. */
export function BoundaryImport(given: Given) {
  const m = useMessages('data')
  const format = useFormat()
  const [checked, setChecked] = useState<Checked>()
  const [refused, setRefused] = useState<BoundariesRefused['kind']>()
  const [saved, setSaved] = useState<BoundarySummary>()

  async function check(file: File): Promise<void> {
    setSaved(undefined)
    const read = readBoundaries(await file.text(), given)
    setRefused(read.ok ? undefined : read.error.kind)
    setChecked(read.ok ? { file, summary: summarizeBoundaries(read.value, given.areas) } : undefined)
  }

  function done(summary: BoundarySummary): void {
    setChecked(undefined)
    setSaved(summary)
  }

  return (
    <Section title={m.area.importTitle}>
      <p>{m.area.importLede}</p>
      <output>{saved !== undefined && <Status tone="good">{m.area.saved(saved)}</Status>}</output>
      {refused !== undefined && (
        <p role="alert">
          <Status tone="bad">{m.area.refused[refused]}</Status>
        </p>
      )}
      {checked === undefined ? (
        <FileDrop
          label={m.area.file}
          hint={m.area.fileHint({ limit: format.fileSize(boundaryFileMaxBytes) })}
          endings={['.geojson', '.json']}
          maxBytes={boundaryFileMaxBytes}
          onFile={(file) => void check(file)}
        />
      ) : (
        <Confirm {...checked} onDone={done} onCancel={() => setChecked(undefined)} />
      )}
    </Section>
  )
}

interface ConfirmProps extends Checked {
  readonly onDone: (summary: BoundarySummary) => void
  readonly onCancel: () => void
}

function Confirm({ file, summary, onDone, onCancel }: ConfirmProps) {
  const m = useMessages('data')
  const [origin, setOrigin] = useState<BoundaryOrigin>({ source: '', licence: '', snapshotOn: '' })
  const saving = useCommand(boundaryOperations.importAreaBoundaries, { onDone, refreshes: [boundaryOperations.listAreaBoundaries] })
  const fields = { source: m.area.source, licence: m.area.licence, snapshotOn: m.area.snapshotOn }
  const field = (name: keyof BoundaryOrigin) => ({
    id: name, required: true, label: fields[name], value: origin[name], error: errorFor(saving.problem, name),
    onChange: (event: { currentTarget: { value: string } }) => setOrigin({ ...origin, [name]: event.currentTarget.value }),
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    void saving.run({ query: origin, body: file })
  }

  return (
    <form onSubmit={submit}>
      <Preview name={file.name} summary={summary} />
      <Stack maw={560}>
        <ErrorSummary problem={saving.problem} fields={fields} />
        <TextInput {...field('source')} description={m.area.sourceHint} maxLength={300} />
        <TextInput {...field('licence')} description={m.area.licenceHint} maxLength={100} />
        <TextInput {...field('snapshotOn')} type="date" />
        <Group>
          <Button type="submit" loading={saving.busy}>
            {m.area.save}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {m.area.chooseOther}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Preview({ name, summary }: { readonly name: string; readonly summary: BoundarySummary }) {
  const m = useMessages('data')
  const columns: readonly Column<UnmatchedFeature>[] = [
    { key: 'name', label: m.area.nameInFile, render: (row) => row.name ?? m.common.none },
    { key: 'position', label: m.area.positionInFile, render: (row) => row.position, isNumber: true },
    { key: 'code', label: m.area.code, render: (row) => row.code ?? m.common.none },
    { key: 'reason', label: m.area.reason, render: (row) => m.area.reasons[row.reason] },
  ]
  return (
    <>
      <h3>{m.area.previewTitle}</h3>
      <p>{m.area.previewOf({ name })}</p>
      <p>
        <strong>{m.area.found(summary)}</strong>
      </p>
      {summary.missing.length === 0 ? (
        <p>{m.area.allThere}</p>
      ) : (
        <details>
          <summary>{m.area.notInFile({ count: summary.missing.length })}</summary>
          <ul>
            {summary.missing.map((area) => (
              <li key={area.code}>
                {area.name} ({area.code})
              </li>
            ))}
          </ul>
        </details>
      )}
      {summary.unmatchedCount > 0 && (
        <details>
          <summary>{m.area.notMatched({ count: summary.unmatchedCount })}</summary>
          <DataList
            caption={m.area.notMatched({ count: summary.unmatchedCount })}
            columns={columns}
            rows={summary.unmatched}
            rowKey={(row) => String(row.position)}
          />
        </details>
      )}
    </>
  )
}
