import type { ComponentType } from 'react'
import type { Messages } from '#web/i18n/index.ts'

/** One screen of the staff application. */
export interface Screen {
  /** The address, with `$name` for a parameter. */
  readonly path: string
  /** What the role needs to open it (one of several is enough); null: being signed in is enough. */
  readonly grant: string | readonly string[] | null
  /** Its words in the menu and on the home screen (`menu.ts` of the texts); screens that are reached from others have none. */
  readonly nav?: keyof Messages['menu']
  /** How much waits behind it, beside its name in the menu, for roles with the grant. */
  readonly badge?: { readonly grant: string; readonly Shown: ComponentType }
  /** Loads the screen's code when it is first opened. */
  readonly load: () => Promise<ComponentType>
}
