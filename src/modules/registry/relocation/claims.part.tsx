import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { PagedList, ReasonDialog, Section, Status, useCommand, usePages, type Column } from '#web/kit/index.ts'
import { claimOperations, type RelocationClaim } from './claim.contract.ts'
import { ConfirmForm } from './confirm.form.tsx'
import { relocationOperations } from './relocation.contract.ts'

type Act = 'confirm' | 'refuse' | 'withdraw'
type Choose = (act: Act, claim: RelocationClaim) => void

/** What other villages ask about one's people, and what one's own village asked. */
export function Claims() {
  const t = useMessages('family').relocationClaim
  const [chosen, setChosen] = useState<{ act: Act; claim: RelocationClaim }>()
  const choose: Choose = (act, claim) => setChosen({ act, claim })
  const close = (): void => setChosen(undefined)
  const whomOf = useWhom()
  return (
    <>
      {chosen?.act === 'confirm' && <ConfirmForm key={chosen.claim.claimId} claim={chosen.claim} whom={whomOf(chosen.claim)} onDone={close} />}
      <Section title={t.asked}>
        <List side="asked" choose={choose} />
      </Section>
      <Section title={t.sent}>
        <List side="sent" choose={choose} />
      </Section>
      {chosen !== undefined && chosen.act !== 'confirm' && <WordsDialog act={chosen.act} claim={chosen.claim} onClose={close} />}
    </>
  )
}

/** Whom a claim names, in words. */
function useWhom(): (claim: RelocationClaim) => string {
  const t = useMessages('family').relocationClaim
  const format = useFormat()
  return ({ name, birthOn, nikLast4, cardLast4 }) => [
    ...(name === null ? [] : [birthOn === null ? name : t.whomBorn({ name, on: format.day(birthOn) })]),
    ...(nikLast4 === null ? [] : [t.whomNik({ last4: nikLast4 })]), ...(cardLast4 === null ? [] : [t.whomCard({ last4: cardLast4 })]),
  ].join('; ')
}

const empty = { asked: ['noneAsked', 'noneAskedText'], sent: ['noneSent', 'noneSentText'] } as const

function List({ side, choose }: { readonly side: 'asked' | 'sent'; readonly choose: Choose }) {
  const { relocation, relocationClaim: t } = useMessages('family')
  const format = useFormat()
  const whomOf = useWhom()
  const claims = usePages(claimOperations.listRelocationClaims, { query: { side } })
  const columns: readonly Column<RelocationClaim>[] = [
    { key: 'whom', label: t.whom, render: whomOf },
    { key: 'way', label: relocation.way, render: (row) => relocation.wayOf({ from: row.fromName, to: row.toName }) },
    { key: 'since', label: t.since, render: (row) => <>{format.day(row.arrivedOn)}<div>{row.words}</div><div>{relocation.by({ name: row.claimedByName, on: format.moment(row.claimedAt) })}</div></> },
    { key: 'state', label: relocation.state, render: (row) => <><State claim={row} /><Acts claim={row} whom={whomOf(row)} choose={choose} /></> },
  ]
  const [title, text] = empty[side]
  return <PagedList query={claims} caption={t[`${side}Caption`]} columns={columns} rowKey={(row) => row.claimId} empty={{ title: t[title], text: t[text] }} />
}

function State({ claim }: { readonly claim: RelocationClaim }) {
  const { relocation, relocationClaim: t } = useMessages('family')
  const format = useFormat()
  const { asked, outcome, answer, answeredByName, answeredAt } = claim
  if (asked !== null) {
    return <><Status tone={asked.level === 'village' ? 'neutral' : 'soon'}>{t.asking[asked.level]}</Status><div>{relocation.until({ on: format.moment(asked.until) })}</div></>
  }
  return (
    <>
      <Status tone={outcome === 'left' ? 'good' : 'neutral'}>{outcome === null ? '' : t.outcomes[outcome]}</Status>
      {answeredAt !== null && <div>{relocation.by({ name: answeredByName ?? '', on: format.moment(answeredAt) })}</div>}
      {answer !== null && <div>{answer}</div>}
    </>
  )
}

function Acts({ claim, whom, choose }: { readonly claim: RelocationClaim; readonly whom: string; readonly choose: Choose }) {
  const t = useMessages('family').relocationClaim
  const acts = [
    ...(claim.may.answer ? [['confirm', t.confirm, t.confirmOf({ whom })], ['refuse', t.refuse, t.refuseOf({ whom })]] as const : []),
    ...(claim.may.withdraw ? [['withdraw', t.withdraw, t.withdrawOf({ whom })]] as const : []),
  ]
  if (acts.length === 0) return null
  return (
    <Group mt="xs" gap="xs">
      {acts.map(([act, label, full]) => <Button key={act} variant="default" size="sm" aria-label={full} onClick={() => choose(act, claim)}>{label}</Button>)}
    </Group>
  )
}

const operations = { refuse: claimOperations.refuseRelocationClaim, withdraw: claimOperations.withdrawRelocationClaim } as const
const refreshes = [claimOperations.listRelocationClaims, claimOperations.countMoves, relocationOperations.listRelocations]

interface WordsDialogProps {
  readonly act: keyof typeof operations
  readonly claim: RelocationClaim
  readonly onClose: () => void
}

function WordsDialog({ act, claim, onClose }: WordsDialogProps) {
  const t = useMessages('family').relocationClaim
  const answering = useCommand(operations[act], { onDone: onClose, refreshes })
  const texts = { refuse: [t.refuseTitle, t.refuseText, t.confirmRefuse], withdraw: [t.withdrawTitle, t.withdrawText, t.withdraw] } as const
  const [title, text, confirm] = texts[act]
  return (
    <ReasonDialog isOpen onClose={onClose} title={title} confirm={confirm} minimum={2} busy={answering.busy} problem={answering.problem}
      onConfirm={(words) => void answering.run({ params: { claimId: claim.claimId }, body: { words } })}>
      <p>{text}</p>
    </ReasonDialog>
  )
}
