import { Layout, type PublicPage } from '#web/public/layout.tsx'
import { Choice, classes, describedBy, ErrorSummary, Field, Notice, Problem, type PageError } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import { elements, type Element, type SatisfactionDraft } from './satisfaction.contract.ts'

interface SatisfactionPageProps {
  readonly page: PublicPage
  readonly code: string
  readonly commandId: string
  readonly draft: SatisfactionDraft
  readonly errors: readonly PageError[]
  /** `open` shows the form; otherwise why there is none. */
  readonly state: 'open' | 'answered' | 'too_early'
}

/** Nine questions about the service, one mark each; plain HTML, what was marked stays through any error. */
export function SatisfactionPage({ page, code, commandId, draft, errors, state }: SatisfactionPageProps) {
  const { lang } = page
  const m = publicMessages(lang).satisfactionPage
  const wordsError = errors.find((error) => error.id === 'words')?.message
  return (
    <Layout page={page} title={m.title} hasErrors={errors.length > 0} isPersonal>
      <ErrorSummary lang={lang} errors={errors} />
      <h1>{m.title}</h1>
      {state === 'open' ? (
        <>
          <p className="lede">{m.lede}</p>
          <form method="post" action={publicPaths(lang).satisfaction(code)} noValidate encType="multipart/form-data">
            <input type="hidden" name="commandId" value={commandId} readOnly />
            {elements.map((element) => (
              <Marks key={element} page={page} element={element} chosen={draft.marks[element]} error={errors.find((error) => error.id === element)?.message} />
            ))}
            <Field lang={lang} id="words" label={m.words} hint={m.wordsHint} error={wordsError} isOptional>
              <textarea id="words" name="words" rows={4} defaultValue={draft.words} {...describedBy('words', { hint: true, error: wordsError })} />
            </Field>
            <button type="submit" className="send">{m.send}</button>
          </form>
        </>
      ) : <Notice isStatus><p>{state === 'answered' ? m.answered : m.tooEarly}</p></Notice>}
      <p><a href={publicPaths(lang).receipt(code)}>{m.back}</a></p>
    </Layout>
  )
}

interface MarksProps {
  readonly page: PublicPage
  readonly element: Element
  readonly chosen: string | undefined
  readonly error: string | undefined
}

function Marks({ page, element, chosen, error }: MarksProps) {
  const m = publicMessages(page.lang).satisfactionPage
  return (
    <fieldset id={element} tabIndex={-1} className={classes('marks', error !== undefined && 'wrong')} {...describedBy(element, { error })}>
      <legend>{m.elements[element].question}</legend>
      <Problem id={element} error={error} />
      <div>
        {m.elements[element].marks.map((title, index) => {
          const value = String(index + 1)
          return <Choice key={value} id={`${element}-${value}`} name={element} value={value} isChosen={chosen === value} title={title} />
        })}
      </div>
    </fieldset>
  )
}
