/**
 * Every state that a visitor or a page can be in, with the link that leads there and what must be
 * seen: `npm run states` writes the table, `/qa.html` shows it, `e2e/chromium/states.spec.ts` checks it.
 */
import type { Choice, Status } from '../src/core/types.ts'
import { type Conditions, queryOf } from './qa-conditions.ts'
import type { RecordName } from './qa-state.ts'

/** Something on the page, by role and whole accessible name. */
export type Seen = readonly [
  role: 'button' | 'dialog' | 'group' | 'heading' | 'link' | 'region' | 'switch' | 'table',
  name: string,
]

export interface Expected {
  readonly status: Status
  /** Ids that are asked about. */
  readonly asks: readonly string[]
  /** Of some purposes or services; `unasked` has no choice. */
  readonly choices: Readonly<Record<string, Choice | 'unasked'>>
  readonly shown: readonly Seen[]
  /** Words in the first of what is shown. */
  readonly says?: string
  readonly notShown?: readonly Seen[]
}

/** Of the viewport, in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

export interface StateRow {
  /** In file names and addresses. */
  readonly id: string
  /** 状態 */
  readonly title: string
  /** 前提: how it comes about. */
  readonly given: string
  /** 期待する結果 */
  readonly sees: string
  readonly record: RecordName
  readonly conditions?: Partial<Conditions>
  /** Default `/`. */
  readonly to?:
    | '/'
    | '/qa.html'
    | '/watch.html'
    | '/privacy.html'
    | '/#partner'
    | '/privacy.html#recipients'
  /** Of the one screen that it is seen on. Default any. */
  readonly size?: Size
  /** 操作: what is pressed there, one after another. */
  readonly press?: readonly Seen[]
  readonly expected: Expected
}

export interface StateGroup {
  readonly title: string
  readonly rows: readonly StateRow[]
}

const BANNER: Seen = ['region', '外部へのデータ送信について、お選びください']
/** Chromium hears spaces around a word that has its reading above it. */
const EASY: Seen = ['button', 'やさしい 日本語']
const BANNER_EASY: Seen = [
  'region',
  'あなたの 情報 を ほかの 会社 に 送 るか どうか、えらんで ください',
]
const ENGLISH: Seen = ['button', 'English']
const BANNER_ENGLISH: Seen = ['region', 'Please choose whether data is sent to other companies']
const AGE: Seen = ['dialog', 'お客様の年齢をお選びください']
/** Nobody is taken along to it. */
const AGE_FIRST: Seen = ['region', AGE[1]]
const GUARDIAN: Seen = ['dialog', '保護者の方といっしょに、お選びください']
const PREFERENCES: Seen = ['dialog', 'プライバシー設定']
const UNSAVED: Seen = ['region', '選択を保存できません']
const REWORDED: Seen = ['region', '説明文を書き直しました']
const WITHDRAWN: Seen = ['dialog', '許可を取り消しました']
const ACCEPT: Seen = ['button', 'すべて許可']
const ACCEPT_OTHERS: Seen = ['button', '広告以外を許可']
const REJECT: Seen = ['button', 'すべて拒否']
const CHOOSE: Seen = ['button', '個別に選ぶ']
const ADULT: Seen = ['button', '16歳以上']
const EMBED: Seen = ['group', 'パートナー動画(デモ)']
const PLACEHOLDER: Seen = ['button', '今回だけ表示']

/** The ids of all that is asked, in the config's order. */
const ALL = ['functional', 'analytics', 'advertising', 'embeds'] as const

const every = (choice: Choice | 'unasked'): Expected['choices'] =>
  Object.fromEntries(ALL.map((id) => [id, choice]))

const decided = (choices: Expected['choices'], shown: readonly Seen[] = []): Expected => ({
  status: 'decided',
  asks: [],
  choices,
  shown,
  notShown: [BANNER],
})

const undecided = (shown: readonly Seen[]): Expected => ({
  status: 'undecided',
  asks: ALL,
  choices: every('unasked'),
  shown,
})

