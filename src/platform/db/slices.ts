const rowsPerStatement = 1_000

/** Writes many rows in slices, each small enough for the 65,535 parameters of one statement. */
export async function inSlices<T>(rows: readonly T[], write: (slice: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) await write(rows.slice(start, start + rowsPerStatement))
}
