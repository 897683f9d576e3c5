import { Anchor, Stack } from '@mantine/core'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, FileDrop, Status, type CommandState } from '#web/kit/index.ts'
import { signedCopyLimits, type SignedCopy } from './signed-copy.contract.ts'
import styles from './signed-copy.module.css'

interface SignedCopyProps {
  readonly copy: SignedCopy | null
  /** Where the kept copy is read. */
  readonly href: string
  /** What attaches one; undefined for whoever may only read. */
  readonly attach?: Pick<CommandState<never>, 'busy' | 'problem'> & { readonly onFile: (file: File) => void }
}

/** The signed paper beside a file of ours: whether it is kept, by whom, its fingerprint, and the way to attach or replace it. */
export function SignedCopyPart({ copy, href, attach }: SignedCopyProps) {
  const m = useMessages('proposal').signedCopy
  const format = useFormat()
  return (
    <Stack gap="xs" align="start">
      {copy === null ? <Status tone="soon">{m.missing}</Status> : (
        <>
          <Status tone="good">{m.attached}</Status>
          <span>{m.attachedBy({ name: copy.byName ?? '–', moment: format.moment(copy.at) })}</span>
          <Anchor href={href} download>{m.open}</Anchor>
          <span className={styles['hash']}>{`${m.fingerprint}: ${copy.sha256}`}</span>
        </>
      )}
      {attach !== undefined && (
        <>
          <ErrorSummary problem={attach.problem} />
          <FileDrop
            label={copy === null ? m.attach : m.replace}
            hint={m.hint}
            endings={['.pdf', '.jpg', '.jpeg', '.png']}
            maxBytes={signedCopyLimits.fileBytes}
            busy={attach.busy}
            onFile={attach.onFile}
          />
        </>
      )}
    </Stack>
  )
}
