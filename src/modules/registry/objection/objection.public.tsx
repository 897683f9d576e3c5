import type { VillageChoices } from '#modules/registry/proposal/proposal-form.rules.ts'
import { VillageField } from '#modules/registry/proposal/village-field.public.tsx'
import { formatters } from '#web/i18n/format.ts'
import { LookupForm } from '#web/public/code-form.tsx'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { Choice, classes, describedBy, ErrorSummary, Field, Notice, Problem, SummaryList, type PageError } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { ObjectionClaim, ObjectionOutcome } from './objection.contract.ts'
import type { ObjectionFormValues } from './objection-form.rules.ts'

interface ObjectionPageProps {
  readonly page: PublicPage
  readonly commandId: string
  readonly values: ObjectionFormValues
  readonly errors: readonly PageError[]
  readonly villages: VillageChoices
  readonly notice?: string
  /** Code of an objection that was already sent from this form with other words. */
  readonly sentCode?: string
}

/** Objecting: one page, plain HTML, everything typed kept through any error. */
export function ObjectionPage({ page, commandId, values, errors, villages, notice, sentCode }: ObjectionPageProps) {
  const { lang } = page
  const m = publicMessages(lang).objectionPage
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const line = (field: 'subjectName' | 'subjectAddress' | 'submitterName' | 'submitterPhone', isOptional: boolean) => (
    <Field lang={lang} id={field} label={m[field]} error={errorOf(field)} isOptional={isOptional}>
      <input type="text" id={field} name={field} autoComplete="off" defaultValue={values[field]} {...describedBy(field, { error: errorOf(field) })} />
    </Field>
  )
  return (
    <Layout page={page} title={m.title} hasErrors={errors.length > 0}>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{m.title}</h1>
      <p className="lede">{m.lede}</p>
      {notice !== undefined && <Notice tone="soon" isStatus><p>{notice}</p></Notice>}
      {sentCode !== undefined && <Notice tone="soon" isStatus><p><a href={publicPaths(lang).objection(sentCode)}>{m.sentBefore}</a></p></Notice>}
      <form method="post" action={publicPaths(lang).object()} encType="multipart/form-data" noValidate>
        <input type="hidden" name="commandId" value={commandId} readOnly />
        <fieldset id="claim" tabIndex={-1} className={classes(errorOf('claim') !== undefined && 'wrong')} {...describedBy('claim', { error: errorOf('claim') })}>
          <legend>{m.claim}</legend>
          <Problem id="claim" error={errorOf('claim')} />
          {(['should_be_in', 'should_be_out'] as const).map((claim) => (
            <Choice key={claim} id={`claim-${claim}`} name="claim" value={claim} isChosen={values.claim === claim} title={m.claims[claim]} />
          ))}
        </fieldset>
        {line('subjectName', false)}
        <VillageField lang={lang} villages={villages} chosen={values.area} error={errorOf('area')} />
        {line('subjectAddress', true)}
        <Field lang={lang} id="words" label={m.words} hint={m.wordsHint} error={errorOf('words')} isBig>
          <textarea id="words" name="words" rows={5} defaultValue={values.words} {...describedBy('words', { hint: true, error: errorOf('words') })} />
        </Field>
        <fieldset>
          <legend>{m.submitter}</legend>
          <p className="hint">{m.submitterHint}</p>
          {line('submitterName', true)}
          {line('submitterPhone', true)}
        </fieldset>
        <button type="submit" className="send">{m.send}</button>
      </form>
      <LookupForm page={page} action={publicPaths(lang).object()} texts={publicMessages(lang).followRegisterPage} title={m.lookupTitle} error={errorOf('nomor')} />
    </Layout>
  )
}

