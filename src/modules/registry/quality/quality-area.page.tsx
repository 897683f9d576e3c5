import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, DataList, EmptyState, PageTitle, Section, useAnswer, useParam, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { qualityOperations, type QualityMonth, type QualityTask } from './quality.contract.ts'
import { Change, PartNumbers, Score } from './score.part.tsx'
import { Todos } from './todos.part.tsx'

/** One village's data: what its score is made of, what can be put right there, and how it went month by month. */
export function QualityAreaPage() {
  const areaId = Number(useParam('areaId'))
  const isArea = Number.isInteger(areaId) && areaId >= 0 && areaId <= 999_999
  return isArea ? <Area areaId={areaId} /> : <Unknown />
}

function Unknown() {
  const m = useMessages('data').quality
  return (
    <>
      <PageTitle title={m.title} />
      <EmptyState title={m.areaUnknown} text={m.areaUnknownText} action={<Back />} />
    </>
  )
}

function Area({ areaId }: { readonly areaId: number }) {
  const m = useMessages('data').quality
  const found = useAnswer(qualityOperations.listQualityMonths, { query: { area: areaId } })
  const mayPutRight = useCan('registry.person.read')
  return (
    <>
      {!found.isSuccess && <PageTitle title={m.title} />}
      <Answered query={found} rows={8}>
        {({ areaName, districtName, months }) => (months[0] === undefined ? <Unknown /> : (
          <>
            <PageTitle title={m.areaTitle({ area: areaName ?? '' })} lede={districtName === null ? undefined : m.districtOf({ district: districtName })} action={<Back />} />
            <Numbers month={months[0]} areaId={areaId} />
            {mayPutRight && <Todos area={areaId} />}
            <Section title={m.byMonth}>
              <Months months={months} />
            </Section>
          </>
        ))}
      </Answered>
    </>
  )
}

function Back() {
  const m = useMessages('data').quality
  return <AppLink href={staffPaths.quality}>{m.back}</AppLink>
}

interface Line {
  readonly key: keyof ReturnType<typeof useMessages<'data'>>['quality']['lines']
  /** How many of how many; null where it was not yet counted. */
  readonly part: number | null
  readonly whole: number
  /** Whom the rest is; the review queue for pairs. */
  readonly task?: QualityTask
}

function linesOf({ counts }: QualityMonth): readonly Line[] {
  const { persons, families } = counts
  return [
    { key: 'birth', part: counts.withBirth, whole: persons, task: 'no_birth' },
    { key: 'exactBirth', part: counts.withExactBirth, whole: persons, task: 'default_birth' },
    { key: 'sex', part: counts.withSex, whole: persons, task: 'no_sex' },
    { key: 'place', part: counts.withPlace, whole: families, task: 'no_place' },
    { key: 'head', part: counts.withHead, whole: families, task: 'no_head' },
    { key: 'nik', part: counts.withNik, whole: persons, task: 'no_nik' },
    { key: 'matched', part: counts.matchedNik, whole: counts.withNik, task: 'unmatched_nik' },
    { key: 'fresh', part: counts.freshFamilies, whole: families, task: 'not_fresh' },
    { key: 'seen', part: counts.neverSeen === null ? null : families - counts.neverSeen, whole: families, task: 'never_seen' },
  ]
}

function Numbers({ month, areaId }: { readonly month: QualityMonth; readonly areaId: number }) {
  const m = useMessages('data').quality
  const format = useFormat()
  const mayReview = useCan('registry.review.answer')
  const { counts, seenMonths } = month
  const columns: readonly Column<Line>[] = [
    { key: 'line', label: m.what, render: (row) => m.lines[row.key] },
    { key: 'part', label: m.share, render: (row) => (row.part === null || row.whole === 0 ? '–' : format.percent(Math.floor((1_000 * row.part) / row.whole) / 1_000)), isNumber: true },
    { key: 'rest', label: m.rest, render: (row) => <Rest line={row} areaId={areaId} />, isNumber: true },
  ]
  return (
    <Section title={m.scoreOf({ month: format.month(month.month.slice(0, 7)) })}>
      <p>
        <Score score={month.score} /> <PartNumbers parts={month.parts} />
      </p>
      <p>{m.registered({ persons: format.number(counts.persons), families: format.number(counts.families) })}</p>
      {seenMonths !== null && <p>{m.seenWithin({ months: format.number(seenMonths) })}</p>}
      <DataList isSlim caption={m.numbersCaption} columns={columns} rows={linesOf(month)} rowKey={(row) => row.key} />
      <p>
        {m.impossible({ count: format.number(counts.impossible) })}{' '}
        {mayReview && counts.duplicates > 0
          ? <AppLink href={staffPaths.reviews({ wilayah: String(areaId) })}>{m.duplicates({ count: format.number(counts.duplicates) })}</AppLink>
          : m.duplicates({ count: format.number(counts.duplicates) })}
      </p>
    </Section>
  )
}

/** How many are left, leading to who they are. */
function Rest({ line, areaId }: { readonly line: Line; readonly areaId: number }) {
  const m = useMessages('data').quality
  const format = useFormat()
  const mayOpen = useCan('registry.person.read')
  const rest = line.part === null ? null : line.whole - line.part
  if (rest === null) return '–'
  if (rest === 0 || line.task === undefined || !mayOpen) return format.number(rest)
  return (
    <AppLink href={staffPaths.qualityTask(line.task, { wilayah: areaId })} aria-label={m.restOf({ count: format.number(rest), task: m.tasks[line.task] })}>
      {format.number(rest)}
    </AppLink>
  )
}

function Months({ months }: { readonly months: readonly QualityMonth[] }) {
  const m = useMessages('data').quality
  const format = useFormat()
  const columns: readonly Column<QualityMonth>[] = [
    { key: 'month', label: m.month, render: (row) => format.month(row.month.slice(0, 7)) },
    { key: 'score', label: m.score, render: (row) => <Score score={row.score} /> },
    { key: 'change', label: m.change, render: (row) => <Change change={row.change} /> },
    { key: 'parts', label: m.parts, render: (row) => <PartNumbers parts={row.parts} /> },
    { key: 'persons', label: m.persons, render: (row) => format.number(row.counts.persons), isNumber: true },
  ]
  return <DataList caption={m.byMonth} columns={columns} rows={months} rowKey={(row) => row.month} />
}
