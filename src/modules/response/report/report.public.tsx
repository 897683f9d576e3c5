import type { Category } from '#modules/people/regency/regency.contract.ts'
import { formatters } from '#web/i18n/format.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { Choice, classes, DangerNotice, describedBy, ErrorSummary, Field, Notice, Problem, type PageError } from '#web/public/parts.tsx'
import { PhotosField } from '#web/public/photos-field.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { TellBy } from '#modules/response/notice/notice.contract.ts'
import { reportLimits } from './report.contract.ts'
import { problemWords } from './problem-words.rules.ts'
import type { FormProblem, FormValues, PlaceCandidate, ReportPlaces } from './report-form.contract.ts'
import { PlaceFields } from './report-fields.public.tsx'

export interface ReportPageProps {
  readonly page: PublicPage
  readonly commandId: string
  readonly values: FormValues
  readonly problems: readonly FormProblem[]
  readonly places: ReportPlaces
  /** Places that the words or the phone's point may mean, to be chosen from. */
  readonly candidates: readonly PlaceCandidate[]
  readonly keptPhotos: readonly { readonly token: string; readonly sizeBytes: number }[]
  /** Receipt code of a report that was already sent from this form with other words. */
  readonly sentCode?: string
  /** Why a good form could not be taken just now. */
  readonly busy?: string
}

/** The report form: one page, plain HTML, everything typed kept through any error. */
export function ReportPage(props: ReportPageProps) {
  const { page, values, problems } = props
  const { lang, regency } = page
  const m = publicMessages(lang).reportPage
  const errors = pageErrors(props)
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message
  return (
    <Layout page={page} title={m.title} hasErrors={problems.length > 0} island="report">
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{m.title}</h1>
      <p className="lede">{m.lede}</p>
      <DangerNotice lang={lang} regency={regency} />
      <SentBefore props={props} />
      <form method="post" action={publicPaths(lang).report()} encType="multipart/form-data" noValidate data-report={islandTexts(lang)}>
        <input type="hidden" name="commandId" value={props.commandId} readOnly />
        <CategoryField page={page} chosen={values.category} error={errorOf('category')} />
        <Field lang={lang} id="story" label={m.story} hint={m.storyHint} error={errorOf('story')} isBig>
          <textarea
            id="story" name="story" rows={5} defaultValue={values.story} data-limit={reportLimits.storyLength}
            {...describedBy('story', { hint: true, error: errorOf('story') })}
          />
        </Field>
        <SubjectFields lang={lang} values={values} errorOf={errorOf} />
        <PlaceFields lang={lang} values={values} errorOf={errorOf} places={props.places} candidates={props.candidates} />
        <PhotosField lang={lang} maximum={reportLimits.photos} kept={props.keptPhotos} error={errorOf('photos')} />
        <ContactFields lang={lang} values={values} errorOf={errorOf} />
        <AccusedField lang={lang} values={values} errorOf={errorOf} />
        <button type="submit" className="send">{m.send}</button>
        <p className="small">{m.privacyNote} <a href={publicPaths(lang).privacy}>{publicMessages(lang).homePage.privacyLink}</a></p>
      </form>
    </Layout>
  )
}

function SentBefore({ props }: { readonly props: ReportPageProps }) {
  const { lang } = props.page
  const m = publicMessages(lang).reportPage
  if (props.busy !== undefined) return <Notice tone="soon" title={m.busyTitle} isStatus><p>{props.busy}</p></Notice>
  if (props.sentCode === undefined) return null
  return (
    <Notice tone="soon" title={m.reusedTitle} isStatus>
      <p>{m.reusedWords}</p>
      <p><a href={publicPaths(lang).receipt(props.sentCode)}>{m.reusedLink}</a></p>
    </Notice>
  )
}

