import { z } from 'zod'

const Text = z.string().trim().min(1)

/** imports.yaml: which usual layouts of lists are recognised here, and what the regency's own headings mean. */
export const ImportsFile = z.strictObject({
  /** The layout that is taken when a list fits two; null: the one that fits better. */
  preferredLayout: Text.nullable(),
  /** Layouts that no list is taken for. */
  disabledLayouts: z.array(Text),
  /** How lists of this regency write their columns, where that is not known everywhere; a field of null is a column that nothing is read from. */
  headings: z.array(z.strictObject({ heading: Text.max(200), field: Text.nullable() })).max(500),
})
export type ImportSettings = Readonly<z.infer<typeof ImportsFile>>
