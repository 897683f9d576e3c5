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

/** Where somebody writes the report number to see how the report goes. */
export function CodeForm({ page, title, typed = '', error }: CodeFormProps) {
  const m = publicMessages(page.lang).lookupPage
  const example = writeCode(page.regency.receiptPrefix, '8F3K2Q7M9XHT')
  return (
    <form method="get" action={publicPaths(page.lang).follow}>
      {title !== undefined && <h2>{title}</h2>}
      <Field lang={page.lang} id="nomor" label={m.code} hint={m.codeHint({ example })} error={error}>
        <input
          type="text" id="nomor" name="nomor" className="code" defaultValue={typed} maxLength={64}
          autoComplete="off" autoCapitalize="characters" spellCheck={false}
          {...describedBy('nomor', { hint: true, error })}
        />
      </Field>
      <button type="submit" className="second">{m.open}</button>
    </form>
  )
}
