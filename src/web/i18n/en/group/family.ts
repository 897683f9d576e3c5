/** People and families of the registry. */
export { bulkAct, recheck } from '../bulk-act.ts'
export { lifeEvent } from '../life-event.ts'
export { lists } from '../lists.ts'
export { registry } from '../registry.ts'
export { relocation, relocationClaim } from '../relocation.ts'
export { situation } from '../situation.ts'
export { verification } from '../verification.ts'
