import { Button, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { Held, useHolder, useRoom } from './hold.tsx'
import styles from './kit.module.css'
import type { PagesQuery } from './query.ts'
import { EmptyState, ErrorState, Loading } from './states.tsx'

/** One column of a list; on a phone it is one line of a card. The first column is the card's heading. */
export interface Column<T> {
  readonly key: string
  readonly label: string
  readonly render: (row: T) => ReactNode
  /** Numbers stand to the right. */
  readonly isNumber?: boolean
  /** In a card it stands behind `more`, so that a long list is read on a phone; in a table it is a column like the others. */
  readonly isMore?: boolean
}

interface DataListProps<T> {
  /** Names the list for screen readers. */
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  /** A name and a few numbers: a table on a phone too, where they are read down the column. */
  readonly isSlim?: boolean
}

/** Rows as a real table from 640 px on, as cards below; slim ones are a table everywhere. A row whose dialog is open keeps its form. */
export function DataList<T>({ isSlim = false, ...list }: DataListProps<T>) {
  const holder = useHolder()
  const isWide = useRoom('(min-width: 640px)', holder)
  return <Held holder={holder}>{isWide || isSlim ? <RowsAsTable {...list} isSlim={isSlim} isTight={!isWide} /> : <RowsAsCards {...list} />}</Held>
}

function RowsAsTable<T>({ caption, columns, rows, rowKey, isSlim, isTight }: DataListProps<T> & { readonly isTight: boolean }) {
  const names = [isSlim === true && styles['slim'], isTight && styles['tight']].filter((name) => typeof name === 'string').join(' ')
  return (
    <Table.ScrollContainer minWidth={0} type="native">
      <Table verticalSpacing="sm" horizontalSpacing={isTight ? 4 : 'sm'} className={names} fz="md" highlightOnHover>
        <Table.Caption className={styles['unseen'] ?? ''}>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.key} scope="col" ta={column.isNumber === true ? 'right' : 'left'}>
                {column.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map((column) => (
                <Table.Td key={column.key} ta={column.isNumber === true ? 'right' : 'left'}>
                  {column.render(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function RowsAsCards<T>({ caption, columns, rows, rowKey }: DataListProps<T>) {
  const [heading, ...lines] = columns
  return (
    <ul className={styles['cards']} aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={styles['card']}>
          <div className={styles['cardHead']}>{heading?.render(row)}</div>
          <CardLines columns={lines.filter(({ isMore }) => isMore !== true)} row={row} />
          <MoreLines columns={lines.filter(({ isMore }) => isMore === true)} row={row} />
        </li>
      ))}
    </ul>
  )
}

interface LinesProps<T> {
  readonly columns: readonly Column<T>[]
  readonly row: T
}

function CardLines<T>({ columns, row }: LinesProps<T>) {
  return (
    <dl className={styles['cardLines']}>
      {columns.map((column) => (
        <div key={column.key}>
          <dt>{column.label}</dt>
          <dd>{column.render(row)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Found by the search of the page and printed like the others. */
function MoreLines<T>({ columns, row }: LinesProps<T>) {
  const m = useMessages()
  if (columns.length === 0) return null
  return (
    <details className={styles['more']}>
      <summary>{m.common.more}</summary>
      <CardLines columns={columns} row={row} />
    </details>
  )
}

interface PagedListProps<T> {
  readonly query: PagesQuery<T>
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  /** A name and a few numbers, as in `DataList`. */
  readonly isSlim?: boolean
  /** What to say, and what to do next, when there is nothing. */
  readonly empty: { readonly title: string; readonly text?: ReactNode; readonly action?: ReactNode }
}

/** A list that is read page by page, with all its states: on its way, failed, empty, and more to come. */
export function PagedList<T>({ query, empty, ...list }: PagedListProps<T>) {
  const m = useMessages()
  const retry = (): void => void (query.data === undefined ? query.refetch() : query.fetchNextPage())
  const failure = query.error !== null && <ErrorState error={query.error} onRetry={retry} busy={query.isFetching} />
  if (query.data === undefined) return failure || <Loading rows={6} />
  const rows = query.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return failure || <EmptyState {...empty} />
  return (
    <>
      <DataList {...list} rows={rows} />
      {failure}
      {query.hasNextPage && (
        <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {m.common.loadMore}
        </Button>
      )}
    </>
  )
}
