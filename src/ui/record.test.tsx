import { type BoundFunctions, type queries, within } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { openConsent } from '../core/consent.ts'
import { hashOf, type OwnReceipt } from '../core/receipt.ts'
import { decodeRecord, encodeRecord } from '../core/record.ts'
import type { Choice, Mark } from '../core/types.ts'
import { fakeWorld } from '../core/world.fake.ts'
import type { Decided } from '../core/world.ts'
import { metalive } from '../metalive.ts'
import { openHost } from './host.ts'
import { createRecordLayer } from './record.ts'

const TEXT = '外部へのデータ送信について、お選びください\nすべて許可\n'

interface Shown {
  readonly see: BoundFunctions<typeof queries>
  readonly erased: () => boolean
  readonly text: () => string
  /** With what the last decision says it came from. */
  readonly decided: () => Decided | undefined
  press(name: string): void
}

afterEach(() => {
  vi.restoreAllMocks()
  for (const host of document.querySelectorAll('metalive-consent')) host.remove()
})

async function receipt(change: Partial<OwnReceipt> = {}): Promise<OwnReceipt> {
  return {
    receipt: {
      schema: 1,
      id: 'receipt001',
      record: 'k3v9x2abcd',
      previous: null,
      time: '2026-11-25T09:00:01.000Z',
      source: 'banner',
      shown: { layer: 'banner', button: 'acceptAll', lang: 'ja', hash: await hashOf(TEXT) },
      marks: {},
      revision: 1,
      wording: 1,
      age: 'adult',
      gpc: false,
      controller: 'PRIME HOLDINGS 株式会社',
      policy: { href: '/privacy.html', revised: '2023-08-08' },
      joins: [],
      sdk: '0.1.0',
    },
    text: TEXT,
    delivered: true,
    ...change,
  }
}

async function shown(
  choices: Readonly<Record<string, Choice>>,
  receipts: readonly OwnReceipt[] = [],
): Promise<Shown> {
  const marks = Object.entries(choices).map(([id, choice]): [string, Mark] => [
    id,
    { choice, day: 20782, revision: 1, source: 'banner' },
  ])
  const record = { wording: 1, age: 'a', id: 'k3v9x2abcd', marks: Object.fromEntries(marks) }
  let erased = false
  let last: Decided | undefined
  const world = fakeWorld(marks.length > 0 ? encodeRecord(record) : '', {
    receipts: async () => receipts,
    decided(decision) {
      last = decision
    },
    async erase() {
      erased = true
      return { deleted: [], left: [] }
    },
  })
  const consent = openConsent<string, string>(metalive, world)
  const host = openHost(document, '')
  const layer = createRecordLayer({
    config: metalive,
    consent,
    host,
    hashOf,
    isTrusted: () => true,
  })
  await layer.show()
  const see = within(host.root as unknown as HTMLElement)
  return {
    see,
    erased: () => erased,
    text: world.text,
    decided: () => last,
    press: (name) => see.getByRole('button', { name }).click(),
  }
}

const dialog = ({ see }: Shown): HTMLElement | null =>
  see.queryByRole('dialog', { name: 'あなたの記録' })

test('says what was chosen, when and where, under which text, and whom to ask', async () => {
  const { see } = await shown({ analytics: 'granted', youtube: 'denied' })
  const rows = see.getAllByRole('row').map((row) => row.textContent)
  expect(rows).toEqual([
    '項目選択日選んだところ',
    '利用状況の分析許可2026/11/25最初の画面',
    'YouTube(埋め込み動画)拒否2026/11/25最初の画面',
  ])
  expect(see.getByText('使いみちの第1版、文章の第1版による選択です。')).toBeTruthy()
  expect(see.getByText(/support@prime-meta\.io \/ 平日10時から18時まで/)).toBeTruthy()
})

test('says that there is none', async () => {
  const { see } = await shown({})
  expect(see.getByText('このブラウザーには、まだ選択の記録がありません。')).toBeTruthy()
  expect(see.queryByRole('table')).toBeNull()
})

test('holds the words of an answer against the receipt', async () => {
  const visit = await shown({ analytics: 'granted' }, [await receipt()])
  visit.press('控えと一致するか確かめる')
  await visit.see.findByText('控えと一致しました。')
})

test('says of words that were changed that they were', async () => {
  const visit = await shown({ analytics: 'granted' }, [await receipt({ text: 'ほかの文章' })])
  visit.press('控えと一致するか確かめる')
  await visit.see.findByText('控えと一致しません。')
})

test('copies the number of the newest receipt', async () => {
  const copied: string[] = []
  vi.stubGlobal('navigator', {
    ...navigator,
    clipboard: { writeText: async (text: string) => copied.push(text) },
  })
  const visit = await shown({ analytics: 'granted' }, [await receipt()])
  visit.press('番号をコピー')
  await visit.see.findByText('コピーしました。')
  expect(copied).toEqual(['receipt001'])
  vi.unstubAllGlobals()
})

test('is taken along as a file with all of it', async () => {
  const blobs: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob)
    return 'blob:1'
  })
  const own = await receipt()
  const visit = await shown({ analytics: 'granted' }, [own])
  visit.press('ダウンロード')
  const copy = JSON.parse((await blobs[0]?.text()) ?? '')
  expect(copy).toMatchObject({
    format: 'metalive-consent-record/1',
    record: { id: 'k3v9x2abcd', marks: { analytics: { choice: 'granted' } } },
    receipts: [own],
  })
})

test('withdraws all, and goes', async () => {
  const visit = await shown({ analytics: 'granted', embeds: 'granted' })
  visit.press('すべて取り消す')
  expect(dialog(visit)).toBeNull()
  const record = decodeRecord(visit.text())
  expect(record).toMatchObject({ id: null, marks: { analytics: { choice: 'denied' } } })
})

test.each([
  ['すべて取り消す', 'withdraw'],
  ['停止と消去', 'erase'],
])('%s is proven with the words around it, less those of former answers', async (name, button) => {
  const visit = await shown({ analytics: 'granted' }, [await receipt()])
  visit.press(name)
  const { source, shown: proof } = visit.decided() ?? {}
  expect([source, proof?.layer, proof?.button]).toEqual(['preferences', 'record', button])
  expect(proof?.text).toContain(name)
  expect(proof?.text).not.toContain(TEXT)
})

test('stops and erases, and goes', async () => {
  const visit = await shown({ analytics: 'granted' })
  visit.press('停止と消去')
  expect(dialog(visit)).toBeNull()
  expect(visit.erased()).toBe(true)
  expect(decodeRecord(visit.text())).toMatchObject({ id: null })
})

test('goes when it is closed, and decides nothing', async () => {
  const visit = await shown({ analytics: 'granted' })
  const before = visit.text()
  visit.press('閉じる')
  expect(dialog(visit)).toBeNull()
  expect(visit.text()).toBe(before)
})
