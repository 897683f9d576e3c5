import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { Answered, FoldingSection, useAnswer } from '#web/kit/index.ts'
import { performanceOperations, type WaitShare } from './performance.contract.ts'
import styles from './performance.module.css'

const longestList = 12

/** On whom the cases of a span waited, the longest first; the parts make up all the time. */
export function WaitingPart({ span }: { readonly span: { readonly from: string; readonly to: string } }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const found = useAnswer(performanceOperations.getWaiting, { query: span })
  return (
    <FoldingSection name="waiting" title={m.waitingTitle}>
      <Answered query={found} rows={5}>
        {({ cases, minutes, shares }) => (cases === 0 ? <p>{m.none}</p> : (
          <>
            <p>{m.waitingLede({ cases: format.number(cases), span: format.span(minutes * 60_000) })}</p>
            <ol className={styles['shares']}>
              {shares.slice(0, longestList).map((share) => <Share key={`${share.kind} ${share.officeId}`} share={share} />)}
            </ol>
            {shares.length > longestList && <p>{m.waitingRest({ share: format.percent(shares.slice(longestList).reduce((sum, each) => sum + each.share, 0)) })}</p>}
          </>
        ))}
      </Answered>
    </FoldingSection>
  )
}

function Share({ share }: { readonly share: WaitShare }) {
  const m = useMessages('overview').performance
  const format = useFormat()
  const lang = useLang()
  const who = share.officeName?.[lang] ?? m.reporter
  const label = m.waitingOf({ who, kind: m.waitKinds[share.kind] })
  return (
    <li>
      <div><span>{label}</span><strong>{format.percent(share.share)}</strong></div>
      <progress max={1} value={share.share} aria-label={label} />
    </li>
  )
}
