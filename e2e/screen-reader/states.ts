import { conditionsOf } from '../../demo/qa-conditions.ts'
import { believing } from '../../demo/qa-page.ts'
import type { Site } from '../../demo/server.ts'
import { linkOf, rowOf, type StateRow } from '../../demo/states-list.ts'
import { metalive } from '../../src/metalive.ts'
import { FRAME, page, TAGS } from '../pages.ts'
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

/** On METALIVE's ready-made file, in pages with little else to be read, under QA's conditions. */
export function putPages(site: Site): void {
  for (const [path, body] of Object.entries(BODIES)) {
    site.answer(path, ({ url }) => {
      return { body: believing(page({ body }), conditionsOf(url.searchParams), metalive) }
    })
  }
}

const BODIES = {
  '/': '',
  '/record': '<a href="/record" data-consent-open="record">記録を開く</a>',
  '/tags': `<a href="/tags" data-consent-open="record">記録を開く</a>${TAGS}`,
  '/embed': FRAME,
  '/chat': asking('zendesk', 'チャット', 'チャットは、Zendesk社のプログラムで動きます。'),
  '/posts': asking('embeds', '投稿', '出演者の投稿を、このページに表示します。'),
} as const

function asking(id: string, name: string, why: string): string {
  return `<button onclick="metaliveConsent.ask('${id}', { why: '${why}' })">${name}を開く</button>`
}

/** Where QA's table says that the state is, on a page of ours. */
function linkTo(id: StateRow['id'], page: keyof typeof BODIES = '/'): string {
  return linkOf(rowOf(id), page)
}

/** A first layer that is there as the page opens. */
function firstLayer(id: StateRow['id'], given: string): State {
  return {
    id,
    given: `${given} The page is read from its top, then gone through with Tab.`,
    async visit({ open, tabTo, press }) {
      await open(linkTo(id))
      await press(TOP, READ_ON)
      await tabTo(CHOOSE)
    },
  }
}

/** What the page needs at that moment. */
function question(
  id: string,
  given: string,
  [path, opener]: readonly [keyof typeof BODIES, string],
): State {
  return {
    id,
    given: `After 「${REJECT}」, a button of the page needs ${given}.`,
    async visit({ open, tabTo, skip, press }) {
      await open(linkTo('rejected', path))
      await tabTo(opener)
      skip()
      await press('Return', READ_ON)
      await tabTo('許可しない')
      await press('Escape')
    },
  }
}

/** What the visitor's own record takes back. */
function takenBack(id: 'withdrawn' | 'erased', button: string): State {
  return {
    id,
    given: `After 「${ACCEPT}」, and while tags run, 「${button}」 is pressed in the record.`,
    async visit({ open, tabTo, skip, press }) {
      await open(linkTo('accepted', '/tags'))
      await tabTo('記録を開く')
      await press('Return')
      await tabTo(button)
      skip()
      await press('Return', READ_ON)
      await tabTo('閉じる')
      await press('Return')
    },
  }
}

export const STATES: readonly State[] = [
  firstLayer('first', 'A first visit.'),
  firstLayer('gpc-first', 'A first visit by a browser that sends GPC.'),
  firstLayer('purpose', `After 「${ACCEPT}」, data has come to be used for something else.`),
  firstLayer('day-181', `After 「${ACCEPT}」, 181 days have passed.`),
  firstLayer('unknown-age', `After 「${ACCEPT}」, at a time when nobody was asked for an age.`),
  firstLayer('added', `After 「${ACCEPT}」, the list has grown by one company.`),
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
    id: 'age-first',
    given:
      'A first visit to a site that asks for the age before all else. The page is read from its top.',
    async visit({ open, tabTo, press }) {
      await open(linkTo('age-first'))
      await press(TOP, READ_ON)
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
  question('ask', 'one service', ['/chat', 'チャットを開く']),
  question('ask-purpose', 'all services of a purpose', ['/posts', '投稿を開く']),
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
  takenBack('withdrawn', 'すべて取り消す'),
  takenBack('erased', '停止と消去'),
  {
    id: 'reworded',
    given: `After 「${ACCEPT}」, only words have changed. The page is read from its top.`,
    async visit({ open, tabTo, press }) {
      await open(linkTo('reworded'))
      await press(TOP, READ_ON)
      await tabTo('閉じる')
      await press('Return')
    },
  },
  {
    id: 'unsaved',
    given: `「${REJECT}」 is pressed, in a browser that keeps no cookies.`,
    async visit({ open, tabTo, skip, press }) {
      await open(linkTo('unsaved'))
      await tabTo(REJECT)
      skip()
      await press('Return', TOP, READ_ON)
      await tabTo('閉じる')
      await press('Return')
    },
  },
  {
    id: 'settings-button',
    given: `After 「${REJECT}」, a page without a link to the preferences is read from its top.`,
    async visit({ open, press }) {
      await open(linkTo('settings-button'))
      await press(TOP, READ_ON, 'Tab', 'shift+Tab', 'Return', 'Escape')
    },
  },
]
