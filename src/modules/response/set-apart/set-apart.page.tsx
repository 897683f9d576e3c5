import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, PageTitle, ReasonDialog, useCommand, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { setApartOperations, type SetApart } from './set-apart.contract.ts'

/** Reports that may be none: why, until when somebody must look, and the two answers. */
export function SetApartPage() {
  const m = useMessages('response').setApart
  const found = usePages(setApartOperations.listSetApart, {})
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <PagedList query={found} caption={m.title} columns={useColumns()} rowKey={(row) => row.reportId} empty={{ title: m.empty, text: m.emptyText }} />
    </>
  )
}

function useColumns(): readonly Column<SetApart>[] {
  const m = useMessages('response').setApart
  const lang = useLang()
  const format = useFormat()
  return [
    {
      key: 'case', label: m.report,
      render: (row) => (
        <>
          <AppLink href={staffPaths.case(row.caseId)}>{row.caseNumber}</AppLink> {row.categoryName[lang]}: {row.summary}
        </>
      ),
    },
    { key: 'why', label: m.why, render: (row) => row.reasons.map((reason) => m.reasons[reason.kind]({ count: format.number(reason.count), words: reason.words })).join('; ') },
    { key: 'due', label: m.lookBy, render: (row) => format.moment(row.lookDueAt) },
    { key: 'answer', label: m.answer, render: (row) => <Answers row={row} /> },
  ]
}

function Answers({ row }: { readonly row: SetApart }) {
  const m = useMessages('response').setApart
  const judge = useCommand(setApartOperations.judgeSetApart, { refreshes: [setApartOperations.listSetApart] })
  const [asked, setAsked] = useState<'genuine' | 'abuse'>()
  async function send(reason: string): Promise<void> {
    const done = await judge.run({ params: { caseId: row.caseId, reportId: row.reportId }, body: { isAbuse: asked === 'abuse', reason } })
    if (done !== undefined) setAsked(undefined)
  }
  return (
    <>
      {row.proposedBy !== null && <p>{row.isOwnProposal ? m.waitsForAnother : m.proposedBy({ name: row.proposedBy })}</p>}
      <Group gap="xs">
        <Button size="sm" variant="default" onClick={() => setAsked('genuine')}>
          {m.genuine}
        </Button>
        {!row.isOwnProposal && (
          <Button size="sm" variant="default" onClick={() => setAsked('abuse')}>
            {row.state === 'waiting' ? m.proposeAbuse : m.confirmAbuse}
          </Button>
        )}
      </Group>
      <ReasonDialog
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked === 'genuine' ? m.genuine : m.abuseTitle}
        confirm={m.save}
        busy={judge.busy}
        problem={judge.problem}
        minimum={5}
        onConfirm={(reason) => void send(reason)}
      >
        {asked === 'abuse' && <p>{m.abuseText}</p>}
      </ReasonDialog>
    </>
  )
}
