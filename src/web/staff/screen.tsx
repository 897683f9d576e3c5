import { Button, Stack } from '@mantine/core'
import { Component, lazy, Suspense, useDeferredValue, type ComponentType, type ReactNode } from 'react'
import { Problem, Unreachable } from '#web/api/client.ts'
import type { Group } from '#web/i18n/groups.ts'
import { useMessages, useTextsSoon } from '#web/i18n/react.tsx'
import { ButtonLink, ErrorState, Loading, matchPlace, PageTitle, PlaceParameters, usePlace } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { HomePage } from './home.page.tsx'
import type { Screen } from './screen-entry.ts'
import { mayOpen, screenGroups } from './screens.tsx'
import { useSession } from './session.tsx'

interface Route {
  readonly path: string
  readonly Page: ComponentType
  readonly texts: readonly Group[]
}

const routes: readonly Route[] = [
  { path: staffPaths.home, Page: HomePage, texts: [] },
  ...screenGroups.flatMap(({ texts, screens }) => screens.map((screen) => ({
    path: screen.path, texts, Page: lazy(async () => ({ default: guarded(screen, await screen.load()) })),
  }))),
]

/**
 * The screen of the present address; its code is loaded when it is first opened, and until then the screen before it stays.
 * Another address is another screen, even of the same kind: nothing typed for one case can be sent for another.
 */
export function CurrentScreen() {
  const pathname = useDeferredValue(usePlace().pathname)
  const { Page, texts, parameters } = findRoute(pathname)
  useTextsSoon(texts)
  return (
    <ErrorBoundary key={pathname}>
      <Suspense fallback={<Loading />}>
        <PlaceParameters value={parameters}>
          <Page />
        </PlaceParameters>
      </Suspense>
    </ErrorBoundary>
  )
}

/** A fixed address (`akun/baru`) comes before one with a parameter (`akun/$accountId`) in the list of screens. */
function findRoute(pathname: string): Omit<Route, 'path'> & { readonly parameters: Readonly<Record<string, string>> } {
  for (const { path, ...route } of routes) {
    const parameters = matchPlace(path, pathname)
    if (parameters !== undefined) return { ...route, parameters }
  }
  return { Page: NotFound, texts: [], parameters: {} }
}

/** A link may lead to a screen that the role does not have; the server refuses its data, and the person should know why. */
function guarded(screen: Screen, Page: ComponentType): ComponentType {
  return function GuardedScreen() {
    const { grants } = useSession()
    return mayOpen(screen, grants) ? <Page /> : <NotAllowed />
  }
}

function NotAllowed() {
  const m = useMessages()
  return <DeadEnd title={m.shell.notAllowedTitle} text={m.shell.notAllowedText} />
}

function NotFound() {
  const m = useMessages()
  return <DeadEnd title={m.shell.notFoundTitle} text={m.shell.notFoundText} />
}

function DeadEnd(props: { readonly title: string; readonly text: string }) {
  const m = useMessages()
  return (
    <>
      <PageTitle title={props.title} lede={props.text} />
      <ButtonLink href={staffPaths.home}>{m.shell.toHome}</ButtonLink>
    </>
  )
}

/** Keeps the frame when a screen throws. Only a class can be one. */
class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {}

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <Broken error={this.state.error} />
  }
}

/** A screen that threw: the person can load it anew. */
function Broken({ error }: { readonly error: unknown }) {
  const m = useMessages()
  const isAnswer = error instanceof Problem || error instanceof Unreachable
  return (
    <>
      <PageTitle title={m.shell.brokenTitle} lede={m.shell.brokenText} />
      <Stack align="start">
        {isAnswer && <ErrorState error={error} />}
        <Button onClick={() => location.reload()}>{m.common.reload}</Button>
      </Stack>
    </>
  )
}
