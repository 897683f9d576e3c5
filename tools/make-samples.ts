// Writes samples/: lists as villages and offices really send them, with everything that is wrong in them, and samples/expected.json: what must
// come out of each. The people are invented. The same seed gives the same bytes. With --check it only says whether samples/ is what it would write.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadConfig, projectFolder } from '#config.ts'
import { loadRegency } from '#modules/people/index.ts'
import { makeLists } from './samples/lists.ts'
import { bytesOf, expectationOf, type Expectation } from './samples/sheet.ts'

export const samplesFolder = join(projectFolder, 'samples')
export const samplesSeed = 35

export interface SampleFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Every file of samples/, for a regency's folder and a seed. */
export async function makeSamples(regencyDir: string, seed: number): Promise<{ files: readonly SampleFile[]; expected: Readonly<Record<string, Expectation>> }> {
  const lists = await makeLists({ regency: loadRegency(regencyDir), folder: regencyDir, seed })
  const files = await Promise.all(lists.map(async (list) => ({ name: list.file, bytes: await bytesOf(list) })))
  const expected = Object.fromEntries(lists.map((list) => [list.file, expectationOf(list)]))
  return {
    files: [...files, { name: 'expected.json', bytes: Buffer.from(`${JSON.stringify(expected, null, 2)}\n`) }, { name: 'README.md', bytes: Buffer.from(readmeOf(expected)) }],
    expected,
  }
}

function readmeOf(expected: Readonly<Record<string, Expectation>>): string {
  const rows = Object.entries(expected).map(([file, { about, username, good, warned, bad }]) =>
    `| [${file}](${encodeURI(file)}) | ${about.id} / ${about.en} | \`${username}\` | ${good + warned} | ${bad} |`)
  return `# Contoh daftar / Sample lists

Daftar seperti yang benar-benar datang dari desa dan instansi, dengan kesalahannya. Semua orang di dalamnya rekaan. Masuk dengan akun pada kolom ketiga, buka Unggah daftar.
Lists as villages and offices really send them, mistakes included. Everybody in them is invented. Sign in with the account of the third column and open Load lists.

| Berkas / File | Isi / What it is | Akun / Account | Baik / Good | Ditolak / Refused |
|---|---|---|---|---|
${rows.join('\n')}

\`expected.json\` says what must come out of each: meaning of the columns, rows, problems by kind. \`tools/make-samples.ts --seed N\` writes this folder; a test compares it and runs every list through the server.
`
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, check: { type: 'boolean' } } })
  const { files } = await makeSamples(loadConfig(process.env).regencyDir, Number(values.seed ?? samplesSeed))
  mkdirSync(samplesFolder, { recursive: true })
  const wrong = files.filter((file) => !isThere(file))
  if (values.check === true) {
    if (wrong.length > 0) console.error(`Not what the generator writes: ${wrong.map((file) => file.name).join(', ')}`)
    process.exitCode = wrong.length === 0 ? 0 : 1
    return
  }
  for (const file of wrong) writeFileSync(join(samplesFolder, file.name), file.bytes)
  console.log(`samples/: ${files.length} files, ${wrong.length} written`)
}

function isThere(file: SampleFile): boolean {
  try {
    return readFileSync(join(samplesFolder, file.name)).equals(file.bytes)
  } catch {
    return false
  }
}

// By the arguments, not by import.meta.main: tools/run.mjs imports the file it runs.
if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
