import { elements, type Element } from '#modules/response/satisfaction/satisfaction.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { DataList, FoldingSection, Status, type Column } from '#web/kit/index.ts'
import type { SatisfactionFigures } from './performance.contract.ts'

interface Row {
  readonly element: Element
  readonly mean: number
}

/** How reporters marked each of the nine elements, in the order of the survey; the lowest says so. */
export function ElementsPart({ satisfaction }: { readonly satisfaction: SatisfactionFigures }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const { count, index, grade, elements: means } = satisfaction
  if (index === null || means === null) {
    return <FoldingSection name="elements" title={m.elementsTitle}><p>{count === 0 ? m.elementsNone : m.elementsFew({ count: format.number(count) })}</p></FoldingSection>
  }
  const rows = elements.map((element, place): Row => ({ element, mean: means[place] ?? 0 }))
  return (
    <FoldingSection name="elements" title={m.elementsTitle}>
      <p>{m.elementsLede({ count: format.number(count), index: format.number(index), grade: grade ?? '–' })}</p>
      <Marks rows={rows} />
    </FoldingSection>
  )
}

function Marks({ rows }: { readonly rows: readonly Row[] }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const lowest = Math.min(...rows.map(({ mean }) => mean))
  const hasLowest = rows.some(({ mean }) => mean > lowest)
  const columns: readonly Column<Row>[] = [
    { key: 'element', label: m.element, render: ({ element }) => m.elements[element] },
    {
      key: 'mark', label: m.mark, render: ({ mean }) => (
        <>
          {format.number(Math.round(mean * 100) / 100)}
          {hasLowest && mean === lowest && <> <Status tone="soon">{m.lowest}</Status></>}
        </>
      ),
    },
  ]
  return <DataList caption={m.elementsTitle} columns={columns} rows={rows} rowKey={({ element }) => element} />
}
