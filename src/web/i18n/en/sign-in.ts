import type { signIn as source } from '../id/sign-in.ts'
import type { Translation } from '../lang.ts'

export const signIn: Translation<typeof source> = {
  username: 'User name',
  usernameHint: 'NIP, or the name that the account administrator gave you',
  password: 'Password',
  showPassword: 'Show password',
  submit: 'Sign in',
  codeTitle: 'Code of the second step',
  code: 'Code',
  codeHint: 'Six digits of the authenticator application, or one of the recovery codes',
  submitCode: 'Send code',
  startOver: 'Sign in with another account',
  newPasswordTitle: 'Make a password of your own',
  newPasswordText: (p) => `${p.name}, the administrator’s password is for the first time only.`,
  newPassword: 'New password',
  newPasswordHint: (p) => `At least ${p.minimum} letters; a sentence is fine`,
  submitNewPassword: 'Save password',
  setUpTitle: 'Set up the second step',
  setUpText: (p: { name: string }) => `${p.name}, your role opens the data of many people. Besides the password it takes a code from an app on your phone.`,
  setUpBegin: 'Show the QR code',
}
