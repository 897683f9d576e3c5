const rowsPerStatement = 1_000
/** So few rows that everything that hangs on them, too, needs one statement a table. */
const few = 30

/** Writes many rows in slices, each small enough for the 65,535 parameters of one statement. */
export async function inSlices<T>(rows: readonly T[], write: (slice: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) await write(rows.slice(start, start + rowsPerStatement))
}

/**
 * Does steps of which none needs another's answer, in their order. For few rows the statements go out together; many rows go one step after
 * the other, so that memory stays small and two writers at once lock in the same order.
 */
export async function inOrder(rows: readonly unknown[], steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  if (rows.length <= few) await Promise.all(steps.map((step) => step()))
  else for (const step of steps) await step()
}
