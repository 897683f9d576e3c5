import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, type Failure } from './form.tsx'

interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** Verb and thing: "Cabut sesi". */
  readonly confirm: string
  readonly onConfirm: () => void
  readonly isDangerous?: boolean
  readonly busy?: boolean
  readonly problem?: Failure | undefined
}

/** Asks once more before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const m = useMessages()
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': m.common.close }}>
      <Stack>
        <ErrorSummary problem={props.problem} />
        <div>{props.children}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {m.common.cancel}
          </Button>
          <Button color={props.isDangerous === true ? 'red' : 'brand'} loading={props.busy ?? false} onClick={props.onConfirm}>
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

interface ReasonDialogProps extends Omit<ConfirmDialogProps, 'children' | 'onConfirm'> {
  readonly children?: ReactNode
  /** Is given the reason, trimmed and long enough. */
  readonly onConfirm: (reason: string) => void
  /** Letters; 10 unless told. */
  readonly minimum?: number
}

/** Asks for a reason that is recorded with the act, such as before a masked number is shown. */
export function ReasonDialog(props: ReasonDialogProps) {
  const m = useMessages()
  const formId = useId()
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const minimum = props.minimum ?? 10
  const isEnough = reason.trim().length >= minimum
  function submit(event: { preventDefault: () => void }): void {
    event.preventDefault()
    setIsTried(true)
    if (isEnough) props.onConfirm(reason.trim())
  }
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': m.common.close }}>
      <form id={formId} onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary problem={props.problem} />
          {props.children}
          <Textarea
            label={m.common.reason}
            description={m.common.reasonHint}
            error={isTried && !isEnough && m.common.reasonTooShort({ minimum })}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {m.common.cancel}
            </Button>
            <Button type="submit" color={props.isDangerous === true ? 'red' : 'brand'} loading={props.busy ?? false}>
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
