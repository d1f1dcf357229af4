import { within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { type Aftermath, openWithdrawal } from './withdrawal.ts'

afterEach(() => {
  for (const host of document.querySelectorAll('metalive-consent')) host.remove()
})

interface Told {
  readonly see: ReturnType<typeof within>
  readonly text: string
  readonly buttons: readonly string[]
  readonly pressed: readonly string[]
}

function told(change: Partial<Aftermath>): Told {
  const pressed: string[] = []
  const tell = openWithdrawal(metalive, {
    document,
    nonce: '',
    onStopNow: () => pressed.push('now'),
    onStopAfter: () => pressed.push('after'),
  })
  tell({ running: [], left: [], isPlaying: false, canStop: true, ...change })
  const root = document.querySelector('metalive-consent')?.shadowRoot
  const see = within(root as unknown as HTMLElement)
  const dialog = see.getByRole('dialog', { name: '許可を取り消しました' })
  const buttons = within(dialog).getAllByRole('button')
  return {
    see,
    text: dialog.textContent,
    buttons: buttons.map(({ textContent }) => textContent),
    pressed,
  }
}

const items = (see: Told['see']): (string | null)[] =>
  see.getAllByRole('listitem').map((item: HTMLElement) => item.textContent)

test('the visitor reads what still runs, by its name and company, or its purpose', () => {
  const { see } = told({ running: ['advertising', 'clarity'] })
  // In the config's order, whichever ran first.
  expect(items(see)).toEqual(['Microsoft Clarity(Microsoft Corporation)', '広告'])
})

test('the visitor reads what can’t be deleted, by its service, and whom to ask', () => {
  const left = (['a', 'b'] as const).map((name) => ({
    service: 'youtube',
    area: 'cookie' as const,
    name,
    reason: 'third-party' as const,
  }))
  const { see, text } = told({ left })
  expect(items(see)).toEqual(['YouTube(埋め込み動画)(Google LLC)が使うa、b'])
  expect(text).toContain('このページからは消せません')
  expect(text).toContain(metalive.operator.email)
})

test.each<[string, Partial<Aftermath>, readonly string[]]>([
  ['nothing plays', {}, ['今すぐ止める', '閉じる']],
  ['something plays', { isPlaying: true }, ['今すぐ止める(再生が途切れます)', '視聴後に止める']],
  ['the site opens no page anew', { canStop: false, isPlaying: true }, ['閉じる']],
])('while %s, the visitor can press', (_, change, names) => {
  expect(told({ running: ['clarity'], ...change }).buttons).toEqual(names)
})

test('where nothing runs there is nothing to stop', () => {
  expect(told({ isPlaying: true }).buttons).toEqual(['閉じる'])
})

test.each([
  ['今すぐ止める(再生が途切れます)', 'now'],
  ['視聴後に止める', 'after'],
])('%s closes the dialog and stops it then', (name, when) => {
  const { see, pressed } = told({ running: ['clarity'], isPlaying: true })
  see.getByRole('button', { name }).click()
  expect(pressed).toEqual([when])
  expect(document.querySelector('metalive-consent')).toBeNull()
})
