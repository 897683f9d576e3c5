import { BlobWriter, TextReader, BlobReader, ZipWriter } from '@zip.js/zip.js'
import type { VisitStore } from './visit-store.ts'

/** A visit as a file to hand over by other means: its answers (JSON) and its photos. */
export async function exportVisit(store: VisitStore, surveyId: string): Promise<Blob | undefined> {
  const visit = await store.visits.get(surveyId)
  if (visit === undefined) return undefined
  const photos = await store.photos.where('surveyId').equals(surveyId).toArray()
  const zip = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false })
  const told = { ...visit, photos: photos.map(({ photoId, field, takenAt }) => ({ photoId, field, takenAt, file: `${field}-${photoId}.jpg` })) }
  await zip.add('kunjungan.json', new TextReader(JSON.stringify(told, null, 2)))
  for (const { field, photoId, picture } of photos) await zip.add(`${field}-${photoId}.jpg`, new BlobReader(picture), { level: 0 })
  return zip.close()
}
