import { listVisitPhotos, type VisitStore } from './visit-store.ts'
import { writeZip, type ZipEntry } from './zip-store.ts'

/** A visit as a file to hand over by other means: its answers (JSON) and its photos. */
export async function exportVisit(store: VisitStore, surveyId: string): Promise<Blob | undefined> {
  const visit = await store.visits.get(surveyId)
  if (visit === undefined) return undefined
  const photos = await listVisitPhotos(store, surveyId)
  const told = { ...visit, photos: photos.map(({ photoId, field, takenAt, place = null }) => ({ photoId, field, takenAt, place, file: `${field}-${photoId}.jpg` })) }
  const files: ZipEntry[] = [{ name: 'kunjungan.json', bytes: new TextEncoder().encode(JSON.stringify(told, null, 2)) }]
  for (const { field, photoId, picture } of photos) files.push({ name: `${field}-${photoId}.jpg`, bytes: new Uint8Array(await picture.arrayBuffer()) })
  return writeZip(files)
}
