import { Button, Code, Stack, Text } from '@mantine/core'
import { useMessages } from '#web/i18n/react.tsx'
import { Status } from '#web/kit/index.ts'
import type { OneTimePassword } from './account.contract.ts'

interface OneTimePasswordPartProps {
  readonly name: string
  readonly given: OneTimePassword
  /** The account cannot sign in yet: its role waits for a second person. */
  readonly awaitsApproval?: boolean
  readonly onDone: () => void
}

/** The password for the first sign-in, shown until the administrator says it was passed on. */
export function OneTimePasswordPart({ name, given, awaitsApproval = false, onDone }: OneTimePasswordPartProps) {
  const m = useMessages('account')
  return (
    <Stack component="output" align="start">
      <Text fw={700}>{m.account.oneTimeTitle}</Text>
      <Text>{m.account.oneTimeText({ name })}</Text>
      {awaitsApproval && <Status tone="soon">{m.account.awaitsApproval}</Status>}
      <Text>
        {m.account.username}: <Code fz="lg">{given.username}</Code>
      </Text>
      <Code fz="xl">{given.oneTimePassword}</Code>
      <Button onClick={onDone}>{m.account.oneTimeDone}</Button>
    </Stack>
  )
}