interface FollowProps {
  readonly page: PublicPage
  readonly code: string
  readonly objection: {
    readonly claim: ObjectionClaim
    readonly villageName: string
    readonly submittedAt: Date
    readonly dueOn: string
    readonly answeredAt: Date | null
    readonly outcome: ObjectionOutcome | null
    readonly answer: string | null
    readonly minutesNumber: string | null
    readonly appealUntil: string | null
    readonly appealedAt: Date | null
    readonly appealWords: string | null
    readonly secondAnsweredAt: Date | null
    readonly secondOutcome: ObjectionOutcome | null
    readonly secondAnswer: string | null
  }
  readonly mayAppeal: boolean
  readonly appealing: { readonly words: string; readonly commandId: string; readonly error?: string }
}

/** An objection under its number: by when it is answered, and the answer; nothing about the family. */
export function ObjectionFollowPage(props: FollowProps) {
  const { page, code, objection, appealing } = props
  const { lang, regency } = page
  const m = publicMessages(lang).objectionPage
  const format = formatters(lang, regency.timeZone)
  const { answeredAt, outcome, answer, minutesNumber } = objection
  return (
    <Layout page={page} title={m.followTitle} hasErrors={appealing.error !== undefined} isPersonal>
      <ErrorSummary lang={lang} errors={appealing.error === undefined ? [] : [{ id: 'words', message: appealing.error }]} />
      <h1>{m.followTitle}</h1>
      <div className="receipt">
        <p>{m.codeLabel}</p>
        <output>{code}</output>
        <p className="small">{publicMessages(lang).followRegisterPage.keep}</p>
      </div>
      {answer === null && <Notice><p>{m.waiting({ day: format.day(objection.dueOn) })}</p></Notice>}
      <SecondLook {...props} />
      {answer !== null && outcome !== null && <Notice title={m.outcomes[outcome]}><p>{answer}</p></Notice>}
      <SummaryList rows={[
        [m.claim, m.claims[objection.claim]], [publicMessages(lang).followRegisterPage.village, objection.villageName],
        [publicMessages(lang).followRegisterPage.sentAt, format.moment(objection.submittedAt)],
        ...(answeredAt === null ? [] : [[m.answeredAt, format.moment(answeredAt)] as const]),
        ...(minutesNumber === null ? [] : [[m.minutes, minutesNumber] as const]),
      ]} />
      {props.mayAppeal && <AppealForm {...props} />}
      <p className="small">{publicMessages(lang).followRegisterPage.noFamily}</p>
    </Layout>
  )
}

/** What was asked a second time, and the last answer. */
function SecondLook({ page, objection }: FollowProps) {
  const m = publicMessages(page.lang).objectionPage
  const format = formatters(page.lang, page.regency.timeZone)
  const { appealedAt, appealWords, secondOutcome, secondAnswer, dueOn } = objection
  if (appealedAt === null) return null
  if (secondAnswer === null || secondOutcome === null) {
    return <Notice title={m.appealed}><p>{m.waiting({ day: format.day(dueOn) })}</p><p>{appealWords}</p></Notice>
  }
  return <Notice title={`${m.secondAnswer}: ${m.outcomes[secondOutcome]}`}><p>{secondAnswer}</p></Notice>
}

/** Asking for a second look, by somebody other than who answered. */
function AppealForm({ page, code, objection, appealing }: FollowProps) {
  const { lang } = page
  const m = publicMessages(lang).objectionPage
  const format = formatters(lang, page.regency.timeZone)
  return (
    <form method="post" action={publicPaths(lang).objection(code)} encType="multipart/form-data" noValidate>
      <h2>{m.appeal}</h2>
      <p>{m.appealText({ day: objection.appealUntil === null ? '' : format.day(objection.appealUntil) })}</p>
      <input type="hidden" name="commandId" value={appealing.commandId} readOnly />
      <Field lang={lang} id="words" label={m.appealWords} hint={m.appealHint} error={appealing.error}>
        <textarea id="words" name="words" rows={4} defaultValue={appealing.words} {...describedBy('words', { hint: true, error: appealing.error })} />
      </Field>
      <button type="submit" className="second">{m.appealSend}</button>
    </form>
  )
}
