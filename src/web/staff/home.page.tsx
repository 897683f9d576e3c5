import { WaitingPart } from '#modules/people/waiting/waiting.part.tsx'
import { placeWords } from '#modules/people/account/scope.form.tsx'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, EmptyState, PageTitle, Section } from '#web/kit/index.ts'
import { navigationFor } from './screens.tsx'
import { useSession } from './session.tsx'
import styles from './staff.module.css'

/** What waits, and what this role can do; the first thing after signing in. */
export function HomePage() {
  const m = useMessages()
  const lang = useLang()
  const { name, scope, grants } = useSession()
  const entries = navigationFor(grants)
  const isAtWork = grants.some((grant) => !grant.endsWith('.own'))
  return (
    <>
      <PageTitle title={isAtWork ? m.shell.welcome({ name }) : m.shell.welcomeResident({ name })} lede={m.shell.homeLede({ role: scope.roleName[lang], place: placeWords(scope, lang) })} />
      {entries.length === 0 && <EmptyState title={m.shell.nothingForRole} />}
      {isAtWork && <WaitingPart />}
      <Section title={m.shell.screens}>
        <ul className={styles['cards']}>
          {entries.map((screen) => (
            <li key={screen.path}>
              <AppLink href={screen.path} className={styles['card'] ?? ''}>
                <strong>{m.menu[screen.nav].text}</strong>
                {m.menu[screen.nav].about}
              </AppLink>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
