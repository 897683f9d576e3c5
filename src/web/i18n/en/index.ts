import type { id } from '../id/index.ts'
import type { Translation } from '../lang.ts'
import { area, areaRefusals } from './area.ts'
import { common } from './common.ts'
import { fieldProblems, platformRefusals } from './refusals.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

/** Every text in English; its type is the source's, so that nothing can be missing. */
export const en: Translation<typeof id> = {
  area,
  common,
  shell,
  signIn,
  fieldProblems: {
    ...fieldProblems,
  },
  refusals: {
    ...platformRefusals,
    ...areaRefusals,
  },
}
