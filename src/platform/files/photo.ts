import { open } from 'node:fs/promises'
import sharp from 'sharp'
import { err, ok, type Result } from '#platform/result.ts'
import { createTurns } from '#platform/turns.ts'

/** A photo as it may be kept: upright, of a size for screens, re-encoded, without anything hidden in it. */
export interface Photo {
  readonly bytes: Buffer
  readonly mediaType: 'image/jpeg'
  readonly width: number
  readonly height: number
}

export type PhotoRefused = { readonly kind: 'photo_unreadable' } | { readonly kind: 'photo_too_many_pixels' }

const maxPixels = 40e6
const maxSide = 1_600

// One core per picture and two pictures at a time: a burst of photos waits its turn instead of taking all memory.
sharp.concurrency(1)
sharp.cache(false)
const turns = createTurns(2)

/**
 * Reads an untrusted picture (its bytes, or the path of a file that holds them) and makes it safe to keep and to show.
 * Only JPEG, PNG and WebP by their first bytes; what merely claims to be one, is broken, or is larger than 40 million pixels is refused.
 */
export async function readPhoto(source: Buffer | string): Promise<Result<Photo, PhotoRefused>> {
  if (!isPicture(await firstBytes(source))) return err({ kind: 'photo_unreadable' })
  return turns(() => encode(source))
}

async function encode(source: Buffer | string): Promise<Result<Photo, PhotoRefused>> {
  try {
    const { width, height } = await sharp(source, { limitInputPixels: false }).metadata()
    if (width * height > maxPixels) return err({ kind: 'photo_too_many_pixels' })
    const { data, info } = await sharp(source, { limitInputPixels: maxPixels, failOn: 'error' })
      .autoOrient().resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' }).jpeg({ quality: 78, mozjpeg: true }).toBuffer({ resolveWithObject: true })
    return ok({ bytes: data, mediaType: 'image/jpeg', width: info.width, height: info.height })
  } catch {
    // Whatever the decoder says of an untrusted file, to its sender it means one thing.
    return err({ kind: 'photo_unreadable' })
  }
}

async function firstBytes(source: Buffer | string): Promise<Buffer> {
  if (typeof source !== 'string') return source.subarray(0, 12)
  const file = await open(source, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function isPicture(start: Buffer): boolean {
  const hex = start.toString('hex')
  return hex.startsWith('ffd8ff') || hex.startsWith('89504e470d0a1a0a') || (hex.startsWith('52494646') && hex.slice(16, 24) === '57454250')
}