const ANSWERED: readonly StateRow[] = [
  {
    id: 'first',
    title: '初めての訪問',
    given: '記録がない。',
    sees: '最初の画面が出て、4つの目的を聞く。何も動かない。',
    record: 'first',
    expected: undecided([BANNER, ACCEPT, REJECT, CHOOSE]),
  },
  {
    id: 'accepted',
    title: 'すべて許可',
    given: 'きょう、すべてを許可した。16歳以上と答えた。',
    sees: '何も聞かない。タグが動き、提携チャンネルの映像が表示される。',
    record: 'accepted',
    to: '/#partner',
    expected: { ...decided(every('granted')), notShown: [BANNER, EMBED] },
  },
  {
    id: 'rejected',
    title: 'すべて拒否',
    given: 'きょう、すべてを拒否した。',
    sees: '何も聞かない。タグは動かず、映像の場所には代わりの枠が出る。',
    record: 'rejected',
    to: '/#partner',
    expected: decided(every('denied'), [PLACEHOLDER]),
  },
  {
    id: 'mixed',
    title: '一部だけ許可',
    given: 'きょう、追加機能と分析を許可し、広告と外部の動画を拒否した。',
    sees: '何も聞かない。分析のタグだけが動く。',
    record: 'mixed',
    expected: decided({
      functional: 'granted',
      analytics: 'granted',
      advertising: 'denied',
      embeds: 'denied',
    }),
  },
  {
    id: 'service',
    title: '1社だけ拒否',
    given: '分析を許可し、その中のMixpanelだけを拒否した。',
    sees: '何も聞かない。Countlyは動き、Mixpanelは動かない。',
    record: 'service',
    expected: decided({ analytics: 'granted', countly: 'granted', mixpanel: 'denied' }),
  },
  {
    id: 'partial',
    title: '一部だけ回答',
    given: '追加機能を許可、分析を拒否。ほかはまだ答えていない。',
    sees: '最初の画面が出て、広告と外部の動画だけを聞く。',
    record: 'partial',
    expected: {
      status: 'partial',
      asks: ['advertising', 'embeds'],
      choices: { functional: 'granted', analytics: 'denied', advertising: 'unasked' },
      shown: [BANNER],
    },
  },
]

