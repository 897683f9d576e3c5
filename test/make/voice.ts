/** A voice message as a phone records one: Ogg with Opus, so many milliseconds of silence, whole enough to be played by any browser. */
export function makeVoice(milliseconds = 400): Buffer {
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])])
  const tags = Buffer.concat([Buffer.from('OpusTags'), Buffer.from([3, 0, 0, 0]), Buffer.from('uji'), Buffer.alloc(4)])
  // One frame of silence is twenty milliseconds, 960 samples of 48,000 a second.
  const frames = Array.from({ length: Math.ceil(milliseconds / 20) }, () => Buffer.from([0xf8, 0xff, 0xfe]))
  return Buffer.concat([
    page({ flags: 2, no: 0, samples: 0, packets: [head] }), page({ flags: 0, no: 1, samples: 0, packets: [tags] }),
    page({ flags: 4, no: 2, samples: frames.length * 960, packets: frames }),
  ])
}

function page({ flags, no, samples, packets }: { flags: number; no: number; samples: number; packets: readonly Buffer[] }): Buffer {
  const header = Buffer.alloc(27 + packets.length)
  header.write('OggS', 0, 'latin1')
  header.writeUInt8(flags, 5)
  header.writeBigUInt64LE(BigInt(samples), 6)
  header.writeUInt32LE(7, 14)
  header.writeUInt32LE(no, 18)
  header.writeUInt8(packets.length, 26)
  packets.forEach((packet, at) => header.writeUInt8(packet.length, 27 + at))
  const whole = Buffer.concat([header, ...packets])
  whole.writeUInt32LE(checksum(whole), 22)
  return whole
}

function checksum(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04_c1_1d_b7 : sum << 1
  }
  return sum >>> 0
}
