import { Button, Group } from '@mantine/core'
import { useCallback, useRef } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
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

function Breakdown({ board, isBig }: { readonly board: Board; readonly isBig: boolean }) {
  const m = useMessages()
  const rows = isBig ? 8 : undefined
  return (
    <div className={styles['breakdown']}>
      <Section title={m.board.byOffice}>
        <p className={styles['hint']}>{m.board.byOfficeLede}</p>
        <OfficeList offices={board.offices.slice(0, rows)} />
      </Section>
      <Section title={m.board.byDistrict}>
        <DistrictList districts={board.districts.slice(0, rows)} />
      </Section>
      <Section title={m.board.byRung}>
        <Rungs board={board} />
      </Section>
    </div>
  )
}

/** The figure with its state: late work is red and square, soon due amber and pointed. */
function LateCount({ load }: { readonly load: Load }) {
  const m = useMessages()
  const format = useFormat()
  if (load.late === 0) return <span>{format.number(0)}</span>
  return <Status tone="bad">{`${format.number(load.late)} ${m.board.late.toLowerCase()}`}</Status>
}

function OfficeList({ offices }: { readonly offices: readonly OfficeLoad[] }) {
  const m = useMessages()
  const lang = useLang()
  const format = useFormat()
  return (
    <DataList
      caption={m.board.byOffice}
      rows={offices}
      rowKey={(row) => String(row.officeId)}
      columns={[
        { key: 'office', label: m.board.office, render: (row) => <AppLink href={staffPaths.inbox({ office: String(row.officeId) })}>{row.name[lang]}</AppLink> },
        { key: 'open', label: m.board.open, isNumber: true, render: (row) => format.number(row.open) },
        { key: 'soon', label: m.board.soon, isNumber: true, render: (row) => format.number(row.soon) },
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
        { key: 'soon', label: m.board.soon, isNumber: true, render: (row) => format.number(row.soon) },
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
