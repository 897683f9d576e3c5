import type { ContactView } from '#modules/response/contact/contact.contract.ts'
import { ContactPart } from '#modules/response/contact/contact.public.tsx'
import { formatters, type Formatters } from '#web/i18n/format.ts'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { classes, ErrorSummary, Notice, type PageError } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { AddForm, JudgeForms, type FollowForm } from './follow-forms.public.tsx'
import type { FollowMessage, FollowView } from './follow.contract.ts'
import { PlanSteps } from '#modules/response/plan/plan-steps.public.tsx'
import { PromiseLine } from './follow-promise.public.tsx'

/** What the holder of a code has just done. */
export type FollowDone = 'sent' | 'reopened' | 'contactChanged' | 'contactForgotten'

export interface FollowPageProps {
  readonly page: PublicPage
  readonly code: string
  readonly view: FollowView
  readonly now: Date
  readonly form: FollowForm
  /** What was just done, to be said once. */
  readonly done?: FollowDone
  readonly contacts: ContactView
  readonly isAnonymous: boolean
}

/** A report under its number: how far it is, what was promised, what was said, what can be added. */
export function FollowPage({ page, code, view, now, form, done, contacts, isAnonymous }: FollowPageProps) {
  const { lang, regency } = page
  const m = publicMessages(lang).followPage
  const format = formatters(lang, regency.timeZone)
  const errors: readonly PageError[] = [form.error, form.contact.error].filter((error) => error !== undefined)
  const offices = view.officeIds.flatMap((officeId) => regency.offices.find((office) => office.officeId === officeId)?.name[lang] ?? [])
  return (
    <Layout page={page} title={m.title({ code })} hasErrors={errors.length > 0} isPersonal>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{m.heading} <span className="number">{code}</span></h1>
      {done !== undefined && <Notice isStatus><p>{m[done]}</p></Notice>}
      {view.follows && <Notice><p>{m.follows}</p></Notice>}
      {view.isWaiting && <Notice tone="soon"><p><b>{m.waiting}</b></p></Notice>}
      <Steps page={page} view={view} now={now} />
      {view.status === 'open' && <PromiseLine page={page} promise={view.promise} now={now} />}
      {view.status !== 'open' && <Outcome page={page} view={view} />}
      {view.plan.length > 0 && <PlanSteps page={page} plan={view.plan} />}
      <JudgeForms page={page} code={code} view={view} form={form} />
      {view.status !== 'open' && <p><a href={publicPaths(lang).satisfaction(code)}>{m.rate}</a></p>}
      <h2>{m.messages}</h2>
      {view.messages.length === 0 ? <p>{m.noMessages}</p> : <Messages page={page} view={view} format={format} now={now} />}
      {view.status !== 'closed' && <AddForm page={page} code={code} isReply={view.isWaiting} form={form} />}
      <ContactPart page={page} code={code} isAnonymous={isAnonymous} view={contacts} form={form.contact} />
      <h2>{m.offices}</h2>
      <ul>{offices.map((office) => <li key={office}>{office}</li>)}</ul>
      <p className="small">{m.familyNote}</p>
      <p className="small">{m.updatedAt({ time: format.time(now) })} <a href={publicPaths(lang).receipt(code)}>{m.refresh}</a></p>
    </Layout>
  )
}

/** Four steps; each says in words for the ear what its sign says for the eye. */
function Steps({ page, view, now }: { readonly page: PublicPage; readonly view: FollowView; readonly now: Date }) {
  const m = publicMessages(page.lang).followPage
  const format = formatters(page.lang, page.regency.timeZone)
  const next = view.steps.find((step) => step.at === null)
  return (
    <ol className="steps" aria-label={m.stepsLabel}>
      {view.steps.map(({ step, at }) => (
        <li
          key={step} className={classes(at !== null && 'done', step === next?.step && 'now')}
          aria-current={step === next?.step ? 'step' : undefined}
        >
          <span>{m.steps[step]}<span className="unseen">{`, ${at === null ? m.stepNext : m.stepDone}`}</span></span>
          {at !== null && <time dateTime={at.toISOString()}>{format.momentShort(at, now)}</time>}
        </li>
      ))}
    </ol>
  )
}

/** What the offices concluded, and whether the reporter agreed. */
function Outcome({ page, view }: { readonly page: PublicPage; readonly view: FollowView }) {
  const m = publicMessages(page.lang).followPage
  const words = view.messages.findLast((message) => message.kind === 'concluded')?.words
  return (
    <Notice title={m.resultTitle}>
      {view.verdict !== null && <p><b>{m.verdicts[view.verdict]}</b></p>}
      {words !== undefined && words !== null && <p className="said">{words}</p>}
      {view.status === 'closed' && <p>{view.isConfirmed ? m.confirmedHelped : m.closed}</p>}
    </Notice>
  )
}

interface MessagesProps {
  readonly page: PublicPage
  readonly view: FollowView
  readonly format: Formatters
  readonly now: Date
}

function Messages({ page, view, format, now }: MessagesProps) {
  return (
    <ol className="messages">
      {view.messages.map((message) => (
        <li key={message.seq} className={classes(message.isOwn && 'mine', message.isOpenQuestion && 'asks')}>
          <div className="by">
            <b>{author(page, message)}</b>
            <time dateTime={message.at.toISOString()}>{format.momentShort(message.at, now)}</time>
          </div>
          <MessageBody page={page} message={message} format={format} />
        </li>
      ))}
    </ol>
  )
}

function MessageBody({ page, message, format }: Pick<MessagesProps, 'page' | 'format'> & { readonly message: FollowMessage }) {
  const m = publicMessages(page.lang).followPage
  // What people wrote speaks for itself; only what happened without words is said here.
  const kind = message.kind === 'confirmed' && !message.isOwn ? 'confirmed_for' : message.kind
  const happened = (m.happened as Readonly<Record<string, string | undefined>>)[kind]
  return (
    <>
      {message.isOpenQuestion && <p><b>{m.question}</b></p>}
      {happened !== undefined && <p>{happened}</p>}
      {message.plannedOn !== null && <p>{m.visitPlanned({ on: format.day(message.plannedOn) })}</p>}
      {message.words !== null && <p>{message.words}</p>}
      {message.photoCount > 0 && <p className="small">{m.photosSent({ count: message.photoCount })}</p>}
    </>
  )
}

function author(page: PublicPage, message: FollowMessage): string {
  const m = publicMessages(page.lang).followPage
  if (message.isOwn) return m.you
  const office = page.regency.offices.find((each) => each.officeId === message.officeId)
  return office?.name[page.lang] ?? m.system
}
