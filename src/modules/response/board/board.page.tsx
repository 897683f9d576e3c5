import { Button, Group } from '@mantine/core'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, EmptyState, PageTitle, Section, Status, useAddressState, useAnswer, useLive, useRefresh } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { boardOperations, type AreaLoad, type Board, type Load, type OfficeLoad } from './board.contract.ts'
import styles from './board.module.css'

/** What waits in one's scope, by office and by district; `?layar=1` makes it readable across the command room. */
export function BoardPage() {
  const [screen, setScreen] = useAddressState('layar', '')
  const board = useAnswer(boardOperations.getBoard, {}, { everyMs: 60_000 })
  useLive(useCalmRefresh())
  return (
    <div className={styles['board']} data-big={screen === '1' || undefined}>
      <Answered query={board} rows={8}>
        {(value) => <BoardOf board={value} isBig={screen === '1'} onBig={(big) => setScreen(big ? '1' : '')} />}
      </Answered>
    </div>
  )
}

/** Many events in a short time make one refresh, a second after the first. */
function useCalmRefresh(): () => void {
  const refresh = useRefresh()
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  return useCallback(() => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined
      void refresh(boardOperations.getBoard)
    }, 1_000)
  }, [refresh])
}

function BoardOf({ board, isBig, onBig }: { readonly board: Board; readonly isBig: boolean; readonly onBig: (big: boolean) => void }) {
  const m = useMessages()
  const format = useFormat()
  return (
    <>
      <PageTitle
        title={m.board.title}
        lede={m.board.lede({ open: format.number(board.cases.open), late: format.number(board.cases.late), time: format.time(board.at) })}
        action={
          <Button variant="default" onClick={() => onBig(!isBig)}>
            {isBig ? m.board.leaveBigScreen : m.board.bigScreen}
          </Button>
        }
      />
      <Numbers board={board} />
      {board.cases.open === 0 ? <EmptyState title={m.board.nothingOpen} text={m.board.nothingOpenText} /> : <Breakdown board={board} isBig={isBig} />}
    </>
  )
}

function Numbers({ board }: { readonly board: Board }) {
  const m = useMessages()
  const format = useFormat()
  const kept = board.keptShare === null ? m.board.notYet : format.percent(board.keptShare)
  const median = board.medianResponseMinutes === null ? m.board.notYet : format.span(board.medianResponseMinutes * 60_000)
  const numbers = [
    { label: m.board.late, value: format.number(board.cases.late), tone: board.cases.late > 0 ? 'bad' : 'good' },
    { label: m.board.soon, value: format.number(board.cases.soon), tone: board.cases.soon > 0 ? 'soon' : 'good' },
    { label: m.board.open, value: format.number(board.cases.open), tone: 'plain' },
    { label: m.board.openedLastDay, value: format.number(board.openedLastDay), tone: 'plain' },
    { label: m.board.keptShare, value: kept, tone: 'plain' },
    { label: m.board.medianResponse, value: median, tone: 'plain' },
  ]
  return (
    <dl className={styles['numbers']}>
      {numbers.map((number) => (
        <div key={number.label} className={styles['number']} data-tone={number.tone}>
          <dt>{number.label}</dt>
          <dd data-quiet={number.value === m.board.notYet || undefined}>{number.value}</dd>
        </div>
      ))}
    </dl>
  )
}

const shortList = 8

function Breakdown({ board, isBig }: { readonly board: Board; readonly isBig: boolean }) {
  const m = useMessages()
  return (
    <div className={styles['breakdown']}>
      <Section title={m.board.byOffice}>
        <p className={styles['hint']}>{m.board.byOfficeLede}</p>
        <WorstFirst rows={board.offices} isBig={isBig}>{(offices) => <OfficeList offices={offices} />}</WorstFirst>
      </Section>
      <div>
        <Section title={m.board.byRung}>
          <Rungs board={board} />
        </Section>
        <Section title={m.board.byDistrict}>
          <WorstFirst rows={board.districts} isBig={isBig}>{(districts) => <DistrictList districts={districts} />}</WorstFirst>
        </Section>
      </div>
    </div>
  )
}

/** The first rows of a long list, and all of them on demand; the big screen shows the first only. */
function WorstFirst<T>({ rows, isBig, children }: { readonly rows: readonly T[]; readonly isBig: boolean; readonly children: (shown: readonly T[]) => ReactNode }) {
  const m = useMessages()
  const format = useFormat()
  const [isWhole, setIsWhole] = useState(false)
  const isCut = rows.length > shortList && !isWhole
  return (
    <>
      {children(isCut || isBig ? rows.slice(0, shortList) : rows)}
      {isCut && !isBig && (
        <Button variant="default" mt="md" onClick={() => setIsWhole(true)}>
          {m.board.showAll({ count: format.number(rows.length) })}
        </Button>
      )}
    </>
  )
}

/** Late work is red and square; the column's head is the word. */
function LateCount({ load }: { readonly load: Load }) {
  const format = useFormat()
  return load.late === 0 ? <span>{format.number(0)}</span> : <Status tone="bad">{format.number(load.late)}</Status>
}

function OfficeList({ offices }: { readonly offices: readonly OfficeLoad[] }) {
  const m = useMessages()
  const format = useFormat()
  return (
    <DataList
      caption={m.board.byOffice}
      rows={offices}
      rowKey={(row) => String(row.officeId)}
      columns={[
        { key: 'office', label: m.board.office, render: (row) => <AppLink href={staffPaths.inbox({ office: String(row.officeId) })}>{row.short}</AppLink> },
        { key: 'open', label: m.board.open, isNumber: true, render: (row) => format.number(row.open) },
        { key: 'soon', label: m.board.soonShort, isNumber: true, render: (row) => format.number(row.soon) },
        { key: 'late', label: m.board.late, isNumber: true, render: (row) => <LateCount load={row} /> },
      ]}
    />
  )
}

function DistrictList({ districts }: { readonly districts: readonly AreaLoad[] }) {
  const m = useMessages()
  const format = useFormat()
  return (
    <DataList
      caption={m.board.byDistrict}
      rows={districts}
      rowKey={(row) => String(row.areaId)}
      columns={[
        { key: 'district', label: m.board.district, render: (row) => (row.areaId === 0 ? m.board.unplaced : <AppLink href={staffPaths.map({ district: row.areaId })}>{row.name}</AppLink>) },
        { key: 'open', label: m.board.open, isNumber: true, render: (row) => format.number(row.open) },
        { key: 'soon', label: m.board.soonShort, isNumber: true, render: (row) => format.number(row.soon) },
        { key: 'late', label: m.board.late, isNumber: true, render: (row) => <LateCount load={row} /> },
      ]}
    />
  )
}

function Rungs({ board }: { readonly board: Board }) {
  const m = useMessages()
  const format = useFormat()
  const most = Math.max(1, ...board.rungs.map((rung) => rung.open))
  return (
    <ul className={styles['rungs']}>
      {board.rungs.map((rung) => (
        <li key={rung.rung}>
          <Group justify="space-between">
            <span>{m.board.rungs[rung.rung]}</span>
            <strong>{format.number(rung.open)}</strong>
          </Group>
          <progress max={most} value={rung.open} aria-label={m.board.rungs[rung.rung]} />
        </li>
      ))}
    </ul>
  )
}
