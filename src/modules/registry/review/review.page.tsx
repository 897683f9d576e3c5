import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { areaOperations } from '#modules/people/area/area.contract.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, PageTitle, Status, useAddressState, useAnswer, useGo, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan, useSession } from '#web/staff/session.tsx'
import { FamilyPairView, LastDone, PairView, type DoneReview } from './pair.part.tsx'
import { reviewOperations, ReviewRule, ReviewState, rulesAbout, type ReviewItem, type ReviewSubject } from './review.contract.ts'
import styles from './review.module.css'

/** The queue of pairs that may be one person or one family, and the pair at hand; what is asked stands in the address. */
export function ReviewPage() {
  const m = useMessages('review').review
  const filters = useReviewFilters()
  const [reviewId] = useAddressState('pasangan')
  const [last, setLast] = useState<DoneReview>()
  const go = useGo()
  const reviews = usePages(reviewOperations.listReviews, { query: filters.query })
  const rows = reviews.data?.pages.flatMap((page) => page.items) ?? []
  function openNext(): void {
    const next = rows[rows.findIndex((row) => row.reviewId === reviewId) + 1] ?? rows.find((row) => row.reviewId !== reviewId)
    go(staffPaths.reviews({ ...filters.address, pasangan: next?.reviewId }))
  }
  const queuePath = staffPaths.reviews(filters.address)
  const View = filters.about === 'family' ? FamilyPairView : PairView
  return (
    <>
      <PageTitle title={m.title} lede={filters.about === 'family' ? m.family.lede : m.lede} action={reviewId !== '' && <AppLink href={queuePath}>{m.backToQueue}</AppLink>} />
      <LastDone last={last} onUndone={reviewId === '' ? () => setLast(undefined) : undefined} />
      {reviewId === '' && <FilterBar filters={filters} />}
      {reviewId === '' && <Queue reviews={reviews} address={filters.address} />}
      {reviewId !== '' && <View key={reviewId} reviewId={reviewId} last={last} onDone={setLast} onNext={openNext} />}
    </>
  )
}

type Filters = ReturnType<typeof useReviewFilters>

function useReviewFilters() {
  const initial = useCan('registry.review.decide') ? 'open' : 'asked_village'
  const [kind, setKind] = useAddressState('jenis', 'orang')
  const about: ReviewSubject = kind === 'keluarga' ? 'family' : 'person'
  const [state, setState] = useAddressState('keadaan', initial)
  const [rule, setRule] = useAddressState('alasan')
  const [area, setArea] = useAddressState('wilayah')
  const [readState, readRule] = [ReviewState.safeParse(state), ReviewRule.safeParse(rule)]
  const known = { state: readState.success ? readState.data : 'open', rule: readRule.success && rulesAbout[about].includes(readRule.data) ? readRule.data : undefined, area: /^\d{1,6}$/.test(area) ? area : undefined }
  return {
    about, state: known.state, rule: known.rule ?? '', area: known.area ?? '', setKind, setState, setRule, setArea,
    query: { about, state: known.state, ...(known.rule !== undefined && { rule: known.rule }), ...(known.area !== undefined && { area: Number(known.area) }) } as const,
    address: { jenis: about === 'family' ? 'keluarga' : undefined, keadaan: known.state === initial ? undefined : known.state, alasan: known.rule, wilayah: known.area },
  }
}

function FilterBar({ filters }: { readonly filters: Filters }) {
  const m = useMessages('family', 'review')
  const { scope } = useSession()
  const areas = useAnswer(areaOperations.listAreas, {})
  const districts = (areas.data?.areas ?? []).filter((area) => area.kind === 'district')
  return (
    <search className={styles['filters']} aria-label={m.review.filters}>
      <NativeSelect
        label={m.review.kind}
        value={filters.about === 'family' ? 'keluarga' : 'orang'}
        onChange={(event) => filters.setKind(event.currentTarget.value)}
        data={[{ value: 'orang', label: m.review.kinds.person }, { value: 'keluarga', label: m.review.kinds.family }]}
      />
      <NativeSelect
        label={m.review.state}
        value={filters.state}
        onChange={(event) => filters.setState(event.currentTarget.value)}
        data={ReviewState.options.map((value) => ({ value, label: m.review.states[value] }))}
      />
      <NativeSelect
        label={m.review.rule}
        value={filters.rule}
        onChange={(event) => filters.setRule(event.currentTarget.value)}
        data={[{ value: '', label: m.review.anyRule }, ...rulesAbout[filters.about].map((value) => ({ value, label: m.review.rules[value] }))]}
      />
      {scope.areaId === 0 && (
        <NativeSelect
          label={m.review.area}
          value={filters.area}
          onChange={(event) => filters.setArea(event.currentTarget.value)}
          data={[{ value: '', label: m.registry.everywhere }, ...districts.map((area) => ({ value: String(area.areaId), label: area.name }))]}
        />
      )}
    </search>
  )
}

interface QueueProps {
  readonly reviews: ReturnType<typeof usePages<typeof reviewOperations.listReviews>>
  readonly address: Filters['address']
}

function Queue({ reviews, address }: QueueProps) {
  const m = useMessages('review').review
  const format = useFormat()
  const columns: readonly Column<ReviewItem>[] = [
    { key: 'pair', label: m.pair, render: (row) => <PairLink row={row} href={staffPaths.reviews({ ...address, pasangan: row.reviewId })} /> },
    { key: 'where', label: m.where, render: (row) => m.places({ left: row.left.areaName, right: row.right.areaName }) },
    { key: 'why', label: m.why, render: (row) => format.list(row.rules.map((rule) => m.rules[rule])) },
    { key: 'found', label: m.found, render: (row) => format.moment(row.foundAt) },
  ]
  return (
    <PagedList
      query={reviews}
      caption={m.queueCaption}
      columns={columns}
      rowKey={(row) => row.reviewId}
      empty={{ title: m.emptyTitle, text: m.emptyText }}
    />
  )
}

function PairLink({ row, href }: { readonly row: ReviewItem; readonly href: string }) {
  const m = useMessages('review').review
  const names = { left: row.left.name, right: row.right.name }
  const isFamily = row.about === 'family'
  const [left, right] = [row.left.members ?? 0, row.right.members ?? 0]
  return (
    <>
      <AppLink href={href} aria-label={isFamily ? m.openFamilyPair(names) : m.openPair(names)}>
        {isFamily ? m.familyPairOf(names) : m.pairOf(names)}
      </AppLink>
      {isFamily && <div className={styles['quiet']}>{m.sizes({ left, right })}</div>}
      {row.needsTwo && (
        <div>
          <Status tone="soon">{m.twoPeople}</Status>
        </div>
      )}
    </>
  )
}
