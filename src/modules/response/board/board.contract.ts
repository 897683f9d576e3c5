import { z } from 'zod'
import type { Operations } from '#platform/http/contract.ts'

/** How much waits: open work, what is due within the hour, what is late. Late work is part of open work. */
export const Load = z.object({ open: z.int(), soon: z.int(), late: z.int() })
export type Load = z.infer<typeof Load>

const Bilingual = z.object({ id: z.string(), en: z.string() })

export const OfficeLoad = Load.extend({ officeId: z.int(), kind: z.string(), short: z.string(), name: Bilingual })
export type OfficeLoad = z.infer<typeof OfficeLoad>

export const AreaLoad = Load.extend({ areaId: z.int(), name: z.string() })
export type AreaLoad = z.infer<typeof AreaLoad>

/** The board of one scope at one moment: numbers and offices, never a person. */
export const Board = z.object({
  at: z.iso.datetime(),
  cases: Load,
  openedLastDay: z.int(),
  /** Open cases in danger that nobody has answered, and when the newest came in. */
  danger: z.object({ waiting: z.int(), newestAt: z.iso.datetime().nullable() }),
  /** Of the first responses given or owed in the last 30 days, the share that kept its promise; null before there is one. */
  keptShare: z.number().nullable(),
  /** Half of the first responses of the last 30 days came within this many minutes; null before there is one. */
  medianResponseMinutes: z.number().nullable(),
  /** Open cases by the rung that must act. */
  rungs: z.array(z.object({ rung: z.enum(['village', 'district', 'regency', 'leadership']), open: z.int() })),
  offices: z.array(OfficeLoad),
  districts: z.array(AreaLoad),
}).meta({ id: 'Board' })
export type Board = z.infer<typeof Board>

/** What waits in each village that has open work. */
export const VillageLoads = z.object({ at: z.iso.datetime(), villages: z.array(AreaLoad) }).meta({ id: 'VillageLoads' })
export type VillageLoads = z.infer<typeof VillageLoads>

export const boardOperations = {
  getBoard: {
    method: 'GET', path: '/api/response/board', access: 'response.board.read', ok: Board, shared: true,
    summary: 'Open, due and late work of one’s scope, by office and by district. Counts only.',
  },
  listDistrictLoads: {
    method: 'GET', path: '/api/response/map', access: 'response.map.read',
    ok: z.object({ at: z.iso.datetime(), districts: z.array(AreaLoad) }), summary: 'Open, due and late cases of every district of one’s scope, for the map.',
  },
  listVillageLoads: {
    method: 'GET', path: '/api/response/map/:districtId', access: 'response.map.read', params: z.object({ districtId: z.coerce.number().int().min(1).max(99) }),
    ok: VillageLoads, summary: 'Open, due and late cases of the villages of a district, for the map.', refusals: { district_unknown: 404 },
  },
} as const satisfies Operations
