import type { Tone } from '#web/kit/index.ts'
import type { Breach } from './breach.contract.ts'

export const breachTones: Readonly<Record<Breach['state'], Tone>> = { open: 'soon', late: 'bad', notified: 'good' }

/** A moment typed on this device's clock, for the server; what is not one is sent as it stands, and refused with its field. */
export function momentOf(local: string): string {
  const moment = new Date(local)
  return Number.isNaN(moment.getTime()) ? local : moment.toISOString()
}
