import { Anchor, Group, Text } from '@mantine/core'
import { geoLink, webMapLink } from '#modules/response/field/directions.rules.ts'
import { addressOf } from '#web/api/client.ts'
import { useFormat, useMessages } from '#web/i18n/react.tsx'
import classes from '#modules/exchange/channel/channel.module.css'
import { chatOperations, type ChatMedia } from './conversation.contract.ts'

interface LineMediaProps {
  readonly media: ChatMedia
  readonly conversationId: string
  readonly lineNo: number
}

/** What came along with a line: a photo to look at, a voice message to play, a place to open on a map. */
export function LineMedia({ media, conversationId, lineNo }: LineMediaProps) {
  const m = useMessages('exchange').chat
  const format = useFormat()
  if (media.kind === 'place') return <Place lat={media.lat} lng={media.lng} />
  const address = addressOf(chatOperations.readChatMedia, { params: { conversationId, lineNo } })
  if (media.kind === 'photo') {
    return (
      <a href={address} target="_blank" rel="noreferrer">
        <img className={classes['photo']} src={address} alt={m.photo} loading="lazy" />
      </a>
    )
  }
  // Nothing is fetched before it is played: each listening is written down. Nobody has written down what is said in it, so there are no captions.
  return (
    <div>
      <Text size="sm">{m.voice(format.fileSize(media.sizeBytes))}</Text>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio className={classes['voice']} controls preload="none" src={address} aria-label={m.voice(format.fileSize(media.sizeBytes))} />
      <Anchor href={address} download size="sm">
        {m.voiceSaved}
      </Anchor>
    </div>
  )
}

function Place(point: { readonly lat: number; readonly lng: number }) {
  const m = useMessages('exchange').chat
  return (
    <>
      <Text size="sm">
        {point.lat.toFixed(5)}, {point.lng.toFixed(5)}
      </Text>
      <Group gap="md">
        <Anchor href={webMapLink(point)} target="_blank" rel="noreferrer">
          {m.openMap}
        </Anchor>
        <Anchor href={geoLink(point)}>{m.openMapApp}</Anchor>
      </Group>
    </>
  )
}
