import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#config.ts'

/** Signs the demo account of a role in at a running server; gives the cookies. */
export async function signIn(address: string, role: string): Promise<string> {
  const { accounts } = JSON.parse(readFileSync(join(projectFolder, 'demo/accounts.json'), 'utf8')) as { accounts: { role: string; username: string; password: string }[] }
  const account = accounts.find((each) => each.role === role)!
  const answer = await fetch(`${address}/api/people/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'command-id': crypto.randomUUID(), origin: address },
    body: JSON.stringify({ username: account.username, password: account.password }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  return answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
}
