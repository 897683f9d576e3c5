import type { PlatformDeps } from '#platform/deps.ts'
import { ok, type Result } from '#platform/result.ts'
import { readPhoto, type PhotoRefused } from './photo.ts'
import { readPhotoToken, writePhotoToken, type ReceivedPhoto } from './photo-token.ts'

export type PhotoDeps = Pick<PlatformDeps, 'files' | 'keys'>

/** Takes in one photo from bytes or a file; gives the token by which its sender names it. The same photo twice is one file. */
export async function receivePhoto(deps: PhotoDeps, source: Buffer | string): Promise<Result<{ photo: string; sizeBytes: number }, PhotoRefused>> {
  const read = await readPhoto(source)
  if (!read.ok) return read
  const { sha256, sizeBytes } = await deps.files.put(read.value.bytes)
  return ok({ photo: writePhotoToken({ sha256, sizeBytes, width: read.value.width, height: read.value.height }, deps.keys.mac), sizeBytes })
}

/** The photos that the tokens name; undefined when one is not a token of ours, or its file is gone. */
export async function findReceivedPhotos(deps: PhotoDeps, tokens: readonly string[]): Promise<readonly ReceivedPhoto[] | undefined> {
  const photos: ReceivedPhoto[] = []
  for (const token of new Set(tokens)) {
    const photo = readPhotoToken(token, deps.keys.mac)
    if (photo === undefined || !(await deps.files.keep(photo.sha256))) return undefined
    photos.push(photo)
  }
  return photos
}
