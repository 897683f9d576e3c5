import { Anchor } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { PagedList, PageTitle, Status, usePages, type Column, type Tone } from '#web/kit/index.ts'
import { publicPaths } from '#web/routes.ts'
import { reportOperations, type FollowStep, type OwnReport } from './report.contract.ts'

const toneOf: Readonly<Record<FollowStep, Tone>> = { received: 'neutral', read: 'info', handled: 'info', concluded: 'good' }

/** What the signed-in person reported, how far each is, and the way to its page. */
export function OwnReportsPage() {
  const m = useMessages('response').report.mine
  const lang = useLang()
  const format = useFormat()
  const reports = usePages(reportOperations.listOwnReports, {})
  const paths = publicPaths(lang)
  const columns: readonly Column<OwnReport>[] = [
    {
      key: 'code', label: m.code,
      render: (report) => <Anchor href={paths.receipt(report.receiptCode)}>{report.receiptCode}</Anchor>,
    },
    { key: 'about', label: m.what, render: (report) => [report.categoryName[lang], report.subjectName].filter((part) => part !== null).join(', ') },
    { key: 'place', label: m.place, render: (report) => report.placeName },
    { key: 'sent', label: m.sent, render: (report) => format.moment(report.receivedAt) },
    {
      key: 'step', label: m.step,
      render: (report) => (
        <>
          <Status tone={toneOf[report.step]}>{m.steps[report.step]}</Status>
          {report.openQuestions > 0 && <div>{m.questions({ count: report.openQuestions })}</div>}
          {report.answerDueAt !== null && <div>{m.dueAt({ time: format.moment(report.answerDueAt) })}</div>}
        </>
      ),
    },
  ]
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} action={<Anchor href={paths.report()}>{m.newReport}</Anchor>} />
      <PagedList
        query={reports}
        caption={m.title}
        columns={columns}
        rowKey={(report) => report.reportId}
        empty={{ title: m.empty, text: m.emptyHint, action: <Anchor href={paths.report()}>{m.newReport}</Anchor> }}
      />
    </>
  )
}
