import { Button, Group } from '@mantine/core'
import { useCallback, useRef, useState } from 'react'
import { newCommandId } from '#web/api/client.ts'
import { serverNow } from '#web/api/server-time.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { shrinkPhoto } from '#web/kit/shrink.ts'
import { useStored } from '#web/offline/stored.ts'
import { useSession } from '#web/staff/session.tsx'
import { visitStoreOf, type StoredPhoto, type VisitStore } from '#web/offline/visit-store.ts'
import type { MeasuredPlace } from './survey.contract.ts'
import type { QuestionProps } from './question.form.tsx'
import styles from './survey.module.css'

/** A photo is stored before anything else is done with it: the camera may have cost the phone its last memory. Then it is made small. */
async function keepPhoto(store: VisitStore, of: { readonly surveyId: string; readonly field: string; readonly file: File }): Promise<string> {
  const photo: StoredPhoto = { photoId: newCommandId(), surveyId: of.surveyId, field: of.field, picture: of.file, takenAt: serverNow().toISOString(), place: null, token: null }
  const sealed = await store.photos.seal(photo)
  await store.transaction('rw', store.photos.rows, async () => {
    await store.photos.rows.where('surveyId').equals(of.surveyId).filter((each) => each.field === of.field).delete()
    await store.photos.rows.put(sealed)
  })
  const picture = await shrinkPhoto(of.file)
  await store.photos.change(photo.photoId, () => ({ picture }))
  return photo.photoId
}

/** Adds where the photo was taken, when the phone says it; a photo without a place is a photo too. */
async function addPlace(store: VisitStore, photoId: string): Promise<void> {
  const place = await askPlace().catch(() => null)
  if (place !== null) await store.photos.change(photoId, () => ({ place }))
}

function askPlace(): Promise<MeasuredPlace> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => resolve({ latitude, longitude, accuracyMeters: accuracy }), reject,
      { enableHighAccuracy: true, timeout: 30_000, maximumAge: 30_000 },
    )
  })
}

/** One photo for one thing to see: taken with the camera or chosen, shown, and taken again. */
export function HousePhoto({ field, surveyId, onAnswer }: QuestionProps) {
  const m = useMessages('visit').survey
  const format = useFormat()
  const lang = useLang()
  const store = visitStoreOf(useSession().accountId)
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const fieldId = field.id
  const find = useCallback(async () => {
    const row = await store.photos.rows.where('surveyId').equals(surveyId).filter((each) => each.field === fieldId).first()
    return row === undefined ? undefined : store.photos.unseal(row)
  }, [store, surveyId, fieldId])
  const photo = useStored(find)

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return
    setBusy(true)
    setFailed(false)
    try {
      const photoId = await keepPhoto(store, { surveyId, field: fieldId, file })
      onAnswer(photoId)
      void addPlace(store, photoId)
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }

  async function remove(photoId: string): Promise<void> {
    await store.photos.rows.delete(photoId)
    onAnswer(null)
  }

  function keptWords({ picture, place }: StoredPhoto): string {
    const size = format.fileSize(picture.size)
    return place ? m.photoPlaced({ size, accuracy: format.number(Math.round(place.accuracyMeters)) }) : m.photoKept({ size })
  }

  return (
    <div>
      {photo !== undefined && <Preview key={photo.picture.size} photo={photo.picture} name={field.question.label[lang]} />}
      <input
        ref={input} type="file" accept="image/*" capture="environment" hidden aria-label={field.question.label[lang]}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <Group>
        <Button variant="default" loading={busy} onClick={() => input.current?.click()}>
          {photo === undefined ? m.takePhoto : m.takePhotoAgain}
        </Button>
        {photo !== undefined && (
          <Button variant="subtle" onClick={() => void remove(photo.photoId)}>
            {m.removePhoto}
          </Button>
        )}
      </Group>
      <output>{photo !== undefined && keptWords(photo)}</output>
      {failed && <p className={styles['wrong']} role="alert">{m.photoFailed}</p>}
    </div>
  )
}

function Preview(props: { readonly photo: Blob; readonly name: string }) {
  function show(image: HTMLImageElement): () => void {
    const address = URL.createObjectURL(props.photo)
    image.src = address
    return () => URL.revokeObjectURL(address)
  }
  return <img ref={show} className={styles['photo']} alt={props.name} width={176} height={132} />
}
