/** What a fact cites, in both languages: names of laws read the same in both. */
export function citationOf({ cites, inIndonesian }: { readonly cites: string; readonly inIndonesian?: string | undefined }): { id: string; en: string } {
  return { id: inIndonesian ?? cites, en: cites }
}
