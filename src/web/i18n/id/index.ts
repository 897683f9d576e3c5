import { area, areaRefusals } from './area.ts'
import { common } from './common.ts'
import { fieldProblems, platformRefusals } from './refusals.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

/** Every text in Bahasa Indonesia, the source language. A feature adds its file here, and its refusals below. */
export const id = {
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
