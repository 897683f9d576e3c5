import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { RequestKind } from '#modules/people/regency/regency.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'
import { ErrorSummary, errorFor, type Failure } from '#web/kit/index.ts'

/** What is asked; `recognisedBy` stays empty where the person asks themselves. */
export interface RequestDraft {
  readonly kind: RequestKind
  readonly words: string
  readonly recognisedBy: string
}

interface RequestFormProps {
  readonly submit: string
  readonly isAtCounter?: boolean
  readonly problem: Failure | undefined
  readonly busy: boolean
  /** Gives whether it went through; then the form is empty again. */
  readonly onSubmit: (draft: RequestDraft) => Promise<boolean>
}

const nothing: RequestDraft = { kind: 'access', words: '', recognisedBy: '' }

/** A request about data, in the words of who makes it. */
export function RequestForm({ submit, isAtCounter = false, problem, busy, onSubmit }: RequestFormProps) {
  const m = useMessages('rights').privacy
  const [draft, setDraft] = useState(nothing)
  const fields = { kind: m.kind, words: m.words, recognisedBy: m.recognisedBy }

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (await onSubmit(draft)) setDraft(nothing)
  }

  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack maw={560}>
        <ErrorSummary problem={problem} fields={fields} />
        <NativeSelect
          id="kind"
          label={m.kind}
          value={draft.kind}
          onChange={(event) => setDraft({ ...draft, kind: event.currentTarget.value as RequestKind })}
          data={RequestKind.options.map((value) => ({ value, label: m.kinds[value] }))}
        />
        <Textarea
          id="words"
          label={m.words}
          description={m.wordsHint}
          required
          autosize
          minRows={2}
          maxLength={2000}
          error={errorFor(problem, 'words')}
          value={draft.words}
          onChange={(event) => setDraft({ ...draft, words: event.currentTarget.value })}
        />
        {isAtCounter && (
          <TextInput
            id="recognisedBy"
            label={m.recognisedBy}
            description={m.recognisedHint}
            required
            maxLength={300}
            error={errorFor(problem, 'recognisedBy')}
            value={draft.recognisedBy}
            onChange={(event) => setDraft({ ...draft, recognisedBy: event.currentTarget.value })}
          />
        )}
        <div>
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
