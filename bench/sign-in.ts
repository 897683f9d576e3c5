import { readDemoAccounts } from '#modules/people/index.ts'

/** Signs the demo account of a role in at a running server; gives the cookies. */
export function signIn(address: string, role: string): Promise<string> {
  return signInAs(address, readDemoAccounts().find((each) => each.role === role)!)
}

/** Signs an account in at a running server; gives the cookies. */
export async function signInAs(address: string, { username, password }: { readonly username: string; readonly password: string }): Promise<string> {
  const answer = await fetch(`${address}/api/people/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'command-id': crypto.randomUUID(), origin: address },
    body: JSON.stringify({ username, password }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  return answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
}
