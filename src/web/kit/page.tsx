import { Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { createContext, use, useEffect, useId, useRef, type ReactNode } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { AppLink, useAddressState } from './address.tsx'
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
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of a screen under its own heading. */
export function Section(props: SectionProps) {
  const id = useId()
  return (
    <section className={styles['section']} aria-labelledby={id}>
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

interface FoldingSectionProps {
  /** Its name in the address, once somebody opened it (`?buka=promises`). */
  readonly name: string
  readonly title: string
  readonly children: ReactNode
}

/** A part of a long screen: where it is read in one column, only its heading stands there until it is opened. */
export function FoldingSection({ name, title, children }: FoldingSectionProps) {
  const id = useId()
  const hasRoom = useMediaQuery('(min-width: 900px)', true, { getInitialValueInEffect: false })
  const [opened, setOpened] = useAddressState('buka')
  const names = opened.split('.').filter((each) => each !== '')
  const isOpened = names.includes(name)
  const heading = (
    <Title order={2} id={id} size="h3">
      {title}
    </Title>
  )
  function noteToggle(isOpen: boolean): void {
    if (hasRoom || isOpen === isOpened) return
    setOpened((isOpen ? [...names, name] : names.filter((each) => each !== name)).join('.'))
  }
  return (
    <section className={hasRoom ? styles['section'] : styles['folding']} aria-labelledby={id}>
      {hasRoom && <div className={styles['sectionHead']}>{heading}</div>}
      <details open={hasRoom || isOpened} onToggle={(event) => noteToggle(event.currentTarget.open)}>
        <summary hidden={hasRoom}>{!hasRoom && heading}</summary>
        {children}
      </details>
    </section>
  )
}
