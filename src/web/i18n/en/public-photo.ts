import type { photoProblems as source } from '#web/i18n/id/public-photo.ts'
import type { PublicTexts } from '#web/public/texts.ts'

/** What is said when a photo cannot be used, on each form of residents. */
export const photoProblems: PublicTexts<typeof source> = {
  photo_unknown: 'The photo of before was not found. Choose it once more',
  too_long: (p) => `Too long: ${p.length} letters. Shorten it to ${p.maximum}`,
  too_many_photos: (p) => `At most ${p.maximum} photos. Choose the clearest`,
  photo_unreadable: (p) => `${p.name} is no photo that can be opened. Choose a JPG or PNG`,
  photo_too_many_pixels: (p) => `${p.name} is too big to be opened. Take it again in the usual size`,
  photo_too_large: (p) => `${p.name} is larger than ${p.limit}. Choose a smaller photo`,
}
