import { Button, CloseButton } from '@mantine/core'
import { useRef, useState } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import styles from './kit.module.css'
import { shrinkPhoto } from './shrink.ts'

interface PhotoPickerProps {
  readonly label: string
  readonly photos: readonly Blob[]
  readonly onChange: (photos: readonly Blob[]) => void
  readonly maximum?: number
}

/** Photos from the camera or the gallery, made small one after the other, each with its preview and a way to take it back. */
export function PhotoPicker({ label, photos, onChange, maximum = 3 }: PhotoPickerProps) {
  const m = useMessages()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function add(files: readonly File[]): Promise<void> {
    setBusy(true)
    setError(undefined)
    const added: Blob[] = []
    for (const file of files.slice(0, maximum - photos.length)) {
      try {
        added.push(await shrinkPhoto(file))
      } catch {
        setError(m.common.photoUnreadable({ name: file.name }))
      }
    }
    setBusy(false)
    onChange([...photos, ...added])
  }

  return (
    <fieldset className={styles['photoField']}>
      <legend className={styles['dropLabel']}>{label}</legend>
      <p className={styles['hint']}>{m.common.photosHint({ maximum })}</p>
      <ul className={styles['photos']}>
        {photos.map((photo, index) => (
          <li key={`${photo.size}-${index}`}>
            <Preview photo={photo} name={m.common.photoNumber({ number: index + 1 })} />
            <CloseButton
              className={styles['photoRemove'] ?? ''}
              aria-label={m.common.removePhoto({ number: index + 1 })}
              onClick={() => onChange(photos.filter((other) => other !== photo))}
            />
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={(event) => {
          void add([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      {photos.length < maximum && (
        <Button variant="default" loading={busy} onClick={() => input.current?.click()}>
          {m.common.takePhoto}
        </Button>
      )}
      {error !== undefined && (
        <p className={styles['fieldError']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function Preview(props: { readonly photo: Blob; readonly name: string }) {
  function show(image: HTMLImageElement): () => void {
    const address = URL.createObjectURL(props.photo)
    image.src = address
    return () => URL.revokeObjectURL(address)
  }
  return <img ref={show} alt={props.name} width={88} height={88} />
}
