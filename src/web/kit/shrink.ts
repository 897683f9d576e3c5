/**
 * Makes a camera photo small enough to travel: upright, at most `maxSide` pixels, JPEG, without its hidden data (place, device).
 * Throws when the file is no picture that this browser can open.
 */
export async function shrinkPhoto(file: Blob, maxSide = 1600, quality = 0.75): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(1, maxSide / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
    if (small === null) throw new Error('the picture could not be encoded')
    return small
  } finally {
    picture.close()
  }
}
