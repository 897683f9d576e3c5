import { BoundaryImport } from '#modules/people/boundary/boundary.form.tsx'
import { boundaryOperations, type AreaBoundaries } from '#modules/people/boundary/boundary.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, PageTitle, Section, Status, useAnswer, type Column } from '#web/kit/index.ts'
import { areaOperations, type Area, type AreaTree } from './area.contract.ts'
import { buildAreaTree, listDistricts, listVillagesOf } from './area.rules.ts'

/** Districts with their villages and how far they are drawn, and the import of borders. */
export function AreaPage() {
  const m = useMessages('data')
  const areas = useAnswer(areaOperations.listAreas, {})
  return (
    <>
      <PageTitle title={m.area.title} lede={m.area.lede} />
      <Answered query={areas} rows={8}>
        {(value) => {
          const tree = buildAreaTree(value.areas)
          return (
            <>
              <BoundaryImport areas={tree} boundingBox={value.boundingBox} />
              <Districts areas={tree} />
            </>
          )
        }}
      </Answered>
    </>
  )
}

interface DistrictRow {
  readonly district: Area
  readonly villages: readonly Area[]
  readonly drawn: number
  readonly isDrawn: boolean
}

function Districts({ areas }: { readonly areas: AreaTree }) {
  const m = useMessages('data')
  const districts = useAnswer(boundaryOperations.listAreaBoundaries, { query: { kind: 'district' } })
  const villages = useAnswer(boundaryOperations.listAreaBoundaries, { query: { kind: 'village' } })
  const columns: readonly Column<DistrictRow>[] = [
    { key: 'name', label: m.area.district, render: (row) => row.district.name },
    { key: 'code', label: m.area.code, render: (row) => row.district.code },
    { key: 'villages', label: m.area.villages, render: (row) => <Villages row={row} /> },
    { key: 'borders', label: m.area.borders, render: (row) => <Drawn row={row} /> },
  ]
  return (
    <Section title={m.area.listTitle}>
      <Answered query={districts} rows={8}>
        {(drawnDistricts) => (
          <Answered query={villages} rows={8}>
            {(drawnVillages) => (
              <>
                <Origins boundaries={[drawnDistricts, drawnVillages]} />
                <DataList
                  caption={m.area.listCaption}
                  columns={columns}
                  rows={rowsOf(areas, drawnDistricts, drawnVillages)}
                  rowKey={(row) => row.district.code}
                />
              </>
            )}
          </Answered>
        )}
      </Answered>
    </Section>
  )
}

function rowsOf(areas: AreaTree, districts: AreaBoundaries, villages: AreaBoundaries): readonly DistrictRow[] {
  const drawn = new Set([...districts.boundaries, ...villages.boundaries].map((boundary) => boundary.areaId))
  return listDistricts(areas).map((district) => {
    const below = listVillagesOf(areas, district.areaId)
    return { district, villages: below, drawn: below.filter((village) => drawn.has(village.areaId)).length, isDrawn: drawn.has(district.areaId) }
  })
}

function Villages({ row }: { readonly row: DistrictRow }) {
  const format = useFormat()
  return (
    <details>
      <summary>{format.number(row.villages.length)}</summary>
      {format.list(row.villages.map((village) => village.name))}
    </details>
  )
}

function Drawn({ row }: { readonly row: DistrictRow }) {
  const m = useMessages('data')
  const words = m.area.bordersOf({ districtDrawn: row.isDrawn, drawn: row.drawn, total: row.villages.length })
  if (!row.isDrawn && row.drawn === 0) return <Status tone="neutral">{m.area.missing}</Status>
  const isComplete = row.isDrawn && row.drawn === row.villages.length
  return (
    <>
      <Status tone={isComplete ? 'good' : 'soon'}>{isComplete ? m.area.complete : m.area.partly}</Status> {words}
    </>
  )
}

function Origins({ boundaries }: { readonly boundaries: readonly AreaBoundaries[] }) {
  const m = useMessages('data')
  const format = useFormat()
  const lines = new Set(boundaries.flatMap((each) => each.origins.map((origin) => m.area.originOf({ ...origin, day: format.day(origin.snapshotOn) }))))
  if (lines.size === 0) return <p>{m.area.noOrigins}</p>
  return (
    <>
      <p>{m.area.originsTitle}:</p>
      <ul>
        {[...lines].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}
