import { writeCode } from '#platform/secrets/written-code.ts'
import { publicPaths } from '#web/routes.ts'
import type { PublicPage } from './layout.tsx'
import { describedBy, Field } from './parts.tsx'
import { publicMessages } from './texts.ts'

interface CodeFormProps {
  readonly page: PublicPage
  readonly title?: string
  /** What was typed before, and why it opened nothing. */
  readonly typed?: string
  readonly error?: string | undefined
}

interface LookupFormProps extends CodeFormProps {
  readonly action: string
  readonly texts: { readonly lookupLabel: string; readonly lookupHint: (p: { example: string }) => string; readonly open: string }
}

/** Where somebody writes a number to see what it opens; sent as `?nomor=` to the address of its kind. */
export function LookupForm({ page, action, texts, title, typed = '', error }: LookupFormProps) {
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

/** Where somebody writes the report number to see how the report goes. */
export function CodeForm(props: CodeFormProps) {
  const { code, codeHint, open } = publicMessages(props.page.lang).lookupPage
  return <LookupForm {...props} action={publicPaths(props.page.lang).follow} texts={{ lookupLabel: code, lookupHint: codeHint, open }} />
}
