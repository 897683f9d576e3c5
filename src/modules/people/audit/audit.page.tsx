import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Texts } from '#web/i18n/groups.ts'
import { useFormat, useLang, useMessages } from '#web/i18n/react.tsx'
import { AppLink, PagedList, PageTitle, useGo, usePages, usePlace, type Column } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { auditOperations, type AuditEntry } from './audit.contract.ts'

const filterNames = ['account', 'action', 'subjectKind', 'subjectId', 'from', 'to', 'readsOnly'] as const
type Filters = Readonly<Record<(typeof filterNames)[number], string>>

/** Who did and looked at what. The filter lives in the address, so a question can be passed on as a link. */
export function AuditPage() {
  const m = useMessages('account')
  const { search } = usePlace()
  const filters = readFilters(search)
  const asked = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
  const entries = usePages(auditOperations.listAuditEntries, { query: asked })
  return (
    <>
      <PageTitle title={m.audit.title} lede={m.audit.lede} />
      <FilterForm key={search} initial={filters} />
      <PagedList
        query={entries}
        caption={m.audit.caption}
        columns={useColumns()}
        rowKey={(entry) => String(entry.entryId)}
        empty={{ title: m.audit.emptyTitle, text: m.audit.emptyText }}
      />
    </>
  )
}

function readFilters(search: string): Filters {
  const query = new URLSearchParams(search)
  return Object.fromEntries(filterNames.map((name) => [name, query.get(name) ?? ''])) as Filters
}

/** An action in words; one that nobody worded is shown by its code. */
export function actionWords(m: Texts<'account'>, action: string): string {
  const words: Readonly<Record<string, string | undefined>> = m.audit.actions
  return words[action] ?? action
}

/** What data was read for: a screen's purpose in words, or the reason as it was typed. */
export function purposeWords(m: Texts<'account'>, purpose: string | null): string {
  const words: Readonly<Record<string, string | undefined>> = m.audit.purposes
  return purpose === null ? m.audit.nothing : (words[purpose] ?? purpose)
}

function useColumns(): readonly Column<AuditEntry>[] {
  const m = useMessages('account')
  const lang = useLang()
  const format = useFormat()
  return [
    { key: 'at', label: m.audit.at, render: (entry) => format.moment(entry.at) },
    { key: 'who', label: m.audit.who, render: (entry) => `${whoWords(m, entry)}${entry.officeName === null ? '' : `, ${entry.officeName[lang]}`}` },
    { key: 'what', label: m.audit.what, render: (entry) => actionWords(m, entry.action) },
    { key: 'subject', label: m.audit.subject, render: (entry) => <Subject entry={entry} /> },
    { key: 'where', label: m.audit.where, render: (entry) => entry.areaName ?? m.audit.nothing },
    { key: 'purpose', label: m.audit.purpose, render: (entry) => purposeWords(m, entry.purpose) },
  ]
}

/** What an entry is about, as a link to everything else about it. Numbers are long, so only their end is shown. */
function Subject({ entry }: { readonly entry: AuditEntry }) {
  const m = useMessages('account')
  const kinds: Readonly<Record<string, string | undefined>> = m.audit.subjects
  const about = new URLSearchParams({ subjectKind: entry.subjectKind, subjectId: entry.subjectId })
  const name = entry.subjectName ?? (isUuid(entry.subjectId) ? `…${entry.subjectId.slice(-6)}` : entry.subjectId)
  return <AppLink href={`${staffPaths.audit}?${about}`}>{`${kinds[entry.subjectKind] ?? entry.subjectKind} ${name}`}</AppLink>
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)
}

function whoWords(m: Texts<'account'>, entry: AuditEntry): string {
  if (entry.accountId !== null) return entry.accountName ?? entry.accountId
  return entry.role === 'system' ? m.audit.system : m.audit.nobody
}

function FilterForm({ initial }: { readonly initial: Filters }) {
  const m = useMessages('account')
  const go = useGo()
  const { pathname } = usePlace()
  const [typed, setTyped] = useState(initial)
  const set = (name: keyof Filters) => (event: { readonly currentTarget: { readonly value: string } }): void =>
    setTyped({ ...typed, [name]: event.currentTarget.value })

  function show(event: FormEvent): void {
    event.preventDefault()
    const given = Object.entries(typed).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== '')
    go(given.length === 0 ? pathname : `${pathname}?${new URLSearchParams(given)}`)
  }

  return (
    <search>
      <form onSubmit={show}>
        <Group align="end" mb="md">
          <TextInput label={m.audit.account} value={typed.account} onChange={set('account')} autoCapitalize="none" maxLength={100} />
          <NativeSelect
            label={m.audit.action}
            value={typed.action}
            onChange={set('action')}
            data={[{ value: '', label: m.audit.anyAction }, ...optionsOf(m.audit.actions)]}
          />
          <NativeSelect
            label={m.audit.subjectKind}
            value={typed.subjectKind}
            onChange={set('subjectKind')}
            data={[{ value: '', label: m.audit.anySubject }, ...optionsOf(m.audit.subjects)]}
          />
          <TextInput label={m.audit.subjectId} value={typed.subjectId} onChange={set('subjectId')} maxLength={100} />
          <TextInput label={m.audit.from} type="date" value={typed.from} onChange={set('from')} />
          <TextInput label={m.audit.to} type="date" value={typed.to} onChange={set('to')} />
          <Checkbox
            label={m.audit.readsOnly}
            checked={typed.readsOnly === 'true'}
            onChange={(event) => setTyped({ ...typed, readsOnly: event.currentTarget.checked ? 'true' : '' })}
          />
          <Button type="submit">{m.audit.show}</Button>
          <Button variant="default" onClick={() => go(pathname)}>
            {m.audit.clear}
          </Button>
        </Group>
      </form>
    </search>
  )
}

function optionsOf(words: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label })).toSorted((left, right) => left.label.localeCompare(right.label))
}