const ASKED_AGAIN: readonly StateRow[] = [
  {
    id: 'day-180',
    title: '許可から180日',
    given: 'すべてを許可して、ちょうど180日たった。',
    sees: '許可はまだ有効で、何も聞かない。',
    record: 'accepted',
    conditions: { days: 180 },
    expected: decided(every('granted')),
  },
  {
    id: 'day-181',
    title: '許可の期限切れ',
    given: 'すべてを許可して、181日たった。',
    sees: '許可は効かず、理由を示してもう一度聞く。',
    record: 'accepted',
    conditions: { days: 181 },
    expected: {
      status: 'partial',
      asks: ALL,
      choices: every('unasked'),
      shown: [BANNER],
      says: '前回の選択から180日以上たちました。',
    },
  },
  {
    id: 'aged',
    title: '200日前の記録',
    given: '時計は本物のまま、200日前の日付で許可した記録がある。',
    sees: '期限切れと同じく、もう一度聞く。',
    record: 'aged',
    expected: { status: 'partial', asks: ALL, choices: every('unasked'), shown: [BANNER] },
  },
  {
    id: 'denial-365',
    title: '拒否から365日',
    given: 'すべてを拒否して、ちょうど365日たった。',
    sees: '拒否のままで、何も聞かない。',
    record: 'rejected',
    conditions: { days: 365 },
    expected: decided(every('denied')),
  },
  {
    id: 'denial-366',
    title: '拒否の聞き直し',
    given: 'すべてを拒否して、366日たった。',
    sees: 'もう一度聞くが、答えるまでは拒否のまま。何も動かない。',
    record: 'rejected',
    conditions: { days: 366 },
    expected: { status: 'partial', asks: ALL, choices: every('denied'), shown: [BANNER] },
  },
  {
    id: 'clock-back',
    title: '時計が戻った(許可)',
    given: '許可したあと、端末の時計が30日前に戻った。',
    sees: '未来の日付の許可は効かず、もう一度聞く。',
    record: 'accepted',
    conditions: { days: -30 },
    expected: { status: 'partial', asks: ALL, choices: every('unasked'), shown: [BANNER] },
  },
  {
    id: 'clock-back-denial',
    title: '時計が戻った(拒否)',
    given: '拒否したあと、端末の時計が30日前に戻った。',
    sees: '拒否のままで、何も聞かない。',
    record: 'rejected',
    conditions: { days: -30 },
    expected: decided(every('denied')),
  },
  {
    id: 'purpose',
    title: '使いみちの変更',
    given: 'すべてを許可したあと、分析の使いみちが変わった。',
    sees: '変わった目的だけを聞き、答えるまで止める。ほかは動き続ける。',
    record: 'accepted',
    conditions: { config: 'purpose' },
    expected: {
      status: 'partial',
      asks: ['analytics'],
      choices: {
        functional: 'granted',
        analytics: 'unasked',
        mixpanel: 'unasked',
        embeds: 'granted',
      },
      shown: [BANNER],
      says: 'データの使いみちが変わりました',
    },
  },
  {
    id: 'added',
    title: '送信先の追加',
    given: 'すべてを許可したあと、分析の送信先が1社増えた。',
    sees: '増えた1社だけを聞く。ほかは動き続ける。',
    record: 'accepted',
    conditions: { config: 'service' },
    expected: {
      status: 'partial',
      asks: ['hotjar'],
      choices: { analytics: 'granted', hotjar: 'unasked' },
      shown: [BANNER],
      says: '送信先が1社、増えたか変わりました。',
    },
  },
  {
    id: 'added-denied',
    title: '送信先の追加(拒否した人)',
    given: 'すべてを拒否したあと、分析の送信先が1社増えた。',
    sees: '増えた1社も拒否になり、何も聞かない。',
    record: 'rejected',
    conditions: { config: 'service' },
    expected: decided({ analytics: 'denied', hotjar: 'denied' }),
  },
  {
    id: 'reworded',
    title: '文章だけの書き直し',
    given: 'すべてを許可したあと、説明の文章だけを直した。',
    sees: 'お知らせが1回だけ出る。何も聞かず、許可もそのまま。',
    record: 'accepted',
    conditions: { config: 'wording' },
    expected: decided(every('granted'), [REWORDED]),
  },
]

const WITH_GPC: readonly StateRow[] = [
  {
    id: 'gpc-first',
    title: 'GPCのある初めての訪問',
    given: '記録がなく、ブラウザーがGPCを送る。',
    sees: '広告は拒否として扱い、「広告以外を許可」が出る。理由も示す。',
    record: 'first',
    conditions: { gpc: 'on' },
    expected: {
      status: 'undecided',
      asks: ['functional', 'analytics', 'embeds'],
      choices: { advertising: 'denied', analytics: 'unasked' },
      shown: [BANNER, ACCEPT_OTHERS],
      says: '広告は「許可しない」にしています。',
      notShown: [ACCEPT],
    },
  },
  {
    id: 'gpc-after-grant',
    title: '許可のあとからGPC',
    given: 'すべてを許可したあと、ブラウザーがGPCを送るようになった。',
    sees: '広告だけが止まる。何も聞かない。',
    record: 'accepted',
    conditions: { gpc: 'on' },
    expected: decided({ functional: 'granted', analytics: 'granted', advertising: 'denied' }),
  },
  {
    id: 'gpc-in-spite',
    title: 'GPCを承知で許可',
    given: 'GPCを送るブラウザーで、広告も自分で許可した。',
    sees: '広告の許可も有効。何も聞かない。',
    record: 'in-spite',
    conditions: { gpc: 'on' },
    expected: decided(every('granted')),
  },
]

