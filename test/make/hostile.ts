import fc from 'fast-check'
import type { Spoil } from './inputs.ts'
import type { Sent } from './stranger.ts'

/** What people, machines and enemies put into a place where a word is wanted. */
export const hostileStrings: readonly string[] = [
  '', ' ', '\0', 'a\0b', '\u202Eterbalik', '\uD800', 'x\uDC00y', '😀'.repeat(30), '１２３４', '٣٤٥', '0x10', '1e999', '-0',
  '9007199254740993', 'NaN', 'null', '[]', '{}',
  '__proto__', 'constructor', '%00', '%', '../../etc/passwd', "' or 1=1 --", '<script>alert(1)</script>', '=HYPERLINK("http://x")', '${7*7}',
  '\u{10FFFF}', '\uFEFF',
  'e\u0301', '0000-00-00', '2026-02-30', '-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '9999-12-31T23:59:60Z', '0001-01-01',
  '9999-12-31T23:59:59Z',
  'a'.repeat(10_000), '\r\n\r\nGET / HTTP/1.1', '\u0085\u2028\u2029', '00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
]

const hostileNumbers = [0, -0, -1, 1.5, 2 ** 31, 2 ** 31 - 1, -(2 ** 31) - 1, 2 ** 53, 2 ** 53 + 2, 1e308, 5e-324, 32_768, 65_536]

const hostileOthers: readonly unknown[] = [
  null, true, [], {}, [[]], [null], { length: 1e9 }, { toString: 'x' }, { $ref: '#' }, Array.from({ length: 300 }, () => 'x'),
  JSON.parse('{"__proto__": {"admin": true}}'), deep(400),
]

function deep(levels: number): unknown {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** Leaves most places as they should be, so that the rest of an input gets past the first check. */
export const spoil: Spoil = (wanted) => fc.oneof(
  { weight: 8, arbitrary: wanted }, { weight: 2, arbitrary: fc.constantFrom(...hostileStrings) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...hostileNumbers) }, { weight: 1, arbitrary: fc.constantFrom(...hostileOthers) },
)

interface HostileBody {
  readonly name: string
  readonly sent: Pick<Sent, 'payload' | 'headers'>
}

function json(name: string, payload: string | Buffer): HostileBody {
  return { name, sent: { payload } }
}

function typed(type: string, payload: string | Buffer = '{"words":"x"}'): HostileBody {
  return { name: `${type} ${payload.length} bytes`, sent: { payload, headers: { 'content-type': type } } }
}

