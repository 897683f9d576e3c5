import type { ComponentType } from 'react'
import type { Messages } from '#web/i18n/index.ts'

/** One screen of the staff application. */
export interface Screen {
  /** The address, with `$name` for a parameter. */
  readonly path: string
  /** What the role needs to open it (one of several is enough); null: being signed in is enough. */
  readonly grant: string | readonly string[] | null
  /** Its place in the menu and on the home screen; screens that are reached from others have none. */
  readonly nav?: {
    readonly text: (m: Messages) => string
    /** One sentence for the home screen: what one does there. */
    readonly about: (m: Messages) => string
  }
  /** Loads the screen's code when it is first opened. */
  readonly load: () => Promise<ComponentType>
}
