import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, AppLink, Section, Status, useAnswer } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { mostCounted, waitingOperations, type PileKey } from './waiting.contract.ts'
import styles from './waiting.module.css'

/** Where each pile is worked off. */
const places: Readonly<Record<PileKey, string>> = {
  lateCases: staffPaths.inbox({ tab: 'late' }), stoppedSteps: staffPaths.inbox({ tab: 'stopped' }),
  returnedTasks: staffPaths.inbox({ tab: 'returned' }), newCases: staffPaths.inbox(), setApart: staffPaths.setApart,
  lettersToSign: staffPaths.referrals({ kotak: 'to_sign' }), lettersToAnswer: staffPaths.referrals({ kotak: 'to_answer' }), chats: staffPaths.chats,
  verifications: staffPaths.verifications, rechecks: staffPaths.rechecks, reviews: staffPaths.reviews(), reviewAnswers: staffPaths.reviews({ keadaan: 'asked_village' }),
  conflicts: staffPaths.conflicts, eventTasks: staffPaths.lifeEvents, relocations: staffPaths.relocations, relocationClaims: staffPaths.relocations,
  proposalsToCheck: staffPaths.proposals({ keadaan: 'submitted' }), proposalsForMeeting: staffPaths.deliberations,
  proposalsToVerify: staffPaths.proposals({ keadaan: 'agreed' }), proposalsToConfirm: staffPaths.proposals({ keadaan: 'verified' }),
  decreesToSign: staffPaths.determinations, objections: staffPaths.objections, bulkActs: staffPaths.bulkActs,
  breaches: staffPaths.breaches, dataRequests: staffPaths.requestsToDecide, requestTasks: staffPaths.takenRequests({ keadaan: 'to_do' }), askedScopes: staffPaths.askedScopes, glassBreaks: staffPaths.glassBreaks, glassQuestions: staffPaths.breakGlass,
}

/** What waits for whoever is signed in, with a way to each pile; what is late first. */
export function WaitingPart() {
  const m = useMessages().shell.waiting
  const waiting = useAnswer(waitingOperations.listWaiting, {}, { everyMs: 60_000 })
  return (
    <Section title={m.title}>
      <Answered query={waiting} rows={2}>
        {({ piles }) => (piles.length === 0 ? <Status tone="good">{m.nothing}</Status> : (
          <ul className={styles['piles']}>
            {piles.map((pile) => (
              <li key={pile.key}>
                <PileLink pile={pile} />
              </li>
            ))}
          </ul>
        ))}
      </Answered>
    </Section>
  )
}

function PileLink({ pile: { key, count } }: { readonly pile: { readonly key: PileKey; readonly count: number } }) {
  const m = useMessages().shell.waiting
  const format = useFormat()
  const number = format.number(count)
  return (
    <AppLink href={places[key]} className={styles[key === 'lateCases' ? 'late' : 'pile'] ?? ''}>
      <strong>{count >= mostCounted ? m.atLeast({ count: number }) : number}</strong>
      {key === 'lateCases' ? <Status tone="bad">{m.piles[key]}</Status> : m.piles[key]}
    </AppLink>
  )
}
