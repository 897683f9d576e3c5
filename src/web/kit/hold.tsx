import { useMediaQuery } from '@mantine/hooks'
import { createContext, use, useCallback, useLayoutEffect, useState, type ReactNode } from 'react'

type Release = () => void

const HoldContext = createContext<() => Release>(() => () => undefined)

/** While `isHeld`, every part of the screen around this one stays as it is: somebody is in the middle of something here. */
export function useHold(isHeld: boolean): void {
  const hold = use(HoldContext)
  useLayoutEffect(() => (isHeld ? hold() : undefined), [isHeld, hold])
}

/** A part of the screen that can be held by what stands in it. */
export interface Holder {
  /** Somebody has a dialog or a form open inside: nothing may be taken away under their hands. */
  readonly isHeld: boolean
  /** Put around what stands inside with `Held`. */
  readonly hold: () => Release
}

/** Whether somebody is in the middle of something inside; what is held inside holds what lies around it too. */
export function useHolder(): Holder {
  const outer = use(HoldContext)
  const [count, setCount] = useState(0)
  const hold = useCallback(() => {
    const release = outer()
    setCount((held) => held + 1)
    return () => {
      setCount((held) => held - 1)
      release()
    }
  }, [outer])
  return { isHeld: count > 0, hold }
}

/** What stands inside a part of the screen that can be held. */
export function Held(props: { readonly holder: Holder; readonly children: ReactNode }) {
  return <HoldContext value={props.holder.hold}>{props.children}</HoldContext>
}

/** Whether the window has room (`(min-width: 640px)`); while something is held inside, the answer from before it was. */
export function useRoom(query: string, holder: Holder): boolean {
  const now = useMediaQuery(query, true, { getInitialValueInEffect: false })
  const [shown, setShown] = useState(now)
  if (shown !== now && !holder.isHeld) setShown(now)
  return holder.isHeld ? shown : now
}
