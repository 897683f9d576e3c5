import { decide, isOpen, withTasks, type Acting, type CaseState, type Decision, type Task } from './case.rules.ts'

/** Whose absence leaves a task alone, and who stands in; null: nobody does. */
export interface Cover {
  readonly taskId: string
  readonly accountId: string
  readonly deputy: { readonly accountId: string; readonly name: string } | null
}

/** A task whose holder is away goes to the deputy, else back to the office's queue. Its clocks do not notice. Undefined when that was done. */
export function coverTask(state: CaseState, { taskId, accountId, deputy }: Cover, acting: Acting): Decision | undefined {
  const task = state.tasks.find((one) => one.taskId === taskId)
  if (task === undefined || !isOpen(task) || task.holderAccountId !== accountId) return undefined
  if (deputy === null) return decide(withTasks(state, (one) => one === task, unheld(task, acting)), acting, [returned(task)])
  const after = withTasks(state, (one) => one === task, { holderAccountId: deputy.accountId, holderName: deputy.name, returnsAt: null, returnedAt: null })
  const detail = { accountName: deputy.name, officeId: task.officeId }
  return decide(after, acting, [{ kind: 'covered', taskId, detail, words: undefined }])
}

/** Tasks that somebody took and did nothing with go back to the queue. Undefined when there are none. */
export function returnIdleTasks(state: CaseState, acting: Acting): Decision | undefined {
  const idle = state.tasks.filter((task) => task.returnsAt !== null && task.returnsAt <= acting.at)
  if (idle.length === 0) return undefined
  const after = idle.reduce((reached, task) => withTasks(reached, (one) => one.taskId === task.taskId, unheld(task, acting)), state)
  return decide(after, acting, idle.map(returned))
}

function unheld(task: Task, acting: Acting): Partial<Task> {
  return { holderAccountId: null, holderName: null, returnsAt: null, returnedAt: acting.at, status: task.status === 'taken' ? 'new' : task.status }
}

function returned(task: Task): { kind: 'returned'; taskId: string; detail: { accountName: string; officeId: number } } {
  return { kind: 'returned', taskId: task.taskId, detail: { accountName: task.holderName ?? '', officeId: task.officeId } }
}
