import { Button, Code } from '@mantine/core'
import type { RevealedIdentity } from '#modules/registry/person/person.contract.ts'
import { useMessages } from '#web/i18n/react.tsx'

interface OpenNumbersProps {
  readonly name: string
  readonly numbers: RevealedIdentity
  readonly onCover: () => void
}

/** The identity numbers of a person after they were asked for with a reason, with the way to cover them again. */
export function OpenNumbers({ name, numbers, onCover }: OpenNumbersProps) {
  const m = useMessages('family').registry
  return (
    <output aria-label={m.revealed({ name })}>
      <div>
        {m.nik}: <Code>{numbers.nik ?? m.noNik}</Code>
      </div>
      <div>
        {m.card}: <Code>{numbers.card ?? m.noNik}</Code>
      </div>
      <Button size="compact-sm" variant="default" onClick={onCover}>
        {m.hide}
      </Button>
    </output>
  )
}
