import { Drawer, NativeSelect } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useContext, useEffect, type ReactNode } from 'react'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import { findTopic } from '#modules/people/guide/topic.rules.ts'
import { AppLink, HelpPlace, TitleSuffix, useIsBigScreen, usePlace } from '#web/kit/index.ts'
import { publicPaths, staffPaths } from '#web/routes.ts'
import { Badge } from './badge.tsx'
import { Banners } from './banners.tsx'
import { LanguageButton } from './language.tsx'
import { CurrentScreen } from './screen.tsx'
import { menuFor } from './screens.tsx'
import { useSession, useSessionActions } from './session.tsx'
import { SignOut } from './sign-out.tsx'
import styles from './staff.module.css'

/** The frame of every screen: who I am, where I can go, and the screen itself. A screen on the wall has none. */
export function Shell() {
  return useIsBigScreen() ? <Wall /> : <Frame />
}

function Wall() {
  return (
    <div className={styles['wall']}>
      <header>
        <Banners isWall />
      </header>
      <main id="main" tabIndex={-1}>
        <CurrentScreen />
      </main>
    </div>
  )
}

function Frame() {
  const m = useMessages()
  const brand = useContext(TitleSuffix)
  const { pathname } = usePlace()
  const [isMenuOpen, menu] = useDisclosure(false)
  const closeMenu = menu.close
  useEffect(closeMenu, [pathname, closeMenu])
  return (
    <>
      <a className={styles['skip']} href="#main">
        {m.common.skipToContent}
      </a>
      <header>
        <div className={styles['bar']}>
          <button type="button" className={styles['menuButton']} aria-haspopup="dialog" aria-expanded={isMenuOpen} onClick={menu.open}>
            {m.shell.menu}
          </button>
          <AppLink className={styles['brand'] ?? ''} href={staffPaths.home}>
            <img src="/icon.svg" alt="" width={36} height={36} />
            {brand}
          </AppLink>
          <div className={`${styles['headerTools']} ${styles['wideOnly']}`}>
            <Person className={styles['person']} />
            <Tools className={styles['headerButton']} />
          </div>
        </div>
        <Banners />
      </header>
      <Drawer opened={isMenuOpen} onClose={menu.close} title={m.shell.menu} size="min(20rem, 85vw)" closeButtonProps={{ 'aria-label': m.shell.closeMenu }}>
        <Person className={styles['drawerPerson']} />
        <Navigation />
        <div className={styles['drawerTools']}>
          <RoleSwitch />
          <Tools className={styles['plainButton']} />
        </div>
      </Drawer>
      <div className={styles['frame']}>
        <div className={styles['side']}>
          <Navigation />
          <RoleSwitch />
        </div>
        <main id="main" className={styles['main']} tabIndex={-1}>
          <HelpPlace value={helpFor(pathname)}>
            <CurrentScreen />
          </HelpPlace>
        </main>
      </div>
    </>
  )
}

/** The steps of the screen at an address; the help itself has none beside its title. */
function helpFor(pathname: string): string | undefined {
  const topic = findTopic(pathname)
  return topic === undefined || topic.key === 'help' ? undefined : staffPaths.help({ layar: topic.key })
}

function Person(props: { readonly className: string | undefined }) {
  const lang = useLang()
  const { name, scope } = useSession()
  return (
    <div className={props.className}>
      <strong>{name}</strong>
      <span>{`${scope.roleName[lang]}, ${scope.areaName}`}</span>
    </div>
  )
}

function Navigation(): ReactNode {
  const m = useMessages()
  const { pathname } = usePlace()
  const groups = menuFor(useSession().grants)
  const isHere = (path: string): boolean => pathname === path || pathname.startsWith(`${path}/`)
  return (
    <nav aria-label={m.shell.mainNavigation}>
      <ul className={styles['nav']}>
        <li>
          <NavigationLink href={staffPaths.home} text={m.shell.home} isCurrent={pathname === staffPaths.home} />
        </li>
        {groups.map((group) => (
          <li key={m.shell.groups[group.title]} className={styles['navGroup']}>
            <span className={styles['navTitle']}>{m.shell.groups[group.title]}</span>
            <ul className={styles['nav']}>
              {group.screens.map((screen) => (
                <li key={screen.path}>
                  <NavigationLink href={screen.path} text={m.menu[screen.nav].text} isCurrent={isHere(screen.path)} badge={<Badge screen={screen} />} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function NavigationLink(props: { readonly href: string; readonly text: string; readonly isCurrent: boolean; readonly badge?: ReactNode }) {
  return (
    <AppLink className={styles['navLink'] ?? ''} href={props.href} {...(props.isCurrent && { 'aria-current': 'page' as const })}>
      {props.text}
      {props.badge}
    </AppLink>
  )
}

/** Somebody with several roles works in one at a time. */
function RoleSwitch() {
  const m = useMessages()
  const lang = useLang()
  const { scope, scopes } = useSession()
  const { switchScope } = useSessionActions()
  if (scopes.length < 2) return null
  return (
    <section aria-label={m.shell.roleSwitch}>
      <NativeSelect
        label={m.shell.roleSwitch}
        value={scope.scopeId}
        data={scopes.map((one) => ({ value: one.scopeId, label: `${one.roleName[lang]}, ${one.areaName}` }))}
        onChange={(event) => void switchScope(event.currentTarget.value)}
      />
    </section>
  )
}

function Tools(props: { readonly className: string | undefined }) {
  const m = useMessages()
  const lang = useLang()
  return (
    <>
      <LanguageButton className={props.className} />
      <a className={props.className} href={publicPaths(lang).home}>{m.shell.publicSite}</a>
      <SignOut className={props.className} />
    </>
  )
}
