import { Anchor, Stack } from '@mantine/core'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import { PagedList, PageTitle, Section, Status, usePages, type Column } from '#web/kit/index.ts'
import { formOperations, type FormVersion } from './form.contract.ts'
import { FormUpload } from './form-upload.form.tsx'

/** The family form: a new version, and every version there was. */
export function FormPage() {
  const m = useMessages('visit').form
  return (
    <>
      <PageTitle title={m.title} lede={m.lede} />
      <Section title={m.uploadTitle}>
        <FormUpload />
      </Section>
      <Section title={m.versionsTitle}>
        <Versions />
      </Section>
    </>
  )
}

function Versions() {
  const m = useMessages('visit').form
  const format = useFormat()
  const versions = usePages(formOperations.listForms, {})
  const columns: readonly Column<FormVersion>[] = [
    { key: 'number', label: m.version, render: (version) => m.versionOf({ number: version.number }) },
    { key: 'from', label: m.validFrom, render: (version) => format.day(version.validFrom) },
    { key: 'questions', label: m.questions, render: (version) => format.number(version.questions), isNumber: true },
    { key: 'state', label: m.state, render: (version) => <VersionState version={version} /> },
    { key: 'uploaded', label: m.uploadedBy, render: (version) => `${version.uploadedByName ?? m.shipped}, ${format.moment(version.uploadedAt)}` },
    {
      key: 'file', label: m.file, render: (version) => (
        <Anchor href={addressOf(formOperations.downloadForm, { params: { formVersionId: version.formVersionId } })} download aria-label={m.downloadOf(version)}>
          {m.download}
        </Anchor>
      ),
    },
  ]
  return (
    <Stack>
      <PagedList
        query={versions} caption={m.versionsCaption} columns={columns} rowKey={(version) => version.formVersionId}
        empty={{ title: m.empty, text: m.emptyText }}
      />
    </Stack>
  )
}

function VersionState({ version }: { readonly version: FormVersion }) {
  const m = useMessages('visit').form
  if (version.isCurrent) return <Status tone="good">{m.current}</Status>
  return <Status tone="info">{version.isLater ? m.later : m.earlier}</Status>
}
