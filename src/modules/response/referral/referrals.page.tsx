import { NativeSelect } from '@mantine/core'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, PageTitle, useAddressState, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { referralOperations, type ReferralView } from './referral.contract.ts'
import { ReferralStatus } from './referral.part.tsx'

const boxes = ['to_answer', 'to_sign', 'sent', 'valve', 'ended'] as const

/** The referral letters of one's office: to answer, to sign, sent, ended. */
export function ReferralsPage() {
  const m = useMessages('response').referral
  const maySign = useCan('response.referral.issue')
  const [kept, setBox] = useAddressState('kotak', maySign ? 'to_sign' : 'to_answer')
  const shown = boxes.filter((box) => maySign || box !== 'to_sign')
  const box = shown.find((each) => each === kept) ?? 'to_answer'
  const found = usePages(referralOperations.listReferrals, { query: { box, limit: 25 } })
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <NativeSelect
        label={m.state}
        value={box}
        onChange={(event) => setBox(event.currentTarget.value)}
        data={shown.map((value) => ({ value, label: m.boxes[value] }))}
        maw="20rem"
        mb="md"
      />
      <PagedList caption={m.listCaption} query={found} columns={useColumns()} rowKey={(row) => row.referralId} empty={{ title: m.empty, text: m.emptyText }} />
    </>
  )
}

function useColumns(): readonly Column<ReferralView>[] {
  const m = useMessages('response').referral
  const lang = useLang()
  const format = useFormat()
  return [
    { key: 'case', label: m.case, render: (row) => <AppLink href={staffPaths.case(row.caseId)}>{row.caseNumber}</AppLink> },
    { key: 'number', label: m.number, render: (row) => row.letterNumber ?? m.noNumber },
    { key: 'from', label: m.from, render: (row) => row.fromName[lang] },
    { key: 'to', label: m.to, render: (row) => row.toName[lang] },
    { key: 'sector', label: m.sector, render: (row) => row.sectorName[lang] },
    { key: 'state', label: m.state, render: (row) => <ReferralStatus state={row.state} /> },
    { key: 'due', label: m.due, render: (row) => (row.answerDueOn === null ? '–' : format.day(row.answerDueOn)) },
  ]
}
