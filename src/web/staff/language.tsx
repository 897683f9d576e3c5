import { createContext, use, useCallback, useState, type ReactNode } from 'react'
import { speak } from '#web/api/client.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { LanguageProvider, loadLanguage, useLang, useMessages, type Language } from '#web/i18n/react.tsx'
import { keepLang } from './settings.ts'

const ChooseContext = createContext<(lang: Lang) => void>(() => undefined)

/** Speaks a language everywhere: the texts, the document and what the server answers. */
export function Languages(props: { readonly initial: Language; readonly timeZone: string; readonly children: ReactNode }) {
  const { timeZone } = props
  const [language, setLanguage] = useState(props.initial)
  const choose = useCallback(
    (lang: Lang) => {
      keepLang(lang)
      void loadLanguage(lang, timeZone).then((loaded) => {
        speakIn(lang)
        setLanguage(loaded)
      })
    },
    [timeZone],
  )
  return (
    <ChooseContext value={choose}>
      <LanguageProvider language={language}>{props.children}</LanguageProvider>
    </ChooseContext>
  )
}

/** Tells the document and the client which language is spoken. */
export function speakIn(lang: Lang): void {
  document.documentElement.lang = lang
  speak(lang)
}

/** The button that changes to the other language; it is named in that language. */
export function LanguageButton(props: { readonly className: string | undefined }) {
  const choose = use(ChooseContext)
  const other: Lang = useLang() === 'id' ? 'en' : 'id'
  const m = useMessages()
  return (
    <button type="button" lang={other} className={props.className} onClick={() => choose(other)}>
      {m.common.otherLanguage}
    </button>
  )
}
