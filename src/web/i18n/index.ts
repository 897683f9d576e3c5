/**
 * The texts of all screens, typed. Bahasa Indonesia (`id/`) is the source; English (`en/`) must satisfy its type.
 *
 *   const m = messages('id')
 *   m.common.save                          'Simpan'
 *   m.common.reasonTooShort({ minimum: 5 })
 *
 * A feature writes `id/<feature>.ts` and `en/<feature>.ts`. Each exports `<feature>` (its texts, listed in a group: `id/group/` and
 * `en/group/`), `<feature>Refusals` (kind → text, for what its contract refuses) and, when its schemas name kinds of their own
 * (`error: 'choose_category'`), `<feature>FieldProblems` (both listed in `id/problems.ts` and `en/problems.ts`, which never travel
 * to the browser). Texts with parameters are functions.
 * Staff screens read them with `useMessages('<group>')` from `#web/i18n/react.tsx`, which loads a group, and English, when it is asked for;
 * only the server and server-rendered pages import this file for its values.
 */
import type { Texts } from '#platform/http/texts.ts'
import { en } from './en/index.ts'
import { enProblems } from './en/problems.ts'
import { id } from './id/index.ts'
import { idProblems } from './id/problems.ts'
import type { Lang, Translation } from './lang.ts'
import { refusalFrom, valueProblemFrom } from './refusal.ts'

export { formatters, type Formatters, type Moment } from './format.ts'
export { isLang, langOf, langs, type Lang, type Translation } from './lang.ts'

export type Messages = Translation<typeof id>
export type Problems = Translation<typeof idProblems>

const catalogue: Record<Lang, Messages> = { id, en }
const problemCatalogue: Record<Lang, Problems> = { id: idProblems, en: enProblems }

/** All texts of the screens in one language. */
export function messages(lang: Lang): Messages {
  return catalogue[lang]
}

/** All refusals and wrong fields in one language. */
export function problems(lang: Lang): Problems {
  return problemCatalogue[lang]
}

/** The text for a refusal of the given kind; extra members of the refusal fill its parameters. An unknown kind gives the general text. */
export function refusalText(lang: Lang, refusal: { readonly kind: string }): string {
  return refusalFrom(problems(lang), refusal)
}

/** The catalogue as the platform asks for it. */
export const texts: Texts = {
  refusal: refusalText,
  value: (lang, problem) => valueProblemFrom(problems(lang), problem),
}
