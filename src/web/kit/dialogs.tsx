import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, type Failure } from './form.tsx'
import { useHold } from './hold.tsx'

interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  readonly size?: 'lg'
  /** `false` where only its own buttons close it. */
  readonly closesOnClickOutside?: boolean
}

/** A dialog over the screen. While it is open, the part of the screen that it belongs to stays, whatever happens to its data or the window. */
export function Dialog({ isOpen, onClose, title, children, size, closesOnClickOutside = true }: DialogProps) {
  const m = useMessages()
  useHold(isOpen)
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeOnClickOutside={closesOnClickOutside}
      closeButtonProps={{ 'aria-label': m.common.close }}
      {...(size !== undefined && { size })}
    >
      {children}
    </Modal>
  )
}

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
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.title}>
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
    </Dialog>
  )
}

interface ReasonDialogProps extends Omit<ConfirmDialogProps, 'children' | 'onConfirm'> {
  readonly children?: ReactNode
  /** Is given the reason, trimmed and long enough. */
  readonly onConfirm: (reason: string) => void
  /** Letters; 10 unless told. */
  readonly minimum?: number
  /** Names what is written; “reason” unless told. */
  readonly label?: string
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
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.title}>
      <form id={formId} onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary problem={props.problem} />
          {props.children}
          <Textarea
            label={props.label ?? m.common.reason}
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
    </Dialog>
  )
}
