import type { ContactChannel } from '#modules/response/notice/notice.contract.ts'
import { Choice, describedBy, Field } from '#web/public/parts.tsx'
import type { PublicPage } from '#web/public/layout.tsx'
import { publicMessages } from '#web/public/texts.ts'
import { publicPaths } from '#web/routes.ts'
import type { ContactView, ContactWish } from './contact.contract.ts'

/** The form as it is shown again after an error. */
export interface ContactForm {
  readonly commandId: string
  readonly forgetCommandId: string
  readonly typed: ContactWish
  readonly error?: { readonly id: string; readonly message: string } | undefined
  /** Shown without being asked for: something of it was just changed, or is to be. */
  readonly isOpen: boolean
}

interface ContactPartProps {
  readonly page: PublicPage
  readonly code: string
  readonly isAnonymous: boolean
  readonly view: ContactView
  readonly form: ContactForm
}

const ways = ['whatsapp', 'sms', 'email', 'none'] as const

/** How news comes, for the holder of the code: read masked, given, changed, taken back. */
export function ContactPart({ page, code, isAnonymous, view, form }: ContactPartProps) {
  const { lang } = page
  const m = publicMessages(lang).contactPart
  const { reportPage } = publicMessages(lang)
  const chosen = form.typed.tellBy === '' ? view.tellBy : form.typed.tellBy
  return (
    <details id="kabar" open={form.isOpen || form.error !== undefined}>
      <summary>{m.title}</summary>
      <p>{stateWords(m, view)}</p>
      <form method="post" action={publicPaths(lang).receipt(code)} encType="multipart/form-data" noValidate>
        <input type="hidden" name="commandId" value={form.commandId} readOnly />
        <input type="hidden" name="act" value="contact" readOnly />
        <fieldset>
          <legend>{reportPage.tellBy}</legend>
          {ways.map((way) => (
            <Choice
              key={way} id={`tellBy-${way}`} name="tellBy" value={way} isChosen={chosen === way} title={reportPage.tellByWays[way]}
              {...(way === 'none' && { hint: reportPage.tellByNoneHint })}
            />
          ))}
        </fieldset>
        <AddressField page={page} form={form} field="phone" kept={view.phone} />
        <AddressField page={page} form={form} field="email" kept={view.email} />
        <p className="small">{isAnonymous ? m.anonymousNote : m.stopNote}</p>
        <button type="submit" className="second">{m.save}</button>
      </form>
      {(view.phone !== null || view.email !== null || view.tellBy !== 'none') && <ForgetForm page={page} code={code} commandId={form.forgetCommandId} />}
    </details>
  )
}

interface AddressFieldProps {
  readonly page: PublicPage
  readonly form: ContactForm
  readonly field: 'phone' | 'email'
  /** What was given before, masked. */
  readonly kept: string | null
}

/** A number or an address; left empty, the one before stays. */
function AddressField({ page, form, field, kept }: AddressFieldProps) {
  const { contactPart: m, reportPage } = publicMessages(page.lang)
  const error = form.error?.id === field ? form.error.message : undefined
  const isPhone = field === 'phone'
  const hint = kept === null ? reportPage[isPhone ? 'phoneHint' : 'emailHint'] : m.keepsHint({ kept })
  return (
    <Field lang={page.lang} id={field} label={isPhone ? m.phone : reportPage.email} hint={hint} error={error} isOptional>
      <input
        type={isPhone ? 'tel' : 'email'} id={field} name={field} autoComplete={isPhone ? 'tel' : 'email'} defaultValue={form.typed[field]}
        {...describedBy(field, { hint: true, error })}
      />
    </Field>
  )
}

/** Taking number and address back asks once more. */
function ForgetForm({ page, code, commandId }: { readonly page: PublicPage; readonly code: string; readonly commandId: string }) {
  const m = publicMessages(page.lang).contactPart
  return (
    <details>
      <summary>{m.forget}</summary>
      <form method="post" action={publicPaths(page.lang).receipt(code)} encType="multipart/form-data">
        <input type="hidden" name="commandId" value={commandId} readOnly />
        <input type="hidden" name="act" value="forget" readOnly />
        <p className="hint">{m.forgetHint}</p>
        <button type="submit" className="second">{m.forgetYes}</button>
      </form>
    </details>
  )
}

type Words = ReturnType<typeof publicMessages>['contactPart']

function stateWords(m: Words, { tellBy, phone, email }: ContactView): string {
  if (tellBy === 'none') return phone === null ? m.nothingKept : m.noneButNumber({ phone })
  return m.toldBy[tellBy]({ to: addressOf(tellBy, { phone, email }) ?? m.yourNumber })
}

function addressOf(channel: ContactChannel, { phone, email }: Pick<ContactView, 'phone' | 'email'>): string | null {
  return channel === 'email' ? email : phone
}
