import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { proposalOperations } from '#modules/registry/proposal/proposal.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { Answered, ButtonLink, EmptyState, ErrorSummary, PageTitle, useAnswer, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { determinationOperations, type DeterminationItem } from './determination.contract.ts'
import { ItemChoice } from './item-choice.part.tsx'

/** Confirmed proposals are put together for a decree. */
export function NewDeterminationPage() {
  const m = useMessages('proposal').determination
  const candidates = useAnswer(determinationOperations.listDeterminationCandidates, {})
  return (
    <>
      <PageTitle title={m.prepareTitle} lede={m.prepareLede} />
      <Answered query={candidates} rows={6}>
        {({ items }) => (items.length > 0 ? <Preparing items={items} /> : (
          <EmptyState
            title={m.nothingReady}
            text={m.nothingReadyText}
            action={<ButtonLink variant="default" href={staffPaths.proposals({ keadaan: 'verified' })}>{m.openConfirmable}</ButtonLink>}
          />
        ))}
      </Answered>
    </>
  )
}

function Preparing({ items }: { readonly items: readonly DeterminationItem[] }) {
  const m = useMessages('proposal').determination
  const go = useGo()
  const [chosen, setChosen] = useState<readonly string[]>(() => items.map((item) => item.proposalId))
  const prepare = useCommand(determinationOperations.prepareDetermination, {
    refreshes: [determinationOperations.listDeterminations, determinationOperations.listDeterminationCandidates, proposalOperations.listProposals],
    onDone: ({ determinationId }) => go(staffPaths.determination(determinationId)),
  })
  return (
    <Stack align="start">
      <ErrorSummary problem={prepare.problem} />
      <ItemChoice items={items} chosen={chosen} onChange={setChosen} />
      <Button disabled={chosen.length === 0} loading={prepare.busy} onClick={() => void prepare.run({ body: { proposalIds: [...chosen] } })}>{m.keep}</Button>
    </Stack>
  )
}
