import { writeCode } from '#platform/secrets/written-code.ts'
import type { PublicPage } from '#web/public/layout.tsx'
import { describedBy, Field } from '#web/public/parts.tsx'

interface CodeFormProps {
  readonly page: PublicPage
  readonly action: string
  readonly texts: { readonly lookupLabel: string; readonly lookupHint: (p: { example: string }) => string; readonly open: string }
  readonly title?: string
  readonly typed?: string
  readonly error?: string | undefined
}

/** Where somebody writes a number to see what it opens; sent as `?nomor=` to the address of its kind. */
export function RegisterCodeForm({ page, action, texts, title, typed = '', error }: CodeFormProps) {
  const example = writeCode(page.regency.receiptPrefix, '8F3K2Q7M9XHT')
  return (
    <form method="get" action={action}>
      {title !== undefined && <h2>{title}</h2>}
      <Field lang={page.lang} id="nomor" label={texts.lookupLabel} hint={texts.lookupHint({ example })} error={error}>
        <input
          type="text" id="nomor" name="nomor" className="code" defaultValue={typed} maxLength={64}
          autoComplete="off" autoCapitalize="characters" spellCheck={false} {...describedBy('nomor', { hint: true, error })}
        />
      </Field>
      <button type="submit" className="second">{texts.open}</button>
    </form>
  )
}
