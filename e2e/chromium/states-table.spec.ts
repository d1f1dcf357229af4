/** What `npm run states` runs once the demo is built. */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from './fixtures.ts'

const FOLDER = 'test-results/states'

const states = (...options: readonly string[]): Promise<unknown> =>
  promisify(execFile)('node_modules/.bin/tsx', ['demo/states.ts', ...options])

async function widthOf(picture: string): Promise<number> {
  return (await readFile(`${FOLDER}/${picture}`)).readUInt32BE(16)
}

test('the table of states has a picture of each, at each width, in light and dark', async () => {
  await states('--width', '320', '--dark', '--state', 'first', 'pill')
  const files = (await readdir(FOLDER)).sort()
  expect(files).toEqual([
    '01-first-320-dark.png',
    '01-first-320.png',
    expect.stringMatching(/^\d\d-pill-320-dark\.png$/),
    expect.stringMatching(/^\d\d-pill-320\.png$/),
    'states.csv',
  ])
  const [first = '', , pill = ''] = files
  expect(await widthOf(first)).toBe(320)
  // It is seen on one screen alone.
  expect(await widthOf(pill)).toBe(844)
  expect(await readFile(`${FOLDER}/states.csv`, 'utf8')).toContain(first)
})

test('of a state that there isn’t, it says so', async () => {
  await expect(states('--state', 'nothing')).rejects.toThrow('The table of states has no nothing.')
})