/** Six large cards for what is urgent; everything else one step further, open when one of it is chosen. */
function CategoryField({ page, chosen, error }: { readonly page: PublicPage; readonly chosen: string; readonly error: string | undefined }) {
  const { lang, regency } = page
  const m = publicMessages(lang).reportPage
  const cards = regency.categories.filter((category) => category.card !== undefined).toSorted((left, right) => left.card!.order - right.card!.order)
  const others = regency.categories.filter((category) => category.card === undefined)
  const choice = (category: Category) => (
    <Choice
      key={category.code} id={`category-${category.code}`} name="category" value={category.code} isChosen={chosen === category.code}
      title={(category.card?.title ?? category.name)[lang]} hint={category.hint[lang]}
    />
  )
  return (
    <fieldset id="category" tabIndex={-1} className={classes(error !== undefined && 'wrong')} {...describedBy('category', { error })}>
      <legend>{m.category}</legend>
      <Problem id="category" error={error} />
      {cards.map(choice)}
      {others.length > 0 && (
        <details open={others.some((category) => category.code === chosen)}>
          <summary>{m.otherCategories}</summary>
          {others.map(choice)}
        </details>
      )}
    </fieldset>
  )
}

interface FieldsProps {
  readonly lang: Lang
  readonly values: FormValues
  readonly errorOf: (field: string) => string | undefined
}

function SubjectFields({ lang, values, errorOf }: FieldsProps) {
  const m = publicMessages(lang).reportPage
  const details = ['subjectNik', 'subjectAddress', 'peopleCount'] as const
  const isOpen = details.some((field) => values[field] !== '' || errorOf(field) !== undefined)
  const shared = { lang, values, errorOf }
  return (
    <fieldset>
      <legend>{m.subject}</legend>
      <div className="pair">
        <Choice id="subject-self" name="subject" value="self" isChosen={values.subject !== 'other'} title={m.subjectSelf} />
        <Choice id="subject-other" name="subject" value="other" isChosen={values.subject === 'other'} title={m.subjectOther} />
      </div>
      <TextField {...shared} field="subjectName" label={m.subjectName} className="other-only" />
      <details open={isOpen}>
        <summary>{m.subjectMore}</summary>
        <TextField {...shared} field="subjectNik" label={m.subjectNik} hint={m.subjectNikHint} inputMode="numeric" />
        <TextField {...shared} field="subjectAddress" label={m.subjectAddress} hint={m.subjectAddressHint} />
        <TextField {...shared} field="peopleCount" label={m.peopleCount} inputMode="numeric" inputClassName="short" />
      </details>
    </fieldset>
  )
}

function ContactFields({ lang, values, errorOf }: FieldsProps) {
  const m = publicMessages(lang).reportPage
  const error = errorOf('contact')
  return (
    <fieldset id="contact" tabIndex={-1} className={classes(error !== undefined && 'wrong')} {...describedBy('contact', { error })}>
      <legend>{m.contact}</legend>
      <Problem id="contact" error={error} />
      <Choice id="contact-phone" name="contact" value="phone" isChosen={values.contact !== 'anonymous'} title={m.contactPhone} />
      <Choice
        id="contact-anonymous" name="contact" value="anonymous" isChosen={values.contact === 'anonymous'}
        title={m.contactAnonymous} hint={m.contactAnonymousHint}
      />
      <div className="reachable-only">
        <Field lang={lang} id="phone" label={m.phone} hint={m.phoneHint} error={errorOf('phone')}>
          <input
            type="tel" id="phone" name="phone" autoComplete="tel" defaultValue={values.phone}
            {...describedBy('phone', { hint: true, error: errorOf('phone') })}
          />
        </Field>
        <TellByFields lang={lang} values={values} errorOf={errorOf} />
        <TextField lang={lang} field="reporterName" label={m.reporterName} values={values} errorOf={errorOf} autoComplete="name" />
        <Choice id="secret" type="checkbox" name="secret" value="yes" isChosen={values.secret === 'yes'} title={m.secret} hint={m.secretHint} />
      </div>
    </fieldset>
  )
}

