import { useMediaQuery } from '@mantine/hooks'
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ButtonLink, DataList, EmptyState, PageTitle } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { DangerAlarm, DataAge, SoundButton, useDangerAlarm } from './board-alarm.part.tsx'
import type { Board, Load } from './board.contract.ts'
import styles from './board.module.css'
import { LateCount, NumberTiles, toneOf } from './numbers.part.tsx'

/**
 * The command room's wall. Letters are read from four metres, so there is less of everything: five numbers, and of each list the worst lines that have
 * room. What is small belongs to whoever stands before the wall (`data-near`).
 */
export function Wall({ board }: { readonly board: Board }) {
  const m = useMessages('overview').board
  const alarm = useDangerAlarm(board.danger.newestAt)
  return (
    <div className={styles['big']}>
      <PageTitle
        title={m.title}
        action={
          <div className={styles['state']}>
            <DataAge board={board} />
            <SoundButton alarm={alarm} />
            <ButtonLink variant="default" href={staffPaths.board} data-near>
              {m.leaveBigScreen}
            </ButtonLink>
          </div>
        }
      />
      <DangerAlarm alarm={alarm} />
      <Numbers board={board} />
      {board.cases.open === 0 ? <EmptyState title={m.nothingOpen} text={m.nothingOpenText} /> : <Worst board={board} />}
    </div>
  )
}

function Numbers({ board }: { readonly board: Board }) {
  const m = useMessages('overview').board
  const format = useFormat()
  return (
    <NumberTiles
      numbers={[
        { label: m.danger, value: format.number(board.danger.waiting), tone: toneOf(board.danger.waiting, 'bad') },
        { label: m.late, value: format.number(board.cases.late), tone: toneOf(board.cases.late, 'bad') },
        { label: m.soon, value: format.number(board.cases.soon), tone: toneOf(board.cases.soon, 'soon') },
        { label: m.open, value: format.number(board.cases.open), tone: 'plain' },
        { label: m.keptShareShort, value: board.keptShare === null ? m.notYet : format.percent(board.keptShare), tone: 'plain' },
      ]}
    />
  )
}

function Worst({ board }: { readonly board: Board }) {
  const m = useMessages('overview').board
  const box = useRef<HTMLDivElement>(null)
  const fitting = useFittingRows(box)
  return (
    <div ref={box} className={styles['breakdown']}>
      <LoadList caption={m.byOffice} name={m.office} rows={board.offices.slice(0, fitting)} keyOf={(row) => String(row.officeId)} nameOf={(row) => row.short} />
      <LoadList
        caption={m.byDistrict} name={m.district} rows={board.districts.slice(0, fitting)} keyOf={(row) => String(row.areaId)}
        nameOf={(row) => (row.areaId === 0 ? m.unplacedShort : row.name)}
      />
    </div>
  )
}

interface LoadListProps<T extends Load> {
  readonly caption: string
  /** What the rows are. */
  readonly name: string
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly nameOf: (row: T) => string
}

function LoadList<T extends Load>({ caption, name, rows, keyOf, nameOf }: LoadListProps<T>) {
  const m = useMessages('overview').board
  const format = useFormat()
  return (
    <DataList
      caption={caption}
      rows={rows}
      rowKey={keyOf}
      isSlim
      columns={[
        { key: 'name', label: name, render: nameOf },
        { key: 'open', label: m.open, isNumber: true, render: (row) => format.number(row.open) },
        { key: 'late', label: m.lateShort, isNumber: true, render: (row) => <LateCount load={row} /> },
      ]}
    />
  )
}

const fewestRows = 1
const rowsWithoutAWall = 8

/** How many rows of a table have room in a box of fixed height; what is announced above it (danger, a cut line) takes room away. */
function useFittingRows(box: RefObject<HTMLElement | null>): number {
  const isWall = useMediaQuery('(min-width: 1200px) and (orientation: landscape)', true, { getInitialValueInEffect: false })
  const [rows, setRows] = useState(fewestRows)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => setRows(rowsThatFit(element)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return isWall ? rows : rowsWithoutAWall
}

function rowsThatFit(box: HTMLElement): number {
  const [head, row] = [box.querySelector('thead'), box.querySelector('tbody tr')]
  if (head === null || row === null) return fewestRows
  return Math.max(fewestRows, Math.floor((box.clientHeight - head.getBoundingClientRect().height) / row.getBoundingClientRect().height))
}
