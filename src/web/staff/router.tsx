import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type ErrorComponentProps } from '@tanstack/react-router'
import { Button, Stack } from '@mantine/core'
import type { ComponentType } from 'react'
import { Problem, Unreachable } from '#web/api/client.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ButtonLink, ErrorState, Loading, PageTitle } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { HomePage } from './home.page.tsx'
import { mayOpen, screens, type Screen } from './screens.tsx'
import { useSession } from './session.tsx'
import { Shell } from './shell.tsx'

/** The addresses of the staff application, one for each screen; a screen's code is loaded when it is first opened. */
export function createStaffRouter() {
  const root = createRootRoute({ component: Shell })
  const home = createRoute({ getParentRoute: () => root, path: staffPaths.home, component: HomePage })
  const routes = screens.map((screen) =>
    createRoute({
      getParentRoute: () => root,
      path: screen.path,
      component: lazyRouteComponent(async () => ({ default: guarded(screen, await screen.load()) })),
    }),
  )
  return createRouter({
    routeTree: root.addChildren([home, ...routes]),
    defaultPendingComponent: Loading,
    defaultPendingMs: 0,
    defaultPendingMinMs: 0,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: NotFound,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text === '' ? '' : `?${text}`
    },
  })
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

/** A screen that threw: the frame stays, and the person can try again. */
function Broken({ error }: Pick<ErrorComponentProps, 'error'>) {
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