/** How news comes; open once something of it was touched, because for most the number above is all. */
function TellByFields({ lang, values, errorOf }: FieldsProps) {
  const m = publicMessages(lang).reportPage
  const error = errorOf('email')
  const chosen = values.tellBy === '' ? 'whatsapp' : values.tellBy
  return (
    <details open={values.email !== '' || chosen !== 'whatsapp' || error !== undefined}>
      <summary>{m.tellByMore}</summary>
      <fieldset>
        <legend>{m.tellBy}</legend>
        {TellBy.options.map((way) => (
          <Choice
            key={way} id={`tellBy-${way}`} name="tellBy" value={way} isChosen={chosen === way} title={m.tellByWays[way]}
            {...(way === 'none' && { hint: m.tellByNoneHint })}
          />
        ))}
      </fieldset>
      <Field lang={lang} id="email" label={m.email} hint={m.emailHint} error={error} isOptional>
        <input
          type="email" id="email" name="email" autoComplete="email" defaultValue={values.email} {...describedBy('email', { hint: true, error })}
        />
      </Field>
    </details>
  )
}

/** Whom the report is about, for the few that are about somebody in office. */
function AccusedField({ lang, values, errorOf }: FieldsProps) {
  const m = publicMessages(lang).reportPage
  return (
    <details open={values.accused !== '' || errorOf('accused') !== undefined}>
      <summary>{m.accusedMore}</summary>
      <TextField lang={lang} field="accused" label={m.accused} hint={m.accusedHint} values={values} errorOf={errorOf} />
    </details>
  )
}

interface TextFieldProps extends FieldsProps {
  readonly field: 'subjectName' | 'subjectNik' | 'subjectAddress' | 'peopleCount' | 'reporterName' | 'accused'
  readonly label: string
  readonly hint?: string
  readonly className?: string
  readonly inputClassName?: string
  readonly inputMode?: 'numeric'
  readonly autoComplete?: 'name'
}

/** One line that may stay empty. */
function TextField({ lang, field, label, hint, values, errorOf, className, inputClassName, inputMode, autoComplete }: TextFieldProps) {
  const error = errorOf(field)
  return (
    <Field lang={lang} id={field} label={label} hint={hint} error={error} isOptional {...(className !== undefined && { className })}>
      <input
        type="text" id={field} name={field} className={inputClassName} inputMode={inputMode}
        autoComplete={autoComplete ?? 'off'} defaultValue={values[field]}
        {...describedBy(field, { hint: hint !== undefined, error })}
      />
    </Field>
  )
}

/** Each problem in words, with the control that mends it. */
function pageErrors({ page, problems, candidates }: ReportPageProps): readonly (PageError & { readonly field: string })[] {
  const firstControl: Readonly<Record<string, string>> = { areaId: candidates.length > 0 ? 'area-choice' : 'area' }
  return problems.map((problem) => ({
    field: problem.field, id: firstControl[problem.field] ?? problem.field, message: problemWords(page.lang, problem),
  }))
}

/** The few words that the island says; without it nobody needs them. */
function islandTexts(lang: Lang): string {
  const m = publicMessages(lang).reportPage
  const { district, districtChoose, locate, locating, located, notLocated, unlocate, shrinking, draftRestored, draftDiscard, sending } = m
  const { queuedTitle, queuedWords, queuedBusy, sendNow, dropQueued, notKept, storyCount } = m
  const { errorSummary } = publicMessages(lang)
  const counted = storyCount({ maximum: formatters(lang).number(reportLimits.storyLength) })
  return JSON.stringify({
    district, districtChoose, locate, locating, located, notLocated, unlocate, shrinking, draftRestored, draftDiscard, sending,
    queuedTitle, queuedWords, queuedBusy, sendNow, dropQueued, notKept, counted, errorSummary,
  })
}

