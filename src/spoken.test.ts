/** That what a screen reader said, as `e2e/screen-reader` keeps it, is still what is there to be said. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { summaryOf } from './disclosure/summary.ts'
import { jaEasy } from './locales/ja-easy.ts'
import { metalive } from './metalive.ts'
import { fill, plainText } from './ui/text.ts'

const { banner: texts } = metalive.texts
const { recipients, sentences } = summaryOf(metalive)

/** The first layer's words, in the order in which they stand. */
const WORDS = [
  texts.title,
  jaEasy.name,
  fill(texts.intro, { service: metalive.operator.service }),
  ...metalive.purposes.filter(({ required }) => !required).map(({ title }) => `• ${title}`),
  ...sentences,
  fill(texts.recipients, { n: recipients }),
  texts.policy,
  texts.acceptAll,
  texts.rejectAll,
  texts.choose,
].map(plainText)

test('Orca said every word of the first layer in its order; `npm run screen-reader` asks it again', () => {
  const transcript = new URL('../e2e/screen-reader/first.txt', import.meta.url)
  const [, reading = ''] = readFileSync(transcript, 'utf8').split('> KP_Add\n')
  const [banner = ''] = reading.split('\npush button\nライブ\n')
  // What Orca adds, such as `push button`, is English.
  const said = banner.split('\n').filter((line) => /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(line))
  expect(said).toEqual(WORDS)
})
