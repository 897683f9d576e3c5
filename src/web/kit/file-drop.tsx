import { Button } from '@mantine/core'
import { useId, useRef, useState, type DragEvent } from 'react'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import styles from './kit.module.css'

interface FileDropProps {
  readonly label: string
  readonly hint?: string
  /** Endings with their dot: `.xlsx`, `.csv`. */
  readonly endings: readonly string[]
  readonly maxBytes: number
  readonly onFile: (file: File) => void
  readonly busy?: boolean
}

/** A place for one file: dragged there, or chosen with the button. Says at once when its kind or size is not accepted. */
export function FileDrop({ label, hint, endings, maxBytes, onFile, busy = false }: FileDropProps) {
  const m = useMessages()
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const [error, setError] = useState<string>()
  const id = useId()

  function take(file: File | undefined): void {
    if (file === undefined) return
    const isKnown = endings.some((ending) => file.name.toLowerCase().endsWith(ending))
    if (!isKnown) return setError(m.common.fileWrongKind({ name: file.name, kinds: format.list(endings) }))
    if (file.size > maxBytes) return setError(m.common.fileTooLarge({ name: file.name, limit: format.fileSize(maxBytes) }))
    setError(undefined)
    return onFile(file)
  }

  function drop(event: DragEvent): void {
    event.preventDefault()
    setIsOver(false)
    take(event.dataTransfer.files[0])
  }

  function dragOver(event: DragEvent): void {
    event.preventDefault()
    setIsOver(true)
  }

  return (
    <div className={styles['drop']} data-over={isOver} onDragOver={dragOver} onDragLeave={() => setIsOver(false)} onDrop={drop}>
      <label htmlFor={id} className={styles['dropLabel']}>
        {label}
      </label>
      <p className={styles['hint']}>{hint ?? m.common.dropFile}</p>
      <input
        ref={input}
        id={id}
        type="file"
        className={styles['fileInput']}
        accept={endings.join(',')}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => {
          take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <Button variant="default" loading={busy} onClick={() => input.current?.click()} tabIndex={-1} aria-hidden="true">
        {m.common.chooseFile}
      </Button>
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['fieldError']} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
