import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, PageTitle, useCommand, useGo } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { OwnGlass } from './own-glass.part.tsx'
import { protectionOperations } from './protection.contract.ts'

/** Opens a protected case in an emergency; what happens then is said before. */
export function BreakGlassPage() {
  const m = useMessages('response').protection
  const go = useGo()
  const open = useCommand(protectionOperations.breakGlass)
  const [caseNumber, setCaseNumber] = useState('')
  const [reason, setReason] = useState('')
  async function send(): Promise<void> {
    const opened = await open.run({ body: { caseNumber: caseNumber.trim().toUpperCase(), reason } })
    if (opened !== undefined) go(staffPaths.case(opened.caseId))
  }
  return (
    <>
      <PageTitle title={m.breakGlass} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack maw={640}>
          <Text>{m.breakText}</Text>
          <ErrorSummary problem={open.problem} fields={{ caseNumber: m.breakNumber, reason: m.breakReason }} />
          <TextInput
            id="caseNumber"
            label={m.breakNumber}
            description={m.breakNumberHint}
            value={caseNumber}
            required
            autoComplete="off"
            onChange={(event) => setCaseNumber(event.currentTarget.value)}
            error={errorFor(open.problem, 'caseNumber')}
          />
          <Textarea
            id="reason"
            label={m.breakReason}
            description={m.breakReasonHint}
            value={reason}
            required
            rows={4}
            maxLength={1000}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errorFor(open.problem, 'reason')}
          />
          <div>
            <Button type="submit" color="red" loading={open.busy}>
              {m.breakNow}
            </Button>
          </div>
        </Stack>
      </form>
      <OwnGlass />
    </>
  )
}
