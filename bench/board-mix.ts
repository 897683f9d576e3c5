import type pg from 'pg'
import { findDistrictOf, listDistricts, listVillages, readDemoAccounts, type Regency } from '#modules/people/index.ts'
import { newId } from '#platform/id.ts'
import { signInAs } from './sign-in.ts'

/** What a board's scope covers: a village, a district, the cases that an office has a part in, every case, or counts of every case and no case at all. */
type Covers = 'village' | 'district' | 'office' | 'regency' | 'counts'

interface Sharing {
  readonly role: string
  readonly covers: Covers
  /** Of a thousand boards. */
  readonly boards: number
}

/** Who sits before a thousand boards of a regency: two in every village, a dozen in every district, the agencies' heads, and who watches the whole. */
const mix: readonly Sharing[] = [
  { role: 'village_head', covers: 'village', boards: 434 },
  { role: 'district_officer', covers: 'district', boards: 200 },
  { role: 'slrt_supervisor', covers: 'district', boards: 100 },
  { role: 'agency_head', covers: 'office', boards: 80 },
  { role: 'secretariat', covers: 'regency', boards: 60 },
  { role: 'slrt_manager', covers: 'regency', boards: 30 },
  { role: 'inspector', covers: 'regency', boards: 36 },
  { role: 'planner', covers: 'counts', boards: 30 },
  { role: 'regent', covers: 'counts', boards: 30 },
]

/** Boards of one scope: who sits there, and how many of them. */
export interface Seats {
  readonly role: string
  readonly covers: Covers
  readonly areaId: number
  readonly officeId: number | null
  readonly boards: number
}

interface Place {
  readonly areaId: number
  readonly officeId: number | null
}

/** The mix at a size: the boards of each role dealt out to its places in turn. */
export function seatsOf(regency: Regency, size: number): readonly Seats[] {
  return mix.flatMap(({ role, covers, boards }) => {
    const places = placesOf(regency, covers)
    const dealt = Math.max(1, Math.round(boards * size))
    const seats = places.map((place, index) => ({ role, covers, ...place, boards: Math.floor(dealt / places.length) + (index < dealt % places.length ? 1 : 0) }))
    return seats.filter((each) => each.boards > 0)
  })
}

function placesOf(regency: Regency, covers: Covers): readonly Place[] {
  const officeIn = (areaId: number): number | null => regency.offices.find((office) => office.areaId === areaId)?.officeId ?? null
  if (covers === 'village') return listVillages(regency.areas).map(({ areaId }) => ({ areaId, officeId: officeIn(areaId) }))
  if (covers === 'district') return listDistricts(regency.areas).map(({ areaId }) => ({ areaId, officeId: officeIn(areaId) }))
  const whole = regency.areas.root.areaId
  if (covers === 'office') return regency.offices.filter(({ kind }) => kind === 'agency').map(({ officeId }) => ({ areaId: whole, officeId }))
  return [{ areaId: whole, officeId: null }]
}

/** Whether a scope covers a case. By the rows, and not by what the server says of whom it told. */
export function isCovered(seats: Seats, opened: { areaId: number; officeIds: readonly number[] }, regency: Regency): boolean {
  if (seats.covers === 'village') return opened.areaId === seats.areaId
  if (seats.covers === 'district') return opened.areaId === seats.areaId || findDistrictOf(regency.areas, opened.areaId)?.areaId === seats.areaId
  return seats.covers !== 'office' || opened.officeIds.includes(seats.officeId ?? -1)
}

/** Makes an account for each scope and signs it in; gives the cookies in the same order. */
export async function seat(owner: pg.ClientBase, regency: Regency, { address, seats }: { address: string; seats: readonly Seats[] }): Promise<readonly string[]> {
  const sponsor = readDemoAccounts().find(({ role }) => role === 'secretariat')!
  const cookies: string[] = []
  for (const [index, each] of seats.entries()) {
    const username = `papan.${index}`
    await makeOfficer(owner, regency, { username, like: sponsor.username, seats: each })
    cookies.push(await signInAs(address, { username, password: sponsor.password }))
  }
  return cookies
}

/** An account beside those of the demo, with the password of one of them. */
async function makeOfficer(owner: pg.ClientBase, { regencyId }: Regency, made: { username: string; like: string; seats: Seats }): Promise<void> {
  const accountId = newId()
  const { role, areaId, officeId } = made.seats
  await owner.query(
    `insert into people.account (regency_id, account_id, username, name, must_change_password, created_at) values ($1, $2, $3, $3, false, now())`,
    [regencyId, accountId, made.username])
  await owner.query(
    `insert into people.credential (regency_id, account_id, password_hash, changed_at)
     select c.regency_id, $2, c.password_hash, now() from people.credential c
     join people.account a on a.regency_id = c.regency_id and a.account_id = c.account_id where c.regency_id = $1 and a.username = $3`,
    [regencyId, accountId, made.like])
  await owner.query(
    `insert into people.scope (regency_id, scope_id, account_id, role, area_id, office_id, granted_at) values ($1, $2, $3, $4, $5, $6, clock_timestamp())`,
    [regencyId, newId(), accountId, role, areaId, officeId])
}
