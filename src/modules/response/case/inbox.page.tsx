import { Button, Tabs } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import {
  Answered, AppLink, ButtonLink, Dialog, EmptyState, ErrorState, Loading, PageTitle, useAddressState, useAnswer, useGo, useLive, usePages, useRefresh,
} from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan, useSession } from '#web/staff/session.tsx'
import { planOperations } from '#modules/response/plan/plan.contract.ts'
import { AskedAboutGlass } from '#modules/response/protection/own-glass.part.tsx'
import { caseOperations } from './case.contract.ts'
import { actOfKey, type ShownAct } from './case-acts.part.tsx'
import { CaseView } from './case.part.tsx'
import { FilterBar, queryOf, useInboxFilters } from './inbox-filters.part.tsx'
import { Queue } from './inbox-queue.part.tsx'
import { useSteadyRows, type SteadyRow } from './inbox-steady.part.tsx'
import { inboxOperations, type InboxTab } from './inbox.contract.ts'
import styles from './case.module.css'

const tabs = ['new', 'mine', 'late', 'returned', 'stopped', 'all'] as const satisfies readonly InboxTab[]

/** The emergency desk: the queue of one's scope in the order of what is due, and beside it, where there is room, the case and its acts. */
export function InboxPage() {
  const m = useMessages('response')
  const [asked, setTab] = useAddressState('tab', 'new')
  const tab = tabs.find((each) => each === asked) ?? 'new'
  const filters = useInboxFilters()
  const query = queryOf(filters.values)
  const counts = useAnswer(inboxOperations.countCases, { query }, { everyMs: 60_000 })
  const inbox = usePages(inboxOperations.listCases, { query: { tab, ...query } })
  const steady = useSteadyRows(inbox.data?.pages.flatMap((page) => page.items), JSON.stringify({ tab, query }), inbox.data?.pages.length ?? 0)
  const [givesOut, leads] = [useCan('response.case.assign'), useCan('response.case.refer')]
  const isShown = (each: InboxTab): boolean => {
    if (each === 'returned') return givesOut && (counts.data?.returned ?? 0) > 0
    return each !== 'stopped' || (leads && (counts.data?.stopped ?? 0) > 0)
  }
  useCalmRefresh()
  useCountInTitle(counts.data?.new ?? 0)
  return (
    <>
      <PageTitle title={m.inbox.title} lede={m.inbox.lede} />
      <AskedAboutGlass />
      <Tabs value={tab} onChange={(next) => setTab(next ?? 'new')} keepMounted={false}>
        <Tabs.List className={styles['tabs'] ?? ''}>
          {tabs.filter((each) => isShown(each) || tab === each).map((each) => (
            <Tabs.Tab key={each} value={each} className={styles['tab'] ?? ''}>
              <TabName tab={each} count={each === 'all' ? 0 : (counts.data?.[each] ?? 0)} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <FilterBar filters={filters} />
          {inbox.data === undefined && inbox.error === null && <Loading rows={6} />}
          {inbox.data === undefined && inbox.error !== null && <InboxError inbox={inbox} />}
          {inbox.data !== undefined && <Desk key={tab} tab={tab} steady={steady} inbox={inbox} isNarrowed={Object.keys(query).length > 0} />}
        </Tabs.Panel>
      </Tabs>
      <p>
        <AppLink href={staffPaths.breakGlass}>{m.protection.breakGlass}</AppLink>
      </p>
    </>
  )
}

function TabName({ tab, count }: { readonly tab: InboxTab; readonly count: number }) {
  const m = useMessages('response')
  const name = m.inbox.tabs[tab]
  const shown = count >= 100 ? '99+' : String(count)
  return (
    <span aria-label={count === 0 ? name : m.inbox.tabCount({ name, count: shown })}>
      {name}
      {count > 0 && <span className={styles['count']}>{shown}</span>}
    </span>
  )
}

type InboxQuery = ReturnType<typeof usePages<typeof inboxOperations.listCases>>

function InboxError({ inbox }: { readonly inbox: InboxQuery }) {
  return <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} busy={inbox.isFetching} />
}

interface DeskProps {
  readonly tab: InboxTab
  readonly steady: ReturnType<typeof useSteadyRows>
  readonly inbox: InboxQuery
  readonly isNarrowed: boolean
}

function Desk({ tab, steady, inbox, isNarrowed }: DeskProps) {
  const m = useMessages('response')
  const go = useGo()
  const hasRoom = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false })
  const [chosenId, setChosenId] = useState<string>()
  const [act, setAct] = useState<ShownAct>()
  const [helps, setHelps] = useState(false)
  function choose(caseId: string): void {
    setAct(undefined)
    if (hasRoom) setChosenId(caseId)
    else go(staffPaths.case(caseId))
  }
  useDeskKeys({ rows: steady.rows, chosenId, onChoose: choose, onAct: setAct, onHelp: () => setHelps(true), isOn: hasRoom })
  // What was chosen while there was room stays when the window becomes narrow: somebody may be writing in it.
  const showsCase = chosenId !== undefined || (hasRoom && steady.rows.length > 0)
  const renew = steady.freshCount > 0 || steady.rows.some((row) => row.isGone)
  return (
    <div className={styles['desk']}>
      <div>
        <output className={styles['fresh']}>
          {renew && <Button onClick={steady.accept}>{steady.freshCount > 0 ? m.inbox.fresh({ count: steady.freshCount }) : m.inbox.changed}</Button>}
        </output>
        {steady.rows.length === 0 && !renew && (isNarrowed ? <EmptyState title={m.inbox.emptyFiltered} /> : <EmptyState {...m.inbox.empty[tab]} />)}
        <Queue rows={steady.rows} chosenId={chosenId} onChoose={choose} />
        {inbox.error !== null && <InboxError inbox={inbox} />}
        {inbox.hasNextPage && (
          <Button variant="default" mt="md" loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
            {m.common.loadMore}
          </Button>
        )}
      </div>
      {showsCase && (
        <section className={styles['preview']} data-empty={chosenId === undefined || undefined} aria-label={m.inbox.chosen}>
          {chosenId === undefined && <EmptyState title={m.inbox.chooseOne} text={m.inbox.chooseOneText} />}
          {chosenId !== undefined && <Preview caseId={chosenId} act={act} onAct={setAct} />}
          {hasRoom && (
            <Button variant="subtle" size="sm" mt="md" onClick={() => setHelps(true)}>
              {m.inbox.keys} <kbd className={styles['key']}>?</kbd>
            </Button>
          )}
          {!hasRoom && (
            <Button variant="default" size="sm" mt="md" onClick={() => setChosenId(undefined)}>
              {m.common.close}
            </Button>
          )}
        </section>
      )}
      <KeyHelp isOpen={helps} onClose={() => setHelps(false)} />
    </div>
  )
}