const AGES: readonly StateRow[] = [
  {
    id: 'age-asked',
    title: '年齢の質問',
    given: '記録がなく、許可のボタンを押す。',
    sees: '許可を記録する前に、年齢を聞く。まだ何も動かない。',
    record: 'first',
    press: [ACCEPT],
    expected: {
      ...undecided([AGE]),
      notShown: [BANNER],
    },
  },
  {
    id: 'guardian-step',
    title: '保護者の同意の画面',
    given: '許可のボタンを押し、15歳以下と答える。',
    sees: '保護者の同意の画面が出る。まだ何も動かない。',
    record: 'first',
    press: [ACCEPT, ['button', '15歳以下']],
    expected: {
      status: 'decided',
      asks: [],
      choices: every('denied'),
      shown: [GUARDIAN, ['button', '保護者として同意'], ['button', '同意せずに続ける']],
      notShown: [BANNER],
    },
  },
  {
    id: 'minor',
    title: '15歳以下',
    given: '15歳以下と答え、保護者の同意なしで続けた。',
    sees: '何も聞かない。必須のものだけが動く。',
    record: 'minor',
    expected: decided(every('denied')),
  },
  {
    id: 'guardian',
    title: '保護者が同意',
    given: '15歳以下で、保護者がすべてに同意した。',
    sees: '何も聞かない。同意したものが動く。',
    record: 'guardian',
    expected: decided(every('granted')),
  },
  {
    id: 'grown',
    title: '16歳になった',
    given: '15歳以下と記録され、16歳になる日を過ぎた。',
    sees: '年齢は不明に戻り、初めてと同じように聞く。',
    record: 'grown',
    expected: { status: 'undecided', asks: ALL, choices: every('unasked'), shown: [BANNER] },
  },
  {
    id: 'unknown-age',
    title: '年齢の分からない許可',
    given: '年齢を聞く前の版で、すべてを許可した記録がある。',
    sees: '許可は効かず、年齢を確かめるためにもう一度聞く。',
    record: 'unknown-age',
    expected: {
      status: 'partial',
      asks: ALL,
      choices: every('unasked'),
      shown: [BANNER],
      says: 'お客様の年齢を確かめるため',
    },
  },
  {
    id: 'age-first',
    title: '年齢を最初に聞く設定',
    given: '記録がなく、設定が年齢を最初に聞く。',
    sees: '最初の画面より先に、年齢を聞く。',
    record: 'first',
    conditions: { config: 'age-first' },
    expected: {
      ...undecided([AGE_FIRST]),
      notShown: [BANNER],
    },
  },
]

const KEPT: readonly StateRow[] = [
  {
    id: 'junk',
    title: '壊れた記録',
    given: 'ほかのツールのCookieが同じ名前で残っている。',
    sees: '記録はないものとして、最初から聞く。',
    record: 'junk',
    expected: { status: 'undecided', asks: ALL, choices: every('unasked'), shown: [BANNER] },
  },
  {
    id: 'newer',
    title: '新しい形式の記録',
    given: '将来の版が書いた記録がある。',
    sees: '何も許可せず、何も聞かない。記録は上書きしない。',
    record: 'newer',
    expected: decided(every('unasked')),
  },
  {
    id: 'unsaved',
    title: '保存できない',
    given: 'ブラウザーがCookieを保存しない。すべて拒否を押す。',
    sees: '答えはこのページだけ有効で、保存できないと伝える。',
    record: 'first',
    conditions: { cookies: 'refused' },
    press: [REJECT],
    expected: decided(every('denied'), [UNSAVED]),
  },
]

