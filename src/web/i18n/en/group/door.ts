/** What is read before somebody is signed in, and on every screen. */
export { common } from '../common.ts'
export { menu } from '../menu.ts'
export { shell } from '../shell.ts'
export { signIn } from '../sign-in.ts'
