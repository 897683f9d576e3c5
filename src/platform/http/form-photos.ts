import { readPhotoToken } from '#platform/files/photo-token.ts'
import { receivePhoto, type PhotoDeps } from '#platform/files/receive-photo.ts'
import type { SentForm } from './form.ts'
import type { PhotoProblem } from './photo-problem.ts'

/** Photos that this server has of a form, and what was wrong with the others. */
export interface FormPhotos {
  readonly kept: readonly { readonly token: string; readonly sizeBytes: number }[]
  readonly problems: readonly PhotoProblem[]
}

/** Takes in the photos of a sent form: those ticked as received before, and those that came now. A bad one loses nothing of the others. */
export async function receiveFormPhotos(deps: PhotoDeps, form: SentForm, maximum: number): Promise<FormPhotos> {
  const kept = new Map<string, number>()
  const problems: PhotoProblem[] = []
  for (const token of form.fields.get('keptPhoto') ?? []) {
    const photo = readPhotoToken(token, deps.keys.mac)
    if (photo !== undefined && (await deps.files.keep(photo.sha256))) kept.set(token, photo.sizeBytes)
    else problems.push({ kind: 'photo_unknown', field: 'photos' })
  }
  for (const file of form.files) {
    if (file.field !== 'photos') continue
    const read = file.isTooLarge ? undefined : await receivePhoto(deps, file.path)
    if (read?.ok) kept.set(read.value.photo, read.value.sizeBytes)
    else problems.push({ kind: read?.error.kind ?? 'photo_too_large', field: 'photos', name: file.name })
  }
  if (form.surplusFiles > 0 || kept.size > maximum) problems.push({ kind: 'too_many_photos', field: 'photos', maximum })
  return { kept: [...kept].slice(0, maximum).map(([token, sizeBytes]) => ({ token, sizeBytes })), problems: problems.slice(0, 4) }
}
