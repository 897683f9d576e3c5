import sharp from 'sharp'

const columns = 9
const rows = 8

/**
 * A 64-bit difference hash of a picture: whether each of 8 × 8 spots is darker than its right neighbour. It hardly changes when the picture is
 * made smaller or saved again. Sixteen hexadecimal digits.
 */
export async function photoHash(bytes: Buffer): Promise<string> {
  const { data } = await sharp(bytes).rotate().greyscale().resize(columns, rows, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true })
  let hash = 0n
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const at = row * columns + column
      hash = (hash << 1n) | (data[at]! < data[at + 1]! ? 1n : 0n)
    }
  }
  return hash.toString(16).padStart(16, '0')
}
