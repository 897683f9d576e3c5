import { listFieldPhotos, type FieldStore } from './field-store.ts'
import { writeZip, type ZipEntry } from './zip-store.ts'

const keepLinkMs = 60_000

/** Saves a visit to a case as a file to hand over by other means: its words (JSON) and its photos. */
export async function saveFieldVisit(store: FieldStore, visitId: string): Promise<void> {
  const visit = await store.visits.get(visitId)
  if (visit === undefined) return
  const photos = await listFieldPhotos(store, visitId)
  const told = { ...visit, photos: photos.map(({ photoId, takenAt, place }) => ({ photoId, takenAt, place, file: `${photoId}.jpg` })) }
  const files: ZipEntry[] = [{ name: 'kunjungan.json', bytes: new TextEncoder().encode(JSON.stringify(told, null, 2)) }]
  for (const { photoId, picture } of photos) files.push({ name: `${photoId}.jpg`, bytes: new Uint8Array(await picture.arrayBuffer()) })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(writeZip(files))
  link.download = `kunjungan-${visit.caseNumber}-${visitId.slice(0, 8)}.zip`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), keepLinkMs)
}
