import type { Site } from '../../demo/server.ts'
import { FRAME, page } from '../pages.ts'
import type { Visitor } from './visitor.ts'

export interface State {
  /** The transcript's file name; where `demo/states-list.ts` has the state too, its id. */
  readonly id: string
  /** How it comes about. */
  readonly given: string
  visit(visitor: Visitor): Promise<void>
}

const ACCEPT = 'すべて許可'
const REJECT = 'すべて拒否'
const CHOOSE = '個別に選ぶ'

const TOP = 'ctrl+Home'
/** Reads from the caret on: Orca's own key. */
const READ_ON = 'KP_Add'

/** On METALIVE's ready-made file, in pages with little else to be read. */
export function putPages(site: Site): void {
  const record = '<a href="/record" data-consent-open="record">記録を開く</a>'
  const why = 'チャットは、Zendesk社のプログラムで動きます。'
  const chat = `<button onclick="metaliveConsent.ask('zendesk', { why: '${why}' })">チャットを開く</button>`
  site.put('/', { body: page({}) })
  site.put('/record', { body: page({ body: record }) })
  site.put('/embed', { body: page({ body: FRAME }) })
  site.put('/chat', { body: page({ body: chat }) })
}

export const STATES: readonly State[] = [
  {
    id: 'first',
    given: 'The page of a first visit is read from its top, then gone through with Tab.',
    async visit({ open, tabTo, press }) {
      await open('/')
      await press(TOP, READ_ON)
      await tabTo(CHOOSE)
    },
  },
  {
    id: 'preferences-first',
    given: `「${CHOOSE}」 is pressed in the banner, and one switch is pressed twice.`,
    async visit({ open, tabTo, skip, press }) {
      await open('/')
      await tabTo(CHOOSE)
      skip()
      await press('Return', READ_ON)
      await tabTo('利用状況の分析:許可する')
      await press('space', 'space')
      await tabTo('この設定を保存')
      await press('Return')
    },
  },
  {
    id: 'preferences',
    given: `After 「${REJECT}」, a link of the page opens them, and they are saved.`,
    async visit({ open, tabTo, skip, press }) {
      await open('/')
      await tabTo(REJECT)
      await press('Return')
      await tabTo('プライバシー設定を開く')
      skip()
      await press('Return', READ_ON)
      await tabTo('この設定を保存')
      await press('Return', 'Escape')
    },
  },
  {
    id: 'age-asked',
    given: `「${ACCEPT}」 is pressed in the banner.`,
    async visit({ open, tabTo, skip, press }) {
      await open('/')
      await tabTo(ACCEPT)
      skip()
      await press('Return', READ_ON)
      await tabTo('答えない')
    },
  },
  {
    id: 'guardian-step',
    given: '「15歳以下」 is the answer to the question for the age.',
    async visit({ open, tabTo, skip, press }) {
      await open('/')
      await tabTo(ACCEPT)
      await press('Return')
      await tabTo('15歳以下')
      skip()
      await press('Return', READ_ON)
      await tabTo('同意せずに続ける')
      await press('Return')
    },
  },
  {
    id: 'rejected',
    given: `After 「${REJECT}」, a page with a held video is read, then gone through with Tab.`,
    async visit({ open, tabTo, skip, press }) {
      await open('/embed')
      await tabTo(REJECT)
      await press('Return')
      skip()
      await open('/embed')
      await press(TOP, READ_ON)
      await tabTo('いつも表示')
    },
  },
  {
    id: 'ask',
    given: `After 「${REJECT}」, a button of the page needs one service.`,
    async visit({ open, tabTo, skip, press }) {
      await open('/chat')
      await tabTo(REJECT)
      await press('Return')
      await tabTo('チャットを開く')
      skip()
      await press('Return', READ_ON)
      await tabTo('許可しない')
      await press('Escape')
    },
  },
  {
    id: 'own-record',
    given: `After 「${ACCEPT}」, the record is opened by a link of the page.`,
    async visit({ open, tabTo, skip, press }) {
      await open('/record')
      await tabTo(ACCEPT)
      await press('Return')
      await tabTo('16歳以上')
      await press('Return')
      await tabTo('記録を開く')
      skip()
      await press('Return', READ_ON)
      await tabTo('閉じる')
      await press('Return')
    },
  },
]
