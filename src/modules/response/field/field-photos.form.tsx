import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import type { StoredFieldPhoto } from '#web/offline/field-store.ts'
import { keepFieldPhoto, useFieldStore } from './use-field.part.tsx'
import styles from './field.module.css'

const maximum = 8

/** Photos of a visit: taken with the camera or chosen, kept before anything else, shown with their time and place. */
export function FieldPhotos({ visitId, photos }: { readonly visitId: string; readonly photos: readonly StoredFieldPhoto[] }) {
  const m = useMessages('field').field
  const store = useFieldStore()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return
    setState('busy')
    try {
      await keepFieldPhoto(store, visitId, file)
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <fieldset className={styles['question']}>
      <legend>{m.photos}</legend>
      <ul className={styles['photos']}>
        {photos.map((photo, index) => <Photo key={photo.photoId} photo={photo} number={index + 1} onRemove={() => void store.photos.rows.delete(photo.photoId)} />)}
      </ul>
      <input
        ref={input} type="file" accept="image/*" capture="environment" hidden aria-label={m.addPhoto}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {photos.length < maximum && <Button variant="default" mt="xs" loading={state === 'busy'} onClick={() => input.current?.click()}>{m.addPhoto}</Button>}
      {state === 'failed' && <p className={styles['wrong']} role="alert">{m.photoFailed}</p>}
    </fieldset>
  )
}

function Photo({ photo, number, onRemove }: { readonly photo: StoredFieldPhoto; readonly number: number; readonly onRemove: () => void }) {
  const m = useMessages('field').field
  const format = useFormat()
  const { picture, takenAt, place } = photo
  return (
    <li className={styles['photo']}>
      <Preview key={picture.size} picture={picture} name={m.photoOf({ number })} />
      <span className={styles['small']}>
        {m.photoKept({ size: format.fileSize(picture.size) })}
        <br />
        {place === null ? format.time(takenAt) : `${format.time(takenAt)}, ${m.photoWithPlace}`}
      </span>
      <Button size="sm" variant="subtle" aria-label={m.removePhoto({ number })} onClick={onRemove}>{m.removePhoto({ number })}</Button>
    </li>
  )
}

function Preview(props: { readonly picture: Blob; readonly name: string }) {
  function show(image: HTMLImageElement): () => void {
    const address = URL.createObjectURL(props.picture)
    image.src = address
    return () => URL.revokeObjectURL(address)
  }
  return <img ref={show} alt={props.name} width={128} height={96} />
}