const SCREENS: readonly StateRow[] = [
  {
    id: 'preferences',
    title: 'プライバシー設定',
    given: '一部だけ許可した人が、設定を開く。',
    sees: '目的ごとのスイッチが、いまの選択のとおりに並ぶ。',
    record: 'mixed',
    conditions: { open: 'preferences' },
    expected: decided({ analytics: 'granted', advertising: 'denied' }, [
      PREFERENCES,
      ['button', 'この設定を保存'],
      ['switch', '広告:許可する'],
    ]),
  },
  {
    id: 'preferences-first',
    title: '初めての人の設定',
    given: '記録のない人が、設定を開く。',
    sees: 'どのスイッチも、最初から入っていない。',
    record: 'first',
    press: [CHOOSE],
    expected: undecided([PREFERENCES, ['switch', '利用状況の分析:許可する']]),
  },
  {
    id: 'own-record',
    title: 'あなたの記録',
    given: 'すべてを許可した人が、自分の記録を開く。',
    sees: '項目ごとの選択・日・選んだところと、記録の版が並ぶ。',
    record: 'accepted',
    conditions: { open: 'record' },
    expected: {
      ...decided(every('granted'), [['dialog', 'あなたの記録']]),
      says: '使いみちの第1版',
    },
  },
  {
    id: 'no-record',
    title: '空の記録',
    given: '記録のない人が、自分の記録を開く。',
    sees: '選択の記録がまだないことを伝える。最初の画面は残る。',
    record: 'first',
    conditions: { open: 'record' },
    expected: {
      ...undecided([['dialog', 'あなたの記録']]),
      says: 'まだ選択の記録がありません。',
    },
  },
  {
    id: 'saved',
    title: '設定の保存',
    given: 'すべてを許可した人が、設定画面で「この設定を保存」を押す。',
    sees: '設定画面が残り、保存したことを伝える。',
    record: 'accepted',
    conditions: { open: 'preferences' },
    press: [['button', 'この設定を保存']],
    expected: { ...decided(every('granted'), [PREFERENCES]), says: '設定を保存しました。' },
  },
  {
    id: 'settings-button',
    title: '設定へ戻るボタン',
    given: '回答した人が、設定へのリンクのないページを開く。',
    sees: 'ページの隅に「プライバシー設定」のボタンが出る。',
    record: 'rejected',
    conditions: { page: 'no-link' },
    expected: decided(every('denied'), [['button', 'プライバシー設定']]),
  },
  {
    id: 'ask',
    title: 'その場の質問(1社)',
    given: 'すべてを拒否した人が、チャットを開こうとする。',
    sees: '1社について、理由と送る情報を示して聞く。答えるまで何も動かない。',
    record: 'rejected',
    conditions: { open: 'ask' },
    expected: {
      ...decided(every('denied'), [
        ['dialog', '「Zendesk(問い合わせウィジェット)」について、お選びください'],
        ['button', '許可する'],
        ['button', '許可しない'],
      ]),
      says: 'チャットは、Zendesk社のプログラムで動きます。',
    },
  },
  {
    id: 'ask-purpose',
    title: 'その場の質問(目的)',
    given: 'すべてを拒否した人が、外部の投稿を見ようとする。',
    sees: '1つの目的について、送信先の会社を並べて聞く。',
    record: 'rejected',
    conditions: { open: 'ask-purpose' },
    expected: {
      ...decided(every('denied'), [['dialog', '「外部の動画・SNS」について、お選びください']]),
      says: '出演者の投稿を、このページに表示します。',
    },
  },
  {
    id: 'placeholder-once',
    title: '今回だけ表示',
    given: 'すべてを拒否した人が、映像の枠で「今回だけ表示」を押す。',
    sees: '年齢を聞いたあと、映像が表示される。記録は拒否のまま。',
    record: 'rejected',
    to: '/#partner',
    press: [PLACEHOLDER, ADULT],
    expected: { ...decided(every('denied')), notShown: [BANNER, EMBED, AGE] },
  },
  {
    id: 'withdrawn',
    title: '取り消しのあと',
    given: 'すべてを許可した人が、コンソールですべてを取り消す。',
    sees: 'まだ動いているプログラムの名前と、止め方が出る。',
    record: 'accepted',
    to: '/qa.html',
    press: [['button', 'すべて取り消す']],
    expected: {
      ...decided(every('denied'), [WITHDRAWN, ['button', '今すぐ止める']]),
      says: 'Mixpanel',
    },
  },
  {
    id: 'withdrawn-watching',
    title: '視聴中の取り消し',
    given: 'すべてを許可した人が、配信を見ながら、設定画面ですべて拒否を押す。',
    sees: '映像は止まらず、設定画面が取り消しを伝える。',
    record: 'accepted',
    conditions: { open: 'preferences' },
    to: '/watch.html',
    press: [REJECT],
    expected: {
      ...decided(every('denied'), [PREFERENCES]),
      says: '許可を取り消しました。今後の送信を止めます。',
    },
  },
  {
    id: 'erased',
    title: '停止と消去のあと',
    given: 'すべてを許可した人が、自分の記録から停止と消去をする。',
    sees: '許可はすべて取り消され、停止と消去の結果が出る。',
    record: 'accepted',
    conditions: { open: 'record' },
    to: '/privacy.html',
    press: [['button', '停止と消去']],
    expected: decided(every('denied'), [['dialog', '停止して、消去しました']]),
  },
  {
    id: 'disclosure',
    title: '外部送信の一覧',
    given: '一部だけ許可した人が、プライバシーポリシーを開く。',
    sees: '一覧に、会社ごとの「許可中」「停止中」とスイッチが出る。',
    record: 'mixed',
    to: '/privacy.html#recipients',
    expected: decided({ analytics: 'granted' }, [
      ['heading', '利用者情報の外部送信について'],
      ['switch', 'Mixpanel:許可する'],
    ]),
  },
  {
    id: 'watch',
    title: '視聴ページ(npm版)',
    given: '記録のない人が、配信を見る。',
    sees: '最初の画面が出ても、映像は再生される。計測は動かない。',
    record: 'first',
    to: '/watch.html',
    expected: undecided([BANNER, ACCEPT]),
  },
]

