import { findDistrictOf, getArea } from '#modules/people/area/area.rules.ts'
import type { Office } from '#modules/people/regency/regency.contract.ts'
import { getOffice } from '#modules/people/regency/regency.rules.ts'
import { decide, isOpen, withFacts, withOffice, type Acting, type CaseState, type Decision, type Happening, type Task } from '#modules/response/case/case.rules.ts'
import { withoutArrival } from '#modules/response/case/task.rules.ts'

/** Where a family lives now and where it lived before; `isBack`: its arrival was a mistake and is taken back. */
export interface Move {
  readonly relocationId: string
  readonly from: number
  readonly to: number
  readonly isBack: boolean
}

/** Whether an office is that of a village, or the unit of its district. */
export function standsAt(office: Pick<Office, 'kind' | 'areaId'>, villageId: number): boolean {
  if (office.kind === 'village_task_force') return office.areaId === villageId
  return office.kind === 'district_unit' && office.areaId === Math.floor(villageId / 10_000)
}

/**
 * The family of a case lives in another village from now on. The case lies there; its lead, its tasks and all its clocks stay as they are, and who
 * handles it where the family came from goes on until they hand it over. The office of the new village is told by a task that has no clock. A move
 * that is taken back takes that task back too. Undefined where nothing follows: the case is closed, or lies elsewhere.
 */
export function followMove(state: CaseState, move: Move, acting: Acting): Decision | undefined {
  if (state.facts.status === 'closed' || state.facts.areaId !== move.from) return undefined
  const { areas } = acting.rulebook.regency
  const detail = { areaId: move.to, placeName: getArea(areas, move.to).name, relocationId: move.relocationId }
  const placed = withFacts(state, { areaId: move.to, districtId: findDistrictOf(areas, move.to)?.areaId ?? 0 })
  if (move.isBack) {
    const given = arrivalsAt(state, move.from, acting)
    const freed = given.reduce((reached, task) => withoutArrival(reached, task.officeId, acting), placed)
    const withdrawn = given.map((task): Happening => ({ kind: 'withdrawn', taskId: task.taskId, detail: { officeId: task.officeId } }))
    return decide(keptInSight(freed, move, acting), acting, [...withdrawn, { kind: 'family_returned', detail }])
  }
  const office = welcoming(state, move.to, acting)
  const welcomed = office === undefined ? placed : withArrival(placed, office, acting)
  const taskId = office === undefined ? undefined : welcomed.tasks.at(-1)?.taskId
  return decide(keptInSight(welcomed, move, acting), acting, [{ kind: 'family_moved', taskId, detail: { ...detail, ...(office && { officeId: office.officeId }) } }])
}

function arrivalsAt(state: CaseState, villageId: number, { rulebook }: Acting): readonly Task[] {
  return state.tasks.filter((task) => task.isArrival && isOpen(task) && standsAt(getOffice(rulebook.regency, task.officeId), villageId))
}

/** The task force of the village to which the family came, or the unit of its district: unless it works on the case already, may not know of it, or cannot protect. */
function welcoming(state: CaseState, villageId: number, { rulebook }: Acting): Office | undefined {
  const { restricted, status, barredOfficeIds } = state.facts
  if (restricted || status !== 'open') return undefined
  const near = rulebook.regency.offices.filter((office) => standsAt(office, villageId))
  const office = near.find(({ kind }) => kind === 'village_task_force') ?? near[0]
  if (office === undefined || barredOfficeIds.includes(office.officeId)) return undefined
  return state.tasks.some((task) => task.officeId === office.officeId && isOpen(task)) ? undefined : office
}

function withArrival(state: CaseState, { officeId }: Office, acting: Acting): CaseState {
  const task: Task = {
    taskId: acting.newId(), officeId, fromOfficeId: state.facts.leadOfficeId, status: 'new', holderAccountId: null, holderName: null, returnsAt: null,
    returnedAt: null, isArrival: true, openedAt: acting.at, answeredAt: null, finishedAt: null, result: null,
  }
  return withOffice({ ...state, tasks: [...state.tasks, task] }, officeId)
}

/** The state in which the villages go on seeing the case whose offices still handle it. */
function keptInSight(state: CaseState, move: Move, { rulebook }: Acting): CaseState {
  const handling = [state.facts.leadOfficeId, ...state.tasks.filter(isOpen).map((task) => task.officeId)].map((officeId) => getOffice(rulebook.regency, officeId))
  const isNeeded = (villageId: number): boolean => handling.some((office) => standsAt(office, villageId) && !standsAt(office, move.to))
  const left = [...new Set([...state.facts.leftAreaIds, move.from])].filter((villageId) => villageId !== move.to && isNeeded(villageId))
  return withFacts(state, { leftAreaIds: left })
}
