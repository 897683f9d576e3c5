import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ButtonLink, PagedList, PageTitle, ReasonDialog, Section, Status, useCommand, usePages, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { Claims } from './claims.part.tsx'
import { ReceiveForm } from './receive.form.tsx'
import { relocationOperations, type Relocation } from './relocation.contract.ts'

type Act = 'receive' | 'refuse' | 'withdraw' | 'giveBack'
type Choose = (act: Act, relocation: Relocation) => void
type Side = 'arriving' | 'leaving' | 'answered'
const empty: Readonly<Record<Side, 'noneArriving' | 'noneLeaving' | 'noneAnswered'>> = { arriving: 'noneArriving', leaving: 'noneLeaving', answered: 'noneAnswered' }

/** Families that move between villages: who is expected, who is on the way, and what was answered. */
export function RelocationPage() {
  const { relocation: t, relocationClaim: claim } = useMessages('family')
  const [chosen, setChosen] = useState<{ act: Act; relocation: Relocation }>()
  const choose: Choose = (act, relocation) => setChosen({ act, relocation })
  const close = (): void => setChosen(undefined)
  return (
    <>
      <PageTitle title={t.title} lede={t.lede} action={<ButtonLink href={staffPaths.newClaim}>{claim.record}</ButtonLink>} />
      {chosen?.act === 'receive' && <ReceiveForm key={chosen.relocation.relocationId} relocation={chosen.relocation} onDone={close} />}
      {(['arriving', 'leaving'] as const).map((side) => (
        <Section key={side} title={t[side]}>
          <Moves side={side} choose={choose} />
        </Section>
      ))}
      <Claims />
      <Section title={t.answered}>
        <Moves side="answered" choose={choose} />
      </Section>
      {chosen !== undefined && chosen.act !== 'receive' && <WordsDialog act={chosen.act} relocation={chosen.relocation} onClose={close} />}
    </>
  )
}

function Moves({ side, choose }: { readonly side: Side; readonly choose: Choose }) {
  const t = useMessages('family').relocation
  const format = useFormat()
  const moves = usePages(relocationOperations.listRelocations, { query: { side } })
  const columns: readonly Column<Relocation>[] = [
    { key: 'who', label: t.who, render: ({ people }) => (people.length === 0 ? t.nobodyShown : people.map(({ name, birthYear }) => t.person({ name, year: birthYear })).join(', ')) },
    { key: 'way', label: t.way, render: (row) => t.wayOf({ from: row.fromName, to: row.toName }) },
    { key: 'left', label: t.left, render: (row) => <>{format.day(row.leftOn)}<div>{row.words}</div></> },
    { key: 'state', label: t.state, render: (row) => <><State relocation={row} /><Acts relocation={row} choose={choose} /></> },
  ]
  return (
    <PagedList query={moves} caption={t[`${side}Caption`]} columns={columns} rowKey={(row) => row.relocationId}
      empty={{ title: t[empty[side]], text: t[`${empty[side]}Text`] }} />
  )
}

function State({ relocation }: { readonly relocation: Relocation }) {
  const t = useMessages('family').relocation
  const format = useFormat()
  const { asked, outcome, answer, answeredByName, answeredAt } = relocation
  if (asked !== null) {
    return <><Status tone={asked.level === 'village' ? 'neutral' : 'soon'}>{t.asked[asked.level]}</Status><div>{t.until({ on: format.moment(asked.until) })}</div></>
  }
  return (
    <>
      <Status tone={outcome === 'arrived' ? 'good' : 'neutral'}>{outcome === null ? '' : t.outcomes[outcome]}</Status>
      {answeredAt !== null && <div>{t.by({ name: answeredByName ?? '', on: format.moment(answeredAt) })}</div>}
      {answer !== null && <div>{answer}</div>}
    </>
  )
}

function Acts({ relocation, choose }: { readonly relocation: Relocation; readonly choose: Choose }) {
  const t = useMessages('family').relocation
  const name = relocation.people[0]?.name ?? ''
  const acts = [
    ...(relocation.may.receive ? [['receive', t.receive, t.receiveOf({ name })], ['refuse', t.refuse, t.refuseOf({ name })]] as const : []),
    ...(relocation.may.withdraw ? [['withdraw', t.withdraw, t.withdrawOf({ name })]] as const : []),
    ...(relocation.may.giveBack ? [['giveBack', t.giveBack, t.giveBackOf({ name })]] as const : []),
  ]
  if (acts.length === 0) return null
  return (
    <Group mt="xs" gap="xs">
      {acts.map(([act, label, full]) => <Button key={act} variant="default" size="sm" aria-label={full} onClick={() => choose(act, relocation)}>{label}</Button>)}
    </Group>
  )
}

const operations = { refuse: relocationOperations.refuseRelocation, withdraw: relocationOperations.withdrawRelocation, giveBack: relocationOperations.returnRelocation } as const
const refreshes = [relocationOperations.listRelocations]

interface WordsDialogProps {
  readonly act: keyof typeof operations
  readonly relocation: Relocation
  readonly onClose: () => void
}

function WordsDialog({ act, relocation, onClose }: WordsDialogProps) {
  const t = useMessages('family').relocation
  const answering = useCommand(operations[act], { onDone: onClose, refreshes })
  const texts = {
    refuse: [t.refuseTitle, t.refuseText, t.confirmRefuse], withdraw: [t.withdrawTitle, t.withdrawText, t.withdraw], giveBack: [t.giveBackTitle, t.giveBackText, t.giveBack],
  } as const
  const [title, text, confirm] = texts[act]
  return (
    <ReasonDialog isOpen onClose={onClose} title={title} confirm={confirm} minimum={2} busy={answering.busy} problem={answering.problem}
      onConfirm={(words) => void answering.run({ params: { relocationId: relocation.relocationId }, body: { words } })}>
      <p>{text}</p>
    </ReasonDialog>
  )
}
