/** The catalogues in which the names of what was read are looked up. */
export interface FieldCatalogues {
  readonly registry: { readonly attributes: object }
  readonly privacy: { readonly fieldNames: { readonly other: string } }
}

/** What was read of somebody, in words: attributes of the registry by their own names, what nobody worded as other data; each once. */
export function wordsOfFields(fields: readonly string[], { registry, privacy }: FieldCatalogues): string {
  const words: Readonly<Record<string, string | undefined>> = { ...registry.attributes, ...privacy.fieldNames }
  return [...new Set(fields.map((field) => words[field] ?? privacy.fieldNames.other))].join(', ')
}
