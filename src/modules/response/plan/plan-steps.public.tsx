import type { FollowPlanStep } from '#modules/response/report/follow.contract.ts'
import { formatters } from '#web/i18n/format.ts'
import type { PublicPage } from '#web/public/layout.tsx'
import { publicMessages } from '#web/public/texts.ts'

/** The household plan in plain words: what, whose, how far, by when. Nobody's name, no reason between offices. */
export function PlanSteps({ page, plan }: { readonly page: PublicPage; readonly plan: readonly FollowPlanStep[] }) {
  const { lang, regency } = page
  const m = publicMessages(lang).followPage
  const format = formatters(lang, regency.timeZone)
  return (
    <section>
      <h2>{m.plan}</h2>
      {plan.some((step) => step.state === 'waiting') && <p className="hint">{m.planHint}</p>}
      <ol>
        {plan.map((step) => {
          const office = regency.offices.find((each) => each.officeId === step.officeId)?.name[lang]
          const due = step.dueOn === null ? [] : [m.planDue({ day: format.day(step.dueOn) })]
          return (
            <li key={step.no}>
              <b>{step.title}</b>
              <br />
              <span className="small">{[m.planStates[step.state], ...(office === undefined ? [] : [office]), ...due].join(' · ')}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
