import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, useCommand } from '#web/kit/index.ts'
import { sessionOperations } from './session.contract.ts'
import { Codes, Scan, type Enrolment } from './totp-steps.part.tsx'

/** The last part of signing in where the role needs a second step: set it up, keep the recovery codes, and go on. */
export function SetUpTotpPart({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const m = useMessages()
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const [codes, setCodes] = useState<readonly string[]>()
  const begin = useCommand(sessionOperations.beginNeededTotp, { onDone: setEnrolment })
  const confirm = useCommand(sessionOperations.confirmNeededTotp, { onDone: ({ recoveryCodes }) => setCodes(recoveryCodes) })
  return (
    <Stack>
      <Title order={2} size="h3">{m.signIn.setUpTitle}</Title>
      {codes !== undefined && <Codes codes={codes} onDone={onDone} />}
      {codes === undefined && enrolment !== undefined && <Scan enrolment={enrolment} confirm={confirm} />}
      {enrolment === undefined && (
        <>
          <ErrorSummary problem={begin.problem} />
          <Text>{m.signIn.setUpText({ name })}</Text>
          <Button onClick={() => void begin.run({})} loading={begin.busy}>{m.signIn.setUpBegin}</Button>
        </>
      )}
    </Stack>
  )
}
