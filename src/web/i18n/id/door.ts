import { common } from './common.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'

/** What is read before somebody is signed in. It comes with the page; all other texts follow while they type. */
export const door = { common, shell, signIn }
