import { useLang, useMessages } from '#web/i18n/react.tsx'
import type { Terms } from './source.contract.ts'
import styles from './source.module.css'

/** The law, the terms and the purpose of a source. */
export function TermsList({ terms }: { readonly terms: Terms }) {
  const m = useMessages('data').source
  const lang = useLang()
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>{m.purpose}</dt>
        <dd>{terms.purpose[lang]}</dd>
      </div>
      <div>
        <dt>{m.licence}</dt>
        <dd>{terms.licence[lang]}</dd>
      </div>
      <div>
        <dt>{m.legalBasis}</dt>
        <dd>{terms.legalBasis[lang]}</dd>
      </div>
    </dl>
  )
}