/** The chosen case beside the queue. Going through the queue quickly reads (and logs) only the case at which one stops. */
function Preview(props: { readonly caseId: string; readonly act: ShownAct | undefined; readonly onAct: (act: ShownAct | undefined) => void }) {
  const m = useMessages('response')
  const { scope } = useSession()
  const [caseId] = useDebouncedValue(props.caseId, 200)
  const found = useAnswer(caseOperations.getCase, { params: { caseId } })
  return (
    <Answered query={found} rows={6}>
      {(detail) => (
        <>
          <div className={styles['previewHead']}>
            <h2>{m.caseWork.title({ number: detail.caseNumber })}</h2>
            <ButtonLink variant="subtle" size="sm" href={staffPaths.case(detail.caseId)}>
              {m.inbox.openCase}
            </ButtonLink>
          </div>
          <CaseView key={detail.caseId} detail={detail} officeId={scope.officeId} chosen={props.act} onChoose={props.onAct} hasKeys level={3} />
        </>
      )}
    </Answered>
  )
}

function KeyHelp(props: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const m = useMessages('response')
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={m.inbox.keys}>
      <dl className={styles['keyList']}>
        {m.inbox.keyHelp.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd className={styles['key']}>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

interface DeskKeys {
  readonly rows: readonly SteadyRow[]
  readonly chosenId: string | undefined
  readonly onChoose: (caseId: string) => void
  readonly onAct: (act: ShownAct) => void
  readonly onHelp: () => void
  readonly isOn: boolean
}

/** J and K go through the queue; the acts' keys press their buttons. Where somebody writes, letters are letters. */
function useDeskKeys(desk: DeskKeys): void {
  const latest = useRef(desk)
  useEffect(() => {
    latest.current = desk
  })
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const { chosenId, isOn, onAct, onHelp } = latest.current
      if (!isOn || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      const key = event.key.toLowerCase()
      if (key === '?') onHelp()
      else if (key === 'j' || key === 'k') move(latest.current, key === 'j' ? 1 : -1)
      else if (chosenId !== undefined) pressAct(key, { event, onAct })
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role="dialog"]') !== null
}

function move({ rows, chosenId, onChoose }: DeskKeys, by: 1 | -1): void {
  const place = rows.findIndex(({ row }) => row.caseId === chosenId)
  const next = rows[place === -1 ? 0 : place + by]
  if (next === undefined) return
  onChoose(next.row.caseId)
  document.getElementById(`case-${next.row.caseId}`)?.scrollIntoView({ block: 'nearest' })
}

/** Taking needs no form: the key presses the button, which looks after its command. */
function pressAct(key: string, how: { readonly event: KeyboardEvent; readonly onAct: (act: ShownAct) => void }): void {
  const act = actOfKey(key)
  const button = act && document.querySelector<HTMLElement>(`[data-act="${act}"]`)
  if (act === undefined || !button) return
  how.event.preventDefault()
  if (act === 'take') button.click()
  else how.onAct(act)
}

/** Many events in a short time make one look at the list, a second after the first. */
function useCalmRefresh(): void {
  const refresh = useRefresh()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  useLive((event) => {
    if (event !== undefined && event.topic !== 'case') return
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined
      void refresh(inboxOperations.listCases, inboxOperations.countCases, caseOperations.getCase, planOperations.getPlan)
    }, 1_000)
  })
}

/** How many wait, in front of the window's title: visible while another window is on top. */
function useCountInTitle(count: number): void {
  useEffect(() => {
    const bare = document.title.replace(/^\(\d+\+?\) /, '')
    document.title = count === 0 ? bare : `(${count >= 100 ? '99+' : count}) ${bare}`
  })
}