const FORMS: readonly StateRow[] = [
  {
    id: 'bar',
    title: '帯の配置',
    given: '記録がなく、設定が画面の下の端に帯で出す。',
    sees: '最初の画面が、広い画面では左右の端まで届く。',
    record: 'first',
    conditions: { config: 'bar' },
    expected: undecided([BANNER, ACCEPT, REJECT, CHOOSE]),
  },
  {
    id: 'pill',
    title: '横向きの電話で視聴中',
    given: '記録のない人が、横向きの電話(844×390px)で配信を見る。',
    sees: '映像が止まるまで、最初の画面は小さなボタンになる。押すと開く。',
    record: 'first',
    to: '/watch.html',
    size: { width: 844, height: 390 },
    expected: { ...undecided([['button', BANNER[1]]]), notShown: [ACCEPT, REJECT] },
  },
  {
    id: 'tv',
    title: 'テレビ',
    given: '記録がなく、リモコンで使う。',
    sees: '文字とボタンが大きく、矢印キーと決定で選べる。',
    record: 'first',
    conditions: { page: 'tv' },
    expected: undecided([BANNER, ACCEPT, REJECT, CHOOSE]),
  },
  {
    id: 'waiting',
    title: 'お知らせの後ろで待つ',
    given: '記録がなく、ページのお知らせが開いている。',
    sees: 'お知らせが閉じるまで、最初の画面は出ない。',
    record: 'first',
    conditions: { page: 'modal' },
    expected: {
      ...undecided([['dialog', 'お知らせ']]),
      notShown: [BANNER],
    },
  },
  ...(
    [
      ['ja-easy', 'やさしい日本語', EASY, BANNER_EASY, 'じぶんで えらぶ', 'プライバシーの 設定'],
      ['en', '英語', ENGLISH, BANNER_ENGLISH, 'Choose', 'Privacy settings'],
    ] as const
  ).flatMap(([id, title, language, banner, choose, preferences]): StateRow[] => [
    {
      id,
      title,
      given: `記録がなく、「${language[1]}」を押す。`,
      sees: '最初の画面が、その言葉に変わる。選んだことにはならない。',
      record: 'first',
      press: [language],
      expected: {
        ...undecided([banner]),
        notShown: [BANNER],
      },
    },
    {
      id: `${id}-preferences`,
      title: `${title}の設定`,
      given: `「${language[1]}」を選んだ人が、設定を開く。`,
      sees: '設定の画面も、その言葉で開く。',
      record: 'first',
      press: [language, ['button', choose]],
      expected: undecided([['dialog', preferences]]),
    },
  ]),
]

