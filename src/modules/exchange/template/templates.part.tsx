import { Text } from '@mantine/core'
import classes from '#modules/exchange/channel/channel.module.css'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { Answered, DataList, Section, Status, useAnswer, type Column, type Tone } from '#web/kit/index.ts'
import { templateOperations, type MessageTemplate, type TemplateAnswer, type TemplateState } from './template.contract.ts'

const tones: Readonly<Record<TemplateState, Tone>> = { approved: 'good', pending: 'soon', rejected: 'bad', paused: 'bad', missing: 'bad', differs: 'bad' }

/** The messages that WhatsApp must approve, word for word to submit them, and which of them it has. */
export function Templates() {
  const m = useMessages('exchange').channel
  const found = useAnswer(templateOperations.listMessageTemplates, {})
  return (
    <Section title={m.templatesTitle}>
      <Text>{m.templatesLede}</Text>
      <Answered query={found} rows={6}>
        {({ answer, templates }) => (
          <>
            <Summary answer={answer} templates={templates} />
            <Unusable templates={templates} />
            <details>
              <summary>{m.templatesAll}</summary>
              <TemplateList templates={templates} caption={m.templatesCaption} />
            </details>
          </>
        )}
      </Answered>
    </Section>
  )
}

interface Listed {
  readonly templates: readonly MessageTemplate[]
}

function Summary({ answer, templates }: Listed & { readonly answer: TemplateAnswer }) {
  const m = useMessages('exchange').channel
  const format = useFormat()
  const usable = templates.filter((template) => template.state === 'approved').length
  const words = answer === 'known' ? m.templateAnswers.known({ usable: format.number(usable), all: format.number(templates.length) }) : m.templateAnswers[answer]
  return (
    <>
      <Text fw={600} my="sm">{words}</Text>
      {usable < templates.length && <Text size="sm" mb="sm">{m.templatesMeanwhile}</Text>}
    </>
  )
}

/** What must be done something about stands by itself; the whole list is for whoever submits it. */
function Unusable({ templates }: Listed) {
  const m = useMessages('exchange').channel
  const unusable = templates.filter((template) => template.state !== null && template.state !== 'approved')
  return unusable.length === 0 ? null : <TemplateList templates={unusable} caption={m.templatesUnusable} />
}

function TemplateList({ templates, caption }: Listed & { readonly caption: string }) {
  const m = useMessages('exchange').channel
  const columns: readonly Column<MessageTemplate>[] = [
    { key: 'name', label: m.templateName, render: (row) => <code>{row.name}</code> },
    { key: 'language', label: m.templateLanguage, render: (row) => m.templateLanguages[row.language] },
    { key: 'kind', label: m.kind, render: (row) => m.kinds[row.kind] },
    {
      key: 'text', label: m.templateText,
      render: (row) => (
        <>
          <span className={classes['words']}>{row.text}</span>
          <Text size="sm" c="dimmed">{m.templateExamples({ examples: row.examples.join(' · ') })}</Text>
        </>
      ),
    },
    { key: 'state', label: m.templateState, render: (row) => (row.state === null ? m.templateUnknown : <Status tone={tones[row.state]}>{m.templateStates[row.state]}</Status>) },
  ]
  return (
    <DataList rows={templates} columns={columns} caption={caption} rowKey={(row) => `${row.name} ${row.language}`} />
  )
}
