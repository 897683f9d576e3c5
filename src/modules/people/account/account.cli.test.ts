import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, startWorld, type World } from '../../../../test/world.ts'
import { addUser, disableUser, enableUser, grantUser, listUsers, resetUserPassword } from './account.cli.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world.close())

async function stateAfter(username: string, password: string): Promise<unknown> {
  return (await createClient(world.app).send('POST', '/api/people/session', { username, password })).json<{ state?: string; kind?: string }>()
}

describe('accounts from the command line', () => {
  test('the first administrator can be made without anybody signed in', async () => {
    const added = await addUser(world.deps, { username: 'admin.dua', name: 'Administrator Dua', role: 'administrator' })
    expect(added).toMatchObject({ ok: true, value: { username: 'admin.dua' } })
    if (added.ok) expect(await stateAfter('admin.dua', added.value.oneTimePassword)).toMatchObject({ state: 'new_password' })
    expect((await listUsers(world.deps, { q: 'admin.d' })).map((user) => user.username)).toEqual(['admin.dua'])
  })

  test('area and office are named by code and key', async () => {
    const added = await addUser(world.deps, { username: 'op.baru', name: 'Operator Baru', role: 'village_operator', area: '35.10.15.2004' })
    expect(added.ok).toBe(true)
    const granted = await grantUser(world.deps, { username: 'op.baru', role: 'agency_officer', office: 'dinkes' })
    expect(granted.ok).toBe(true)
    const [user] = await listUsers(world.deps, { q: 'op.baru' })
    expect(user?.scopes.map((scope) => [scope.role, scope.areaName, scope.officeId])).toEqual([
      ['village_operator', 'Kemiren', 152_004], ['agency_officer', world.deps.regency.areas.root.name, 4],
    ])
  })

  test.each([
    [{ username: 'x', name: 'Orang', role: 'planner' }, 'username_not_usable'],
    [{ username: 'orang.satu', name: '', role: 'planner' }, 'name_not_usable'],
    [{ username: 'orang.satu', name: 'Orang', role: 'raja' }, 'role_unknown'],
    [{ username: 'orang.satu', name: 'Orang', role: 'village_head', area: '35.99.15.2004' }, 'area_does_not_fit'],
    [{ username: 'orang.satu', name: 'Orang', role: 'agency_officer', office: 'tidak-ada' }, 'office_does_not_fit'],
    [{ username: 'dinsos', name: 'Orang', role: 'planner' }, 'username_taken'],
  ])('%o is refused: %s', async (args, kind) => {
    expect(await addUser(world.deps, args)).toMatchObject({ ok: false, error: { kind } })
  })

  test('closing, opening and a new password', async () => {
    expect(await disableUser(world.deps, { username: 'Dinsos' })).toEqual({ ok: true, value: { done: true } })
    expect(await stateAfter('dinsos', 'padi-subuh-lumbung')).toMatchObject({ kind: 'sign_in_refused' })
    expect(await enableUser(world.deps, { username: 'dinsos' })).toEqual({ ok: true, value: { done: true } })
    const reset = await resetUserPassword(world.deps, { username: 'dinsos' })
    if (!reset.ok) throw new Error(reset.error.kind)
    expect(await stateAfter('dinsos', reset.value.oneTimePassword)).toMatchObject({ state: 'new_password' })
    expect(await disableUser(world.deps, { username: 'tidak.ada' })).toEqual({ ok: false, error: { kind: 'not_found' } })
  })
})