/** Bodies that are no input of any operation. */
export const hostileBodies: readonly HostileBody[] = [
  { name: 'nothing', sent: {} },
  json('an empty body', ''),
  json('half a body', '{"words": "x'),
  json('no object', '"x"'),
  json('null', 'null'),
  json('members twice', '{"words":"a","words":"b","reason":"cccccc","reason":"dddddd"}'),
  json('a prototype', '{"__proto__":{"isAdmin":true},"words":"x"}'),
  json('a constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'),
  json('numbers beyond numbers', '{"seenVersion":1e999,"areaId":-1e999,"officeId":9007199254740993}'),
  json('brackets without end', '['.repeat(100_000)),
  json('braces without end', '{"a":'.repeat(40_000)),
  json('depth', `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  json('a byte order mark', '\uFEFF{"words":"x"}'),
  json('bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x7b])),
  json('half surrogates', '{"words":"\\ud800","reason":"\\udfff\\ud800"}'),
  json('NUL escaped', '{"words":"a\\u0000b","reason":"a\\u0000bcdef","username":"a\\u0000"}'),
  json('NUL as it is', '{"words":"a\0b"}'),
  json('too much', JSON.stringify({ words: 'x'.repeat(300_000) })),
  typed('application/json; charset=utf-16', Buffer.from('{"words":"x"}', 'utf16le')),
  typed('application/x-www-form-urlencoded', 'words=x'),
  typed('multipart/form-data'),
  typed('multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="words"\r\n\r\nx\r\n--x--'),
  typed('text/plain', 'x'),
  typed('text/xml', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
  typed('image/svg+xml', '<svg onload="alert(1)"/>'),
  typed('application/zip', Buffer.from('PK\u0003\u0004')),
  typed('application/octet-stream', Buffer.alloc(64)),
  typed('nonsense', 'x'),
  typed('application/json, text/html', '{}'),
  { name: 'a squeezed body that is none', sent: { payload: 'x', headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' } } },
  { name: 'a length that lies', sent: { payload: '{}', headers: { 'content-length': '5', 'content-type': 'application/json' } } },
]

/** Queries in which one member is not what it seems. */
export function hostileQueries(name: string): readonly string[] {
  const strings = hostileStrings.filter((value) => value.length < 2_000).map((value) => new URLSearchParams([[name, value]]).toString())
  return [
    `${name}=a&${name}=b`, `${name}[]=a&${name}[]=b`, `${name}[a][b]=c`, `${name}[__proto__][x]=1`, '__proto__[x]=1', 'constructor.prototype.x=1',
    `${name}`, `=${name}`,
    `${name}=%`, `${name}=%ff%fe`, `${name}=%00`, `${name}=%ED%A0%80`, '&&&&==', `${name}=${'9'.repeat(400)}`,
    Array.from({ length: 1_500 }, () => `${name}=1`).join('&'), ...strings,
  ]
}

/** Addresses that lead nowhere, or seem to lead somewhere else. */
export const hostilePaths: readonly string[] = [
  '/%', '/%zz', '/api/%zz', '/api/response/cases/%', '/api/response/cases/%00', '/api/response/cases/%ff',
  '/api/response/cases/..%2f..%2fetc%2fpasswd', '/api//response//cases',
  '/api/response/cases/\u202E'.normalize(), '/lacak/%00', '/lacak/%ff', '/lacak/%zz', `/lacak/${'a'.repeat(5_000)}`, '/lapor/terkirim/%00',
  '/lapor?desa[]=1&desa=2', '/lapor?desa=%ff',
  '/lapor?desa=%00', '/lacak?nomor=%00', '/lacak?nomor[]=1', `/lacak?nomor=${'B'.repeat(3_000)}`,
  '/lacak?nomor=BWI-2222-2222-2222%0d%0aset-cookie:x=1', '/petugas/../../package.json',
  '/petugas/..%2f..%2fpackage.json', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/package.json', '/..', '/.env', '/.git/config',
  '//evil.example/', '/\\evil.example',
  '/api/response/cases/__proto__', '/constructor', '/api/live?x[]=1', `/${'a/'.repeat(2_000)}`, `/api/response/cases/${'a'.repeat(20_000)}`,
]

/** Headers that say what no browser says. */
export const hostileHeaders: readonly (readonly [name: string, value: string])[] = [
  ['cookie', 'kentongan_session=%'], ['cookie', `kentongan_session=${'a'.repeat(6_000)}`], ['cookie', 'kentongan_session=a; kentongan_session=b'],
  ['cookie', '=;;;=\u0001'],
  ['cookie', 'kentongan_lang=__proto__; kentongan_lapor=%00'], ['cookie', '__proto__=x; constructor=y'], ['accept-language', '*;q=9,\u0001'],
  ['accept-language', 'x'.repeat(5_000)],
  ['accept-language', 'id;q=NaN,en;q=1e999'], ['accept', '\u0000'], ['accept', 'text/html;q=__proto__'],
  ['accept-encoding', 'gzip;q=9, br, zstd, \u0001'], ['x-forwarded-for', 'not an address, ::::, 1.2.3.4.5'],
  ['x-forwarded-proto', 'javascript'], ['x-forwarded-host', 'evil.example'], ['host', 'evil.example:99999'], ['host', ''], ['origin', 'null'],
  ['origin', 'javascript:alert(1)'], ['user-agent', '\u0007'.repeat(50)],
  ['user-agent', 'Chrome/'.repeat(3_000)], ['range', 'bytes=0-,-1,5-2'], ['if-modified-since', 'yesterday'], ['if-none-match', '*'],
  ['accept-version', '9'], ['sec-fetch-site', 'cross-site'], ['last-event-id', '\u0000'],
  ['authorization', 'Bearer __proto__'], ['content-type', 'application/json'], ['command-id', '\u0000'],
]

function multipart(parts: readonly string[], boundary = 'x'): Pick<Sent, 'payload' | 'headers'> {
  const payload = [...parts.map((part) => `--${boundary}\r\n${part}\r\n`), `--${boundary}--\r\n`].join('')
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

function field(name: string, value: string): string {
  return `content-disposition: form-data; name="${name}"\r\n\r\n${value}`
}

function file(name: string, fileName: string, bytes: string): string {
  return `content-disposition: form-data; name="${name}"; filename="${fileName}"\r\ncontent-type: image/jpeg\r\n\r\n${bytes}`
}

const formFields = [
  'commandId', 'category', 'story', 'subject', 'subjectName', 'subjectNik', 'subjectAddress', 'peopleCount', 'area', 'areaChoice', 'placeWords',
  'lat', 'lng', 'accuracyMeters', 'contact', 'phone',
  'reporterName', 'secret', 'act', 'words', 'why', 'keptPhoto',
]
const good: Readonly<Record<string, string>> = {
  category: 'PGN', story: 'Belum makan', subject: 'other', area: '152004', contact: 'phone', phone: '081234567890', act: 'add',
  words: 'Masih menunggu',
}

function formWith(change: Readonly<Record<string, string>>): Pick<Sent, 'payload' | 'headers'> {
  return multipart(Object.entries({ ...good, ...change }).map(([name, value]) => field(name, value)))
}

/** Forms as no page of ours sends them. */
export const hostileForms: readonly { readonly name: string; readonly sent: Pick<Sent, 'payload' | 'headers'> }[] = [
  ...hostileStrings.map((value, at) => ({
    name: `full of hostile string ${at}`, sent: formWith(Object.fromEntries(formFields.map((name) => [name, value]))),
  })),
  ...formFields.flatMap((name) => ['\0', '1e999', '9007199254740993', '\u202E😀', '__proto__'].map((value) => ({
    name: `with ${JSON.stringify(value)} as ${name}`, sent: formWith({ [name]: value }),
  }))),
  { name: 'with a thousand fields', sent: multipart(Array.from({ length: 1_000 }, (_, at) => field(`f${at}`, 'x'))) },
  { name: 'with every field twenty times', sent: multipart(formFields.flatMap((name) => Array.from({ length: 20 }, () => field(name, 'x')))) },
  { name: 'with a field of a megabyte', sent: formWith({ story: 'x'.repeat(1_000_000) }) },
  {
    name: 'with fields of strange names',
    sent: multipart([field('__proto__', 'x'), field('a"b', 'x'), field('x'.repeat(5_000), 'x'), field('', 'x')]),
  },
  { name: 'with thirty files', sent: multipart(Array.from({ length: 30 }, (_, at) => file('photos', `${at}.jpg`, 'x'))) },
  {
    name: 'with files of strange names',
    sent: multipart(['../../../etc/passwd', 'a\0b.jpg', 'x'.repeat(3_000), '__proto__'].map((name) => file('photos', name, 'x'))),
  },
  { name: 'with an empty file', sent: multipart([...Object.entries(good).map(([name, value]) => field(name, value)), file('photos', 'a.jpg', '')]) },
  { name: 'without a boundary', sent: { payload: 'x', headers: { 'content-type': 'multipart/form-data' } } },
  {
    name: 'with a boundary that never comes',
    sent: { payload: 'x'.repeat(5_000), headers: { 'content-type': 'multipart/form-data; boundary=never' } },
  },
  { name: 'that breaks off', sent: { payload: `--x\r\n${field('story', 'half')}`, headers: { 'content-type': 'multipart/form-data; boundary=x' } } },
  { name: 'whose part has no name', sent: multipart(['content-type: text/plain\r\n\r\nx', '\r\n\r\n', 'content-disposition: attachment\r\n\r\nx']) },
  { name: 'of headers without end', sent: multipart([`content-disposition: form-data; name="story"\r\n${'x: y\r\n'.repeat(20_000)}\r\nx`]) },
  {
    name: 'in the old encoding',
    sent: { payload: 'story=x&story=y&category=%00', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  },
  { name: 'that is JSON', sent: { payload: '{"story":"x"}', headers: { 'content-type': 'application/json' } } },
  { name: 'that is nothing', sent: {} },
]
