import type { Criterion } from '#modules/people/regency/regency.contract.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { LookupForm } from '#web/public/code-form.tsx'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { Choice, classes, describedBy, ErrorSummary, Field, Notice, Problem } from '#web/public/parts.tsx'
import { PhotosField } from '#web/public/photos-field.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { problemWords, type FormProblem } from './problem-words.rules.ts'
import { proposalLimits, type ProposalKind } from './proposal.contract.ts'
import type { ProposalFormValues, VillageChoices } from './proposal-form.rules.ts'
import { VillageField } from './village-field.public.tsx'

const kinds = ['in', 'out', 'correction'] as const

/** The first step: what is proposed. Three links, so that the form asks only what belongs to it. */
export function ProposalChoicePage({ page }: { readonly page: PublicPage }) {
  const { lang } = page
  const m = publicMessages(lang)
  return (
    <Layout page={page} title={m.proposalPage.title}>
      <h1>{m.proposalPage.title}</h1>
      <p className="lede">{m.proposalPage.lede}</p>
      <h2 id="kinds">{m.proposalPage.choose}</h2>
      <nav aria-labelledby="kinds">
        {kinds.map((kind) => (
          <p key={kind}>
            <a className="button second" href={publicPaths(lang).propose({ kind })}>{m.proposalPage.kinds[kind].title}</a>
            <br /><span className="small">{m.proposalPage.kinds[kind].hint}</span>
          </p>
        ))}
      </nav>
      <p>{m.proposalPage.how}</p>
      <LookupForm page={page} action={publicPaths(lang).propose()} texts={m.followRegisterPage} title={m.followRegisterPage.lookupTitle} />
    </Layout>
  )
}

export interface ProposalPageProps {
  readonly page: PublicPage
  readonly kind: ProposalKind
  readonly commandId: string
  readonly values: ProposalFormValues
  readonly problems: readonly FormProblem[]
  readonly villages: VillageChoices
  readonly keptPhotos: readonly { readonly token: string; readonly sizeBytes: number }[]
  /** Code of a proposal that was already sent from this form with other words. */
  readonly sentCode?: string
  /** Why a good form could not be taken just now. */
  readonly busy?: string
}

/** The form: one page, plain HTML, everything typed kept through any error. */
export function ProposalPage(props: ProposalPageProps) {
  const { page, kind, values, problems } = props
  const { lang } = page
  const m = publicMessages(lang).proposalPage
  const firstControl: Readonly<Record<string, string>> = { areaId: 'area' }
  const errors = problems.map((problem) => ({ id: firstControl[problem.field] ?? problem.field, message: problemWords(lang, problem) }))
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const shared = { lang, values, errorOf }
  return (
    <Layout page={page} title={m.title} hasErrors={problems.length > 0}>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{m.kinds[kind].title}</h1>
      <p className="lede">{m.kinds[kind].hint}. <a href={publicPaths(lang).propose()}>{m.otherKind}</a></p>
      <SentBefore props={props} />
      <form method="post" action={publicPaths(lang).propose()} encType="multipart/form-data" noValidate>
        <input type="hidden" name="commandId" value={props.commandId} readOnly />
        <input type="hidden" name="kind" value={kind} readOnly />
        <FamilyFields {...shared} villages={props.villages} />
        <CriteriaField lang={lang} criteria={page.regency.proposals.criteria} kind={kind} chosen={values.criteria} error={errorOf('criteria')} />
        <Field lang={lang} id="reason" label={m.reason} hint={m.reasonHints[kind]} error={errorOf('reason')} isBig>
          <textarea id="reason" name="reason" rows={5} defaultValue={values.reason} {...describedBy('reason', { hint: true, error: errorOf('reason') })} />
        </Field>
        <PhotosField lang={lang} maximum={proposalLimits.photos} kept={props.keptPhotos} error={errorOf('photos')} />
        <fieldset>
          <legend>{m.submitter}</legend>
          <p className="hint">{m.submitterHint}</p>
          <LineField {...shared} field="submitterName" label={m.submitterName} isOptional autoComplete="name" />
          <LineField {...shared} field="submitterPhone" label={m.submitterPhone} isOptional inputMode="tel" autoComplete="tel" />
        </fieldset>
        <button type="submit" className="send">{m.send}</button>
        <p className="small">{m.privacyNote} <a href={publicPaths(lang).privacy}>{publicMessages(lang).homePage.privacyLink}</a></p>
      </form>
    </Layout>
  )
}

