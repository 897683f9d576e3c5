import { formatters } from '#web/i18n/format.ts'
import type { Lang } from '#web/i18n/lang.ts'
import { Choice, describedBy, Field } from './parts.tsx'
import { publicMessages } from './texts.ts'

interface PhotosProps {
  readonly lang: Lang
  readonly maximum: number
  readonly kept: readonly { readonly token: string; readonly sizeBytes: number }[]
  readonly error: string | undefined
}

/** Some photos; those that were already received stay ticked through any error. */
export function PhotosField({ lang, maximum, kept, error }: PhotosProps) {
  const m = publicMessages(lang).reportPage
  const format = formatters(lang)
  const accepted = 'image/jpeg,image/png,image/webp'
  return (
    <Field lang={lang} id="photos" label={m.photos} hint={m.photosHint({ maximum })} error={error} isOptional isBig>
      {kept.length > 0 && (
        <fieldset>
          <legend className="small">{m.photosKept}</legend>
          {kept.map(({ token, sizeBytes }, index) => (
            <Choice
              key={token} id={`kept-${index + 1}`} type="checkbox" name="keptPhoto" value={token} isChosen
              title={m.photoKept({ number: index + 1, size: format.fileSize(sizeBytes) })}
            />
          ))}
        </fieldset>
      )}
      {kept.length < maximum && (
        <input type="file" id="photos" name="photos" accept={accepted} multiple {...describedBy('photos', { hint: true, error })} />
      )}
      <div className="photos" data-photos="" />
    </Field>
  )
}
