import { Checkbox, NativeSelect, Radio, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useLang, useMessages } from '#web/i18n/react.tsx'
import type { Messages } from '#web/i18n/index.ts'
import type { TellBy } from '#modules/response/notice/notice.contract.ts'
import { errorFor, type Failure } from '#web/kit/index.ts'
import type { AssistedReportDraft, ReportChoices } from './report.contract.ts'

/** What the officer has typed so far. */
export interface AssistDraft {
  readonly channel: AssistedReportDraft['channel']
  readonly category: string
  readonly story: string
  readonly subject: 'self' | 'other'
  readonly subjectName: string
  readonly subjectNik: string
  readonly subjectAddress: string
  readonly peopleCount: string
  readonly areaId: string
  readonly placeWords: string
  readonly contact: 'phone' | 'anonymous'
  readonly phone: string
  readonly email: string
  /** Whether and how we may send news; empty while nobody asked. */
  readonly tellBy: TellBy | ''
  readonly reporterName: string
  readonly secret: boolean
  readonly accused: string
  /** Of a call that 112 handed over. */
  readonly callNumber: string
  readonly handedOverAt: string
}

interface AssistFieldsProps {
  readonly choices: ReportChoices
  readonly draft: AssistDraft
  readonly onChange: (change: Partial<AssistDraft>) => void
  readonly problem: Failure | undefined
}

/** The same questions as on the public page, in the order in which a person tells them. */
export function AssistFields({ choices, draft, onChange, problem }: AssistFieldsProps) {
  const m = useMessages('response').report.assist
  const lang = useLang()
  const text = textField({ draft, onChange, problem })
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          id="channel"
          label={m.channel}
          value={draft.channel}
          onChange={(event) => onChange({ channel: event.currentTarget.value as AssistDraft['channel'] })}
          data={Object.entries(m.channels).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          id="category"
          label={m.category}
          required
          error={errorFor(problem, 'category')}
          value={draft.category}
          onChange={(event) => onChange({ category: event.currentTarget.value })}
          data={[{ value: '', label: '' }, ...choices.categories.map(({ code, name }) => ({ value: code, label: name[lang] }))]}
        />
      </SimpleGrid>
      {draft.channel === 'call_center' && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text('callNumber')} label={m.callNumber} description={m.callNumberHint} />
          <TextInput {...text('handedOverAt')} type="time" label={m.handedOverAt} description={m.handedOverHint} />
        </SimpleGrid>
      )}
      <Textarea
        id="story"
        label={m.story}
        description={m.storyHint}
        required
        rows={6}
        error={errorFor(problem, 'story')}
        value={draft.story}
        onChange={(event) => onChange({ story: event.currentTarget.value })}
      />
      <Radio.Group size="md" label={m.subject} value={draft.subject} onChange={(subject) => onChange({ subject: subject as AssistDraft['subject'] })}>
        <Stack gap="xs" mt="xs">
          <Radio value="self" label={m.self} />
          <Radio value="other" label={m.other} />
        </Stack>
      </Radio.Group>
      {draft.subject === 'other' && <TextInput {...text('subjectName')} label={m.subjectName} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput {...text('subjectNik')} label={m.subjectNik} description={m.subjectNikHint} inputMode="numeric" />
        <TextInput {...text('peopleCount')} label={m.peopleCount} description={m.peopleHint} inputMode="numeric" />
      </SimpleGrid>
      <TextInput {...text('subjectAddress')} label={m.subjectAddress} description={m.subjectAddressHint} />
      <PlaceFields choices={choices} draft={draft} onChange={onChange} problem={problem} />
      <ContactFields draft={draft} onChange={onChange} problem={problem} />
      <TextInput {...text('accused')} label={m.accused} description={m.accusedHint} />
    </>
  )
}

type TextMember = 'subjectName' | 'subjectNik' | 'subjectAddress' | 'peopleCount' | 'placeWords' | 'phone' | 'email' | 'reporterName' | 'accused' | 'callNumber' | 'handedOverAt'

/** What every line of text has in common. */
function textField({ draft, onChange, problem }: Omit<AssistFieldsProps, 'choices'>) {
  return (member: TextMember) => ({
    id: member,
    value: draft[member],
    error: errorFor(problem, member),
    autoComplete: 'off',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange({ [member]: event.currentTarget.value }),
  })
}

function PlaceFields({ choices, draft, onChange, problem }: AssistFieldsProps) {
  const m = useMessages('response').report.assist
  return (
    <>
      <NativeSelect
        id="areaId"
        label={m.area}
        error={errorFor(problem, 'areaId')}
        value={draft.areaId}
        onChange={(event) => onChange({ areaId: event.currentTarget.value })}
      >
        <option value="">{m.areaChoose}</option>
        {choices.districts.map((district) => (
          <optgroup key={district.areaId} label={district.name}>
            {district.villages.map((village) => (
              <option key={village.areaId} value={village.areaId}>
                {villageLabel(m, village, district.name)}
              </option>
            ))}
            <option value={district.areaId}>{m.districtOnly({ district: district.name })}</option>
          </optgroup>
        ))}
      </NativeSelect>
      <TextInput {...textField({ draft, onChange, problem })('placeWords')} label={m.placeWords} />
    </>
  )
}

function villageLabel(m: Messages['report']['assist'], village: { readonly name: string; readonly isAmbiguous: boolean }, district: string): string {
  return village.isAmbiguous ? m.inDistrict({ name: village.name, district }) : village.name
}

function ContactFields({ draft, onChange, problem }: Omit<AssistFieldsProps, 'choices'>) {
  const m = useMessages('response').report.assist
  const text = textField({ draft, onChange, problem })
  return (
    <>
      <Radio.Group
        size="md"
        id="contact"
        label={m.contact}
        error={errorFor(problem, 'contact')}
        value={draft.contact}
        onChange={(contact) => onChange({ contact: contact as AssistDraft['contact'] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="phone" label={m.contactPhone} />
          <Radio value="anonymous" label={m.contactAnonymous} />
        </Stack>
      </Radio.Group>
      {draft.contact === 'phone' && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput {...text('phone')} type="tel" label={m.phone} />
            <TextInput {...text('reporterName')} label={m.reporterName} />
          </SimpleGrid>
          <NativeSelect
            id="tellBy"
            label={m.tellBy}
            description={m.tellByHint}
            value={draft.tellBy}
            onChange={(event) => onChange({ tellBy: event.currentTarget.value as AssistDraft['tellBy'] })}
            data={[{ value: '', label: m.tellByChoose }, ...Object.entries(m.tellByWays).map(([value, label]) => ({ value, label }))]}
          />
          {draft.tellBy === 'email' && <TextInput {...text('email')} type="email" label={m.email} />}
          <Checkbox label={m.secret} checked={draft.secret} onChange={(event) => onChange({ secret: event.currentTarget.checked })} />
        </>
      )}
    </>
  )
}
