import { z } from 'zod'
import { LinkThresholds } from './linkage.contract.ts'
import { groupSizes, type GroupKey } from './pattern.rules.ts'

const Share = z.number().min(0).max(1)

/** How often each joint level of a group is found: between rows of one person, and between rows of two that were compared. */
function levelShares(size: number) {
  return z.object({ same: z.array(Share).length(size).readonly(), other: z.array(Share).length(size).readonly() })
}

/** Everything that a decision follows from, as it is kept: with it a pattern gives the same weight and probability for ever. */
export const LinkModel = z.object({
  version: z.string().min(1).max(40),
  /** The share of one person's pairs among all that are compared. */
  prior: Share,
  shares: z.object({
    name: levelShares(groupSizes[0]!), birthNik: levelShares(groupSizes[1]!), sex: levelShares(groupSizes[2]!), household: levelShares(groupSizes[3]!),
  } satisfies Record<GroupKey, z.ZodType>),
  /** What a weight in bits has meant: the share of true pairs, rising, between them straight lines. */
  calibration: z.array(z.tuple([z.number(), Share]).readonly()).min(2).readonly(),
  thresholds: LinkThresholds,
  /** Learned from all pairs of a small list, and good for all pairs of such a list; else for those that meet in a pass. */
  everybody: z.boolean().optional(),
  /** How many decisions of people the calibration was put right by; absent: it comes from planted lists. */
  calibrated: z.object({ pairs: z.int(), same: z.int() }).optional(),
  trained: z.object({ rows: z.int(), pairs: z.number(), rounds: z.int(), seed: z.int() }),
})
export type LinkModel = Readonly<z.infer<typeof LinkModel>>
export type LevelShares = Readonly<Record<GroupKey, { readonly same: readonly number[]; readonly other: readonly number[] }>>
