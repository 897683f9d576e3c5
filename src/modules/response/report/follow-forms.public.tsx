import type { ContactForm } from '#modules/response/contact/contact.public.tsx'
import type { PublicPage } from '#web/public/layout.tsx'
import { describedBy, Field } from '#web/public/parts.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { FollowView } from './follow.contract.ts'
import { PhotosField } from '#web/public/photos-field.tsx'
import { reportLimits } from './report.contract.ts'

/** The forms of the follow-up page as they are shown again after an error: nothing typed is lost. */
export interface FollowForm {
  readonly addCommandId: string
  readonly judgeCommandId: string
  /** What was typed under "add" or "reply", and under "what is still missing?". */
  readonly words: string
  readonly why: string
  readonly keptPhotos: readonly { readonly token: string; readonly sizeBytes: number }[]
  readonly contact: ContactForm
  readonly error?: { readonly id: 'words' | 'why' | 'photos'; readonly message: string }
}

interface FormProps {
  readonly page: PublicPage
  readonly code: string
  readonly form: FollowForm
}

/** Words and photos for the officers: the reply while they wait for one, otherwise whatever is new. */
export function AddForm({ page, code, form, isReply }: FormProps & { readonly isReply: boolean }) {
  const { lang } = page
  const m = publicMessages(lang).followPage
  const errorOf = (id: string): string | undefined => (form.error?.id === id ? form.error.message : undefined)
  const fields = (
    <form method="post" action={publicPaths(lang).receipt(code)} encType="multipart/form-data" noValidate>
      <input type="hidden" name="commandId" value={form.addCommandId} readOnly />
      <input type="hidden" name="act" value="add" readOnly />
      <Field lang={lang} id="words" label={isReply ? m.reply : m.addWords} hint={isReply ? undefined : m.addHint} error={errorOf('words')}>
        <textarea id="words" name="words" rows={4} defaultValue={form.words} {...describedBy('words', { hint: !isReply, error: errorOf('words') })} />
      </Field>
      <PhotosField lang={lang} maximum={reportLimits.photos} kept={form.keptPhotos} error={errorOf('photos')} />
      <button type="submit" className={isReply ? undefined : 'second'}>{isReply ? m.sendReply : m.sendAdd}</button>
    </form>
  )
  if (isReply) return fields
  const isOpen = form.words !== '' || form.keptPhotos.length > 0 || errorOf('words') !== undefined || errorOf('photos') !== undefined
  return <details open={isOpen}><summary>{m.addTitle}</summary>{fields}</details>
}

/** "Did it help?" after the result; "not yet" opens the report again, also when it was closed. */
export function JudgeForms({ page, code, view, form }: FormProps & { readonly view: FollowView }) {
  if (view.status === 'open') return null
  const { lang } = page
  const m = publicMessages(lang).followPage
  const error = form.error?.id === 'why' ? form.error.message : undefined
  const isOpen = form.why !== '' || error !== undefined
  const action = publicPaths(lang).receipt(code)
  return (
    <section>
      {view.status === 'resolved' && (
        <>
          <h2>{m.helpedQuestion}</h2>
          <p className="hint">{m.helpedHint}</p>
        </>
      )}
      <div className="judge">
        {view.status === 'resolved' && (
          <form method="post" action={action} encType="multipart/form-data">
            <input type="hidden" name="commandId" value={form.judgeCommandId} readOnly />
            <input type="hidden" name="act" value="helped" readOnly />
            <button type="submit">{m.helpedYes}</button>
          </form>
        )}
        <details open={isOpen}>
          <summary className="button second">{view.status === 'resolved' ? m.helpedNo : m.reopenClosed}</summary>
          <form method="post" action={action} encType="multipart/form-data" noValidate>
            <input type="hidden" name="commandId" value={form.judgeCommandId} readOnly />
            <input type="hidden" name="act" value="not_helped" readOnly />
            <Field lang={lang} id="why" label={m.whyNot} hint={m.whyNotHint} error={error}>
              <textarea id="why" name="why" rows={4} defaultValue={form.why} {...describedBy('why', { hint: true, error })} />
            </Field>
            <button type="submit" className="second">{m.reopen}</button>
          </form>
        </details>
      </div>
    </section>
  )
}
