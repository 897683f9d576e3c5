import { Title } from '@mantine/core'
import { createContext, use, useEffect, useId, useRef, type ReactNode } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { AppLink } from './address.tsx'
import styles from './kit.module.css'

/** Where the steps of the present screen are explained; undefined where nobody wrote any. */
export const HelpPlace = createContext<string | undefined>(undefined)

/** What stands after a screen's name in the window's title: whose system this is. */
export const TitleSuffix = createContext('Kentongan')

let isFirstScreen = true

interface PageTitleProps {
  readonly title: string
  /** One sentence: what this screen is for. */
  readonly lede?: ReactNode
  /** The main action, beside the title. */
  readonly action?: ReactNode
}

/** The one h1 of a screen. Names the window, and takes the focus after a change of screen so that a screen reader hears where it is. */
export function PageTitle({ title, lede, action }: PageTitleProps) {
  const m = useMessages()
  const suffix = use(TitleSuffix)
  const help = use(HelpPlace)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = m.shell.titleOf({ page: title, brand: suffix })
  }, [m, title, suffix])
  useEffect(() => {
    if (!isFirstScreen) heading.current?.focus({ preventScroll: true })
    isFirstScreen = false
  }, [])
  return (
    <div className={styles['pageTitle']}>
      <div>
        <div className={styles['titleLine']}>
          <Title order={1} ref={heading} tabIndex={-1} className={styles['heading'] ?? ''}>
            {keepNumbersWhole(title)}
          </Title>
          {help !== undefined && <AppLink href={help} className={styles['helpLink'] ?? ''} aria-label={m.shell.helpForScreen({ screen: title })}>?</AppLink>}
        </div>
        {lede !== undefined && <p className={styles['lede']}>{lede}</p>}
      </div>
      {action}
    </div>
  )
}

/** A word with digits, such as a case's number, goes to the next line as a whole where it fits there. */
function keepNumbersWhole(title: string): ReactNode {
  return title.split(/(\S*\d\S*)/).map((part, at) => (at % 2 === 0 ? part : <span key={`${at} ${part}`} className={styles['whole']}>{part}</span>))
}

interface SectionProps {
  readonly title: string
  /** Where the links of a long screen lead (`#promises`). */
  readonly anchor?: string | undefined
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of a screen under its own heading. */
export function Section(props: SectionProps) {
  const id = useId()
  return (
    <section id={props.anchor} className={styles['section']} aria-labelledby={id}>
      <div className={styles['sectionHead']}>
        <Title order={2} id={id} size="h3">
          {props.title}
        </Title>
        {props.action}
      </div>
      {props.children}
    </section>
  )
}

interface Part {
  /** The anchor of its section. */
  readonly anchor: string
  readonly title: string
}

/** The parts of a long screen, to jump to where it is read in one column. */
export function PageParts({ parts }: { readonly parts: readonly Part[] }) {
  const m = useMessages()
  return (
    <nav className={styles['parts']} aria-label={m.common.onThisPage}>
      <strong>{m.common.onThisPage}</strong>
      <ul>
        {parts.map(({ anchor, title }) => <li key={anchor}><a href={`#${anchor}`}>{title}</a></li>)}
      </ul>
    </nav>
  )
}