function SentBefore({ props }: { readonly props: ProposalPageProps }) {
  const { lang } = props.page
  const m = publicMessages(lang).proposalPage
  if (props.busy !== undefined) return <Notice tone="soon" title={m.busyTitle} isStatus><p>{props.busy}</p></Notice>
  if (props.sentCode === undefined) return null
  return (
    <Notice tone="soon" title={m.reusedTitle} isStatus>
      <p>{m.reusedWords}</p>
      <p><a href={publicPaths(lang).proposal(props.sentCode)}>{m.reusedLink}</a></p>
    </Notice>
  )
}

interface FieldsProps {
  readonly lang: Lang
  readonly values: ProposalFormValues
  readonly errorOf: (field: string) => string | undefined
}

function FamilyFields({ villages, ...shared }: FieldsProps & { readonly villages: VillageChoices }) {
  const m = publicMessages(shared.lang).proposalPage
  return (
    <fieldset>
      <legend>{m.family}</legend>
      <LineField {...shared} field="subjectName" label={m.subjectName} />
      <LineField {...shared} field="subjectNik" label={m.subjectNik} hint={m.numberHint} isOptional inputMode="numeric" />
      <LineField {...shared} field="subjectCard" label={m.subjectCard} hint={m.numberHint} isOptional inputMode="numeric" />
      <VillageField lang={shared.lang} villages={villages} chosen={shared.values.area} error={shared.errorOf('area')} />
      <LineField {...shared} field="subjectAddress" label={m.subjectAddress} hint={m.subjectAddressHint} isOptional />
      <LineField {...shared} field="peopleCount" label={m.peopleCount} isOptional inputMode="numeric" />
    </fieldset>
  )
}

interface CriteriaProps {
  readonly lang: Lang
  readonly criteria: readonly Criterion[]
  readonly kind: ProposalKind
  readonly chosen: readonly string[]
  readonly error: string | undefined
}

function CriteriaField({ lang, criteria, kind, chosen, error }: CriteriaProps) {
  const m = publicMessages(lang).proposalPage
  return (
    <fieldset id="criteria" tabIndex={-1} className={classes(error !== undefined && 'wrong')} {...describedBy('criteria', { error })}>
      <legend>{m.criteria}</legend>
      <p className="hint">{m.criteriaHint}</p>
      <Problem id="criteria" error={error} />
      {criteria.filter((criterion) => criterion.kinds.includes(kind)).map(({ key, name }) => (
        <Choice key={key} id={`criterion-${key}`} type="checkbox" name="criteria" value={key} isChosen={chosen.includes(key)} title={name[lang]} />
      ))}
    </fieldset>
  )
}

interface LineFieldProps extends FieldsProps {
  readonly field: Exclude<keyof ProposalFormValues, 'criteria'>
  readonly label: string
  readonly hint?: string
  readonly isOptional?: boolean
  readonly inputMode?: 'numeric' | 'tel'
  readonly autoComplete?: 'name' | 'tel'
}

function LineField({ lang, field, label, hint, isOptional = false, inputMode, autoComplete, values, errorOf }: LineFieldProps) {
  const error = errorOf(field)
  return (
    <Field lang={lang} id={field} label={label} hint={hint} error={error} isOptional={isOptional}>
      <input
        type="text" id={field} name={field} inputMode={inputMode} autoComplete={autoComplete ?? 'off'} defaultValue={values[field]}
        {...describedBy(field, { hint: hint !== undefined, error })}
      />
    </Field>
  )
}
