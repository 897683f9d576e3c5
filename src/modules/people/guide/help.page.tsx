import { Anchor, Stack, Text } from '@mantine/core'
import { lazy, useEffect, useRef, type ComponentType } from 'react'
import type { Group, Texts } from '#web/i18n/groups.ts'
import { langs, type Lang } from '#web/i18n/lang.ts'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { addressOf } from '#web/api/client.ts'
import { Answered, AppLink, PageTitle, Section, useAddressState, useAnswer } from '#web/kit/index.ts'
import { useSession } from '#web/staff/session.tsx'
import { guideOperations } from './guide.contract.ts'
import styles from './guide.module.css'
import { topicsFor, type Topic, type TopicKey } from './topic.rules.ts'

/** Steps name buttons of every screen. */
const everyGroup = ['account', 'response', 'overview', 'family', 'review', 'field', 'visit', 'data', 'proposal', 'rights', 'exchange'] as const satisfies readonly Group[]

type Steps = (m: Texts<Group>) => Readonly<Record<TopicKey, readonly string[]>>

/** The steps in each language come when somebody opens the help, and are kept for when there is no signal. */
const topicLists: Readonly<Record<Lang, ComponentType>> = {
  id: lazy(async () => ({ default: listWith((await import('#web/i18n/id/guide.ts')).guide) })),
  en: lazy(async () => ({ default: listWith((await import('#web/i18n/en/guide.ts')).guide) })),
}

/** Help: the sheet of one's own role to print, and the steps on each screen that one may open. */
export function HelpPage() {
  const m = useMessages('account')
  const Topics = topicLists[useLang()]
  return (
    <>
      <PageTitle title={m.menu.help.text} lede={m.help.lede} />
      <Section title={m.help.sheetTitle}>
        <Sheets />
      </Section>
      <Section title={m.help.screensTitle}>
        <Topics />
      </Section>
    </>
  )
}

function listWith(guide: Steps): ComponentType {
  return function TopicList() {
    const m = useMessages(...everyGroup)
    const [chosen] = useAddressState('layar')
    const steps = guide(m)
    return (
      <ul className={styles['topics']}>
        {topicsFor(useSession().grants).map((topic) => (
          <li key={topic.key}>
            <TopicEntry topic={topic} steps={steps[topic.key]} isChosen={topic.key === chosen} />
          </li>
        ))}
      </ul>
    )
  }
}

/** One screen's steps; open, and in sight, when somebody came from that screen. */
function TopicEntry({ topic, steps, isChosen }: { readonly topic: Topic; readonly steps: readonly string[]; readonly isChosen: boolean }) {
  const m = useMessages('account')
  const screen = m.menu[topic.key].text
  const entry = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (isChosen) entry.current?.scrollIntoView()
  }, [isChosen])
  return (
    <details ref={entry} className={styles['topic']} open={isChosen}>
      <summary>{screen}</summary>
      <ol className={styles['steps']}>
        {steps.map((step) => <li key={step}>{step}</li>)}
      </ol>
      <div className={styles['open']}>
        <AppLink href={topic.path}>{m.help.openScreen({ screen })}</AppLink>
      </div>
    </details>
  )
}

/** The sheets: one's own role first, the others behind it. */
function Sheets() {
  const m = useMessages('account').help
  const { scope } = useSession()
  const query = useAnswer(guideOperations.listSheets, {})
  return (
    <Stack gap="sm">
      <Text>{m.sheetLede}</Text>
      <Answered query={query} rows={2}>
        {({ sheets }) => (
          <>
            {sheets.filter(({ role }) => role === scope.role).map((sheet) => <SheetLinks key={sheet.role} {...sheet} />)}
            <details className={styles['topic']}>
              <summary>{m.otherSheets}</summary>
              <ul className={`${styles['sheets']} ${styles['open']}`}>
                {sheets.filter(({ role }) => role !== scope.role).map((sheet) => <li key={sheet.role}><SheetLinks {...sheet} /></li>)}
              </ul>
            </details>
          </>
        )}
      </Answered>
    </Stack>
  )
}

const languageNames: Readonly<Record<Lang, string>> = { id: 'Bahasa Indonesia', en: 'English' }

/** A sheet in each language. */
function SheetLinks({ role, name }: { readonly role: string; readonly name: Readonly<Record<Lang, string>> }) {
  const m = useMessages('account').help
  return (
    <span className={styles['sheet']}>
      {langs.map((lang) => (
        <Anchor key={lang} href={addressOf(guideOperations.readSheet, { query: { role, lang } })} download lang={lang}>
          {m.sheetOf({ role: name[lang], language: languageNames[lang] })}
        </Anchor>
      ))}
    </span>
  )
}
