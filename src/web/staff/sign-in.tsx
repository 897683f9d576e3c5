import { use } from 'react'
import { SignInForm } from '#modules/people/session/session.form.tsx'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { Dialog, PageTitle } from '#web/kit/index.ts'
import { publicPaths } from '#web/routes.ts'
import { LanguageButton } from './language.tsx'
import { SettingsContext } from './settings-context.ts'
import styles from './staff.module.css'

/** The first screen: sign in, or go to the residents' pages, which need no account. */
export function SignInPage(props: { readonly onSignedIn: () => void }) {
  const m = useMessages()
  const lang = useLang()
  const { brand, isSynthetic } = use(SettingsContext)
  return (
    <>
      <header className={styles['bar']}>
        <a className={styles['brand']} href={publicPaths(lang).home}>
          <img src="/icon.svg" alt="" width={36} height={36} />
          {brand[lang]}
        </a>
      </header>
      <main className={styles['signIn']}>
        <PageTitle title={m.shell.signInTitle} lede={m.shell.signInLede} />
        <SignInForm onSignedIn={props.onSignedIn} />
        <div className={styles['signInTools']}>
          <a className={styles['plainButton']} href={publicPaths(lang).home}>{m.shell.publicSite}</a>
          <LanguageButton className={styles['plainButton']} />
        </div>
        {isSynthetic && <p>{m.shell.syntheticData}</p>}
      </main>
    </>
  )
}

interface SignInAgainProps {
  readonly isOpen: boolean
  readonly onSignedIn: () => void
  readonly onClose: () => void
}

/** The same form over the current screen, when the session ended in the middle of something. */
export function SignInAgain({ isOpen, onSignedIn, onClose }: SignInAgainProps) {
  const m = useMessages()
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={m.shell.sessionEndedTitle} closesOnClickOutside={false}>
      <p className={styles['signInAgainText']}>{m.shell.sessionEndedText}</p>
      {isOpen && <SignInForm onSignedIn={onSignedIn} />}
    </Dialog>
  )
}
