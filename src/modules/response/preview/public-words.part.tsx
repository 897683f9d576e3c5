import { Button, Checkbox, Group } from '@mantine/core'
import { useId, useState } from 'react'
import { redact, findPrivateMarks } from '#modules/response/triage/redact.rules.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { findingsIn, markedParts } from './public-words.rules.ts'
import styles from './public-words.module.css'

/** What the writer has seen of their words, as it travels with them. */
export interface SeenWords {
  readonly names: readonly string[]
  readonly seen: readonly string[]
  readonly setSeen: (seen: readonly string[]) => void
}

/** What a writer has seen in their words; `names` are those of the case. */
export function useSeenWords(names: readonly string[]): SeenWords {
  const [seen, setSeen] = useState<readonly string[]>([])
  return { names, seen, setSeen }
}

interface PreviewProps extends SeenWords {
  readonly words: string
  readonly onChange: (words: string) => void
}

/** The words exactly as they will be read outside, with marks on what tells of somebody; it is covered, or let stand knowingly. */
export function PublicPreview({ words, onChange, names, seen, setSeen }: PreviewProps) {
  const m = useMessages('response').publicWords
  const id = useId()
  if (words.trim() === '') return null
  const findings = findingsIn(words, names)
  const isSeen = findings.every((finding) => seen.includes(finding.text))
  const kinds = [...new Set(findings.map((finding) => m.kinds[finding.kind]))].join(', ')
  return (
    <section className={styles['preview']} aria-labelledby={id}>
      <p id={id} className={styles['title']}>
        {m.title}
      </p>
      <p className={styles['words']}>
        {markedParts(words, names).map((part, at) => (part.kind === null ? part.text : <mark key={`${at} ${part.text}`}>{part.text}</mark>))}
      </p>
      {findings.length > 0 && (
        <>
          <p>{m.found({ kinds })}</p>
          <Group>
            <Button size="sm" variant="default" onClick={() => onChange(redact(words, findPrivateMarks(words, names), (kind) => m.covered[kind]))}>
              {m.cover}
            </Button>
            <Checkbox
              checked={isSeen}
              label={m.letStand}
              onChange={(event) => setSeen(event.currentTarget.checked ? findings.map((finding) => finding.text) : [])}
            />
          </Group>
        </>
      )}
    </section>
  )
}