const TROUBLE: readonly StateRow[] = [
  {
    id: 'stopped',
    title: '当社が停止',
    given: 'すべてを許可した人に、当社がMixpanelと提携チャンネルを止めた。',
    sees: '止めたものは動かない。枠には「当社が停止しています」と出る。',
    record: 'accepted',
    conditions: { config: 'stopped' },
    to: '/#partner',
    expected: {
      ...decided({ analytics: 'granted', mixpanel: 'denied', 'partner-video': 'denied' }, [EMBED]),
      says: '当社が停止しています。',
      notShown: [BANNER, PLACEHOLDER],
    },
  },
  {
    id: 'no-banner',
    title: '最初の画面が届かない',
    given: '記録がなく、最初の画面のファイルが届かない。',
    sees: '何も聞けず、何も動かない。ページはふつうに使える。',
    record: 'first',
    conditions: { config: 'no-banner' },
    expected: {
      ...undecided([['heading', '夜をほどく']]),
      notShown: [BANNER],
    },
  },
  {
    id: 'no-preferences',
    title: '設定画面が届かない',
    given: '設定画面のファイルが届かない。個別に選ぶを押す。',
    sees: '最初の画面が残り、読み込めなかったことを伝える。',
    record: 'first',
    conditions: { config: 'no-preferences' },
    press: [CHOOSE],
    expected: {
      ...undecided([BANNER]),
      says: '設定画面を読み込めませんでした。',
      notShown: [PREFERENCES],
    },
  },
  {
    id: 'broken-config',
    title: '壊れた設定',
    given: 'すべてを許可した人のページで、設定が読めない。',
    sees: '何も聞かず、許可した人にも何も動かない。',
    record: 'accepted',
    conditions: { config: 'broken' },
    expected: decided(every('unasked'), [['heading', '夜をほどく']]),
  },
  {
    id: 'hidden',
    title: '画面を隠すページ',
    given: '記録がなく、ページのCSSがSDKの画面を隠そうとする。',
    sees: 'それでも最初の画面が見え、押せる。',
    record: 'first',
    conditions: { page: 'hides' },
    expected: undecided([BANNER, REJECT]),
  },
]

export const GROUPS: readonly StateGroup[] = [
  { title: '回答', rows: ANSWERED },
  { title: '聞き直し', rows: ASKED_AGAIN },
  { title: 'GPC', rows: WITH_GPC },
  { title: '年齢と保護者', rows: AGES },
  { title: '記録と保存', rows: KEPT },
  { title: '画面', rows: SCREENS },
  { title: '形と言葉', rows: FORMS },
  { title: '停止と故障', rows: TROUBLE },
]

export const ROWS: readonly StateRow[] = GROUPS.flatMap(({ rows }) => rows)

/** @throws Error where the table has none */
export function rowOf(id: StateRow['id']): StateRow {
  const row = ROWS.find((each) => each.id === id)
  if (!row) throw new Error(`The table of states has no ${id}.`)
  return row
}

/** 番号, as `07`. */
export function numberOf(row: StateRow): string {
  return String(ROWS.indexOf(row) + 1).padStart(2, '0')
}

/** The path of the site that leads into the state. @param to - default the row's own page */
export function linkOf(
  { id, record, conditions = {}, to: own = '/' }: StateRow,
  to: string = own,
): string {
  const [page = '/', hash] = to.split('#')
  const query = new URLSearchParams([['row', id], ...queryOf(conditions)])
  const address = `${page}?${query}${hash ? `#${hash}` : ''}`
  return `/qa-state?${new URLSearchParams({ state: record, to: address })}`
}

/** 操作, in words. */
export function pressText({ press = [] }: StateRow): string {
  if (press.length === 0) return 'リンクを開く。'
  return `リンクを開き、${press.map(([, name]) => `「${name}」`).join('、')}を押す。`
}
