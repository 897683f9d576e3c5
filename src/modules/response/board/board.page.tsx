import { Button, Group } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, ButtonLink, DataList, EmptyState, PageTitle, Section, useAnswer, useCalmLive, useIsBigScreen, useRefresh,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { DataAge } from './board-alarm.part.tsx'
import { boardOperations, type AreaLoad, type Board, type Load, type OfficeLoad } from './board.contract.ts'
import styles from './board.module.css'
import { LateCount, NumberTiles, toneOf } from './numbers.part.tsx'
import { Wall } from './wall.part.tsx'

/** What waits in one's scope, by office and by district; `?layar=1` fills the command room's wall with it. */
export function BoardPage() {
  const board = useAnswer(boardOperations.getBoard, {}, { everyMs: 60_000 })
  const refresh = useRefresh()
  useCalmLive(() => void refresh(boardOperations.getBoard))
  const isBig = useIsBigScreen()
  return (
    <Answered query={board} rows={8} isQuiet={isBig}>
      {(value) => (isBig ? <Wall board={value} /> : <BoardOf board={value} />)}
    </Answered>
  )
}

function BoardOf({ board }: { readonly board: Board }) {
  const m = useMessages('overview').board
  const format = useFormat()
  return (
    <>
      <PageTitle
        title={m.title}
        lede={m.lede({ open: format.number(board.cases.open), late: format.number(board.cases.late), time: format.time(board.at) })}
        action={
          <Group>
            <DataAge board={board} />
            <ButtonLink variant="default" href={staffPaths.bigBoard}>
              {m.bigScreen}
            </ButtonLink>
          </Group>
        }
      />
      <Numbers board={board} />
      <Breakdown board={board} />
    </>
  )
}

function Numbers({ board }: { readonly board: Board }) {
  const m = useMessages('overview').board
  const format = useFormat()
  const kept = board.keptShare === null ? m.notYet : format.percent(board.keptShare)
  const median = board.medianResponseMinutes === null ? m.notYet : format.span(board.medianResponseMinutes * 60_000)
  return (
    <NumberTiles
      numbers={[
        { label: m.late, value: format.number(board.cases.late), tone: toneOf(board.cases.late, 'bad') },
        { label: m.soon, value: format.number(board.cases.soon), tone: toneOf(board.cases.soon, 'soon') },
        { label: m.open, value: format.number(board.cases.open), tone: 'plain' },
        { label: m.danger, value: format.number(board.danger.waiting), tone: toneOf(board.danger.waiting, 'bad') },
        { label: m.openedLastDay, value: format.number(board.openedLastDay), tone: 'plain' },
        { label: m.keptShare, value: kept, tone: 'plain' },
        { label: m.medianResponse, value: median, tone: 'plain' },
      ]}
    />
  )
}

const shortList = 8

function Breakdown({ board }: { readonly board: Board }) {
  const m = useMessages('overview')
  if (board.cases.open === 0) return <EmptyState title={m.board.nothingOpen} text={m.board.nothingOpenText} />
  return (
    <div className={styles['breakdown']}>
      <div className={styles['part']}>
        <Section title={m.board.byOffice}>
          <WorstFirst rows={board.offices}>{(offices) => <OfficeList offices={offices} />}</WorstFirst>
        </Section>
      </div>
      <div className={styles['part']}>
        <Section title={m.board.byDistrict}>
          <WorstFirst rows={board.districts}>{(districts) => <DistrictList districts={districts} />}</WorstFirst>
        </Section>
      </div>
      <div className={styles['part']}>
        <Section title={m.board.byRung}>
          <Rungs board={board} />
        </Section>
      </div>
    </div>
  )
}

/** The first rows of a long list, and all of them on demand. */
function WorstFirst<T>({ rows, children }: { readonly rows: readonly T[]; readonly children: (shown: readonly T[]) => ReactNode }) {
  const m = useMessages('overview')
  const format = useFormat()
  const [isWhole, setIsWhole] = useState(false)
  const isCut = rows.length > shortList && !isWhole
  return (
    <>
      {children(isCut ? rows.slice(0, shortList) : rows)}
      {isCut && (
        <Button variant="default" mt="md" onClick={() => setIsWhole(true)}>
          {m.board.showAll({ count: format.number(rows.length) })}
        </Button>
      )}
    </>
  )
}

function OfficeList({ offices }: { readonly offices: readonly OfficeLoad[] }) {
  const m = useMessages('overview')
  const mayRead = useCan('response.case.read')
  return (
    <LoadList
      caption={m.board.byOffice}
      name={m.board.office}
      rows={offices}
      rowKey={(row) => String(row.officeId)}
      nameOf={(row) => row.short}
      linkOf={(row) => (mayRead ? staffPaths.inbox({ office: String(row.officeId), tab: 'all' }) : undefined)}
    />
  )
}

function DistrictList({ districts }: { readonly districts: readonly AreaLoad[] }) {
  const m = useMessages('overview')
  const hasMap = useCan('response.map.read')
  return (
    <LoadList
      caption={m.board.byDistrict}
      name={m.board.district}
      rows={districts}
      rowKey={(row) => String(row.areaId)}
      nameOf={(row) => (row.areaId === 0 ? m.board.unplaced : row.name)}
      linkOf={(row) => (hasMap && row.areaId !== 0 ? staffPaths.map({ district: row.areaId }) : undefined)}
    />
  )
}

interface LoadListProps<T extends Load> {
  readonly caption: string
  /** What the rows are. */
  readonly name: string
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  readonly nameOf: (row: T) => string
  /** Where a row leads, for whoever may go there. */
  readonly linkOf: (row: T) => string | undefined
}

/** Who or where, and how much of it is open, due soon and late. */
function LoadList<T extends Load>({ caption, name, rows, rowKey, nameOf, linkOf }: LoadListProps<T>) {
  const m = useMessages('overview')
  const format = useFormat()
  return (
    <DataList
      caption={caption}
      rows={rows}
      rowKey={rowKey}
      isSlim
      columns={[
        { key: 'name', label: name, render: (row) => <MaybeLink href={linkOf(row)}>{nameOf(row)}</MaybeLink> },
        { key: 'open', label: m.board.open, isNumber: true, render: (row) => format.number(row.open) },
        { key: 'soon', label: m.board.soonShort, isNumber: true, render: (row) => format.number(row.soon) },
        { key: 'late', label: m.board.late, isNumber: true, render: (row) => <LateCount load={row} /> },
      ]}
    />
  )
}

function MaybeLink({ href, children }: { readonly href: string | undefined; readonly children: string }) {
  return href === undefined ? <>{children}</> : <AppLink href={href}>{children}</AppLink>
}

function Rungs({ board }: { readonly board: Board }) {
  const m = useMessages('overview')
  const format = useFormat()
  const most = Math.max(1, ...board.rungs.map((rung) => rung.open))
  return (
    <ul className={styles['rungs']}>
      {board.rungs.map((rung) => (
        <li key={rung.rung}>
          <div className={styles['rungHead']}>
            <span>{m.board.rungs[rung.rung]}</span>
            <strong>{format.number(rung.open)}</strong>
          </div>
          <progress max={most} value={rung.open} aria-label={m.board.rungs[rung.rung]} />
        </li>
      ))}
    </ul>
  )
}
