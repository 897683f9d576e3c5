import type { LinkModel } from './model.contract.ts'

// Some seconds of work for two processors; 6,325 rows: a village, or a few small ones.
const fewPairs = 20_000_000
// A chance that was learned from a list of half the size is half as large now: one bit.
const mostGrowth = 2

/** Whether so many rows are few enough to compare everybody with everybody, not only those who meet in a pass. */
export function areFew(rows: number): boolean {
  return (rows * (rows - 1)) / 2 <= fewPairs
}

/**
 * The size of the smallest list from which a model of everybody may have been learned to judge so many rows; undefined when they are too many for
 * any. In a longer list a stranger is likelier, so that a model of a short one would promise too much.
 */
export function leastLearnedFrom(rows: number): number | undefined {
  return areFew(rows) ? Math.ceil(rows / mostGrowth) : undefined
}

/** Who is compared by a model when nobody says otherwise: a model is for the pairs that it was learned from. */
export function comparedBy(model: Pick<LinkModel, 'everybody'>): 'everybody' | 'passes' {
  return model.everybody === true ? 'everybody' : 'passes'
}
