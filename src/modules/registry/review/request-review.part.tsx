import { Button, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { PersonField } from '#modules/registry/search/person-field.part.tsx'
import { useMessages } from '#web/i18n/react.tsx'
import { AppLink, ReasonDialog, Status, useCommand } from '#web/kit/index.ts'
import { staffPaths } from '#web/routes.ts'
import { useCan } from '#web/staff/session.tsx'
import { reviewOperations, type ReviewSubject } from './review.contract.ts'

interface RequestProps {
  readonly personId: string
  readonly name: string
  /** What is chosen before anybody chooses. */
  readonly begins: ReviewSubject
}

/** The way from a person, or a family by one of its people, to a question in the review queue: choose the other one and say why. */
export function RequestReview(props: RequestProps) {
  const m = useMessages('review').review.request
  const mayDecide = useCan('registry.review.decide')
  const [isOpen, setIsOpen] = useState(false)
  const [asked, setAsked] = useState<{ readonly reviewId: string; readonly about: ReviewSubject }>()
  if (!mayDecide) return null
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {m.open}
      </Button>
      <output>
        {asked !== undefined && (
          <>
            <Status tone="good">{m.done}</Status>{' '}
            <AppLink href={staffPaths.reviews({ pasangan: asked.reviewId, ...(asked.about === 'family' && { jenis: 'keluarga' }) })}>{m.see}</AppLink>
          </>
        )}
      </output>
      <RequestDialog {...props} isOpen={isOpen} onClose={() => setIsOpen(false)} onAsked={setAsked} />
    </>
  )
}

interface RequestDialogProps extends RequestProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onAsked: (asked: { reviewId: string; about: ReviewSubject }) => void
}

function RequestDialog({ personId, name, begins, isOpen, onClose, onAsked }: RequestDialogProps) {
  const m = useMessages('review').review.request
  const [about, setAbout] = useState<ReviewSubject>(begins)
  const [otherId, setOtherId] = useState('')
  const [isTried, setIsTried] = useState(false)
  const open = useCommand(reviewOperations.openReview, { refreshes: [reviewOperations.listReviews] })

  async function send(words: string): Promise<void> {
    setIsTried(true)
    if (otherId === '') return
    const asked = await open.run({ body: { about, personId, otherPersonId: otherId, words } })
    if (asked === undefined) return
    onAsked({ reviewId: asked.reviewId, about })
    onClose()
  }

  return (
    <ReasonDialog isOpen={isOpen} onClose={onClose} title={m.title} confirm={m.send} busy={open.busy} problem={open.problem} minimum={3} onConfirm={(words) => void send(words)}>
      <p>{m.text({ name })}</p>
      <Radio.Group label={m.about} value={about} onChange={(value) => setAbout(value === 'family' ? 'family' : 'person')}>
        <Stack gap="xs" mt="xs">
          <Radio value="person" label={m.persons} />
          <Radio value="family" label={m.families} />
        </Stack>
      </Radio.Group>
      <PersonField id="otherPersonId" label={m.other} hint={m.otherHint} value={otherId} onChange={setOtherId} exceptId={personId}
        error={isTried && otherId === '' ? m.chooseOther : undefined} />
    </ReasonDialog>
  )
}
