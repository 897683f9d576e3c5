import { Anchor, Button } from '@mantine/core'
import { useState } from 'react'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, useCommand } from '#web/kit/index.ts'
import { batchOperations, type BatchDetail } from './batch.contract.ts'
import styles from './batch.module.css'

interface BatchFileProps {
  readonly batchId: string
  readonly file: BatchDetail['files'][number]
}

/** One file of a batch: asked for, then taken with the passphrase that opens it. */
export function BatchFile({ batchId, file }: BatchFileProps) {
  const m = useMessages('proposal').batch
  const format = useFormat()
  const [given, setGiven] = useState<{ readonly downloadId: string; readonly passphrase: string }>()
  const ask = useCommand(batchOperations.askForBatchFile, { refreshes: [batchOperations.getBatch], onDone: setGiven })
  const name = m.formats[file.format]
  return (
    <li className={styles['file']}>
      <strong>{`${name}, ${format.fileSize(file.sizeBytes)}`}</strong>
      <span>{`${m.fingerprint}: `}<span className={styles['hash']}>{file.sha256}</span></span>
      <ErrorSummary problem={ask.problem} />
      {given === undefined ? (
        <Button variant="default" loading={ask.busy} onClick={() => void ask.run({ params: { batchId }, body: { format: file.format } })}>
          {m.ask({ format: name })}
        </Button>
      ) : (
        <>
          <span>{m.passphrase}</span>
          <output className={styles['pass']}>{given.passphrase}</output>
          <span>{m.passphraseText}</span>
          <Anchor href={addressOf(batchOperations.downloadBatchFile, { params: { batchId, downloadId: given.downloadId } })} download>{m.download}</Anchor>
        </>
      )}
    </li>
  )
}
