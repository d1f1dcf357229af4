import type { Service } from '../core/types.ts'

export const zendesk: Service<'zendesk', 'functional'> = {
  id: 'zendesk',
  purpose: 'functional',
  kind: 'script',
  name: 'Zendesk(問い合わせウィジェット)',
  recipient: {
    name: 'Zendesk, Inc.',
    country: 'US',
    privacyPolicy: 'https://www.zendesk.co.jp/company/agreements-and-terms/privacy-notice/',
  },
  role: 'processor',
  hosts: ['static.zdassets.com', 'ekr.zdassets.com', '*.zendesk.com', '*.zopim.com'],
  scripts: ['https://static.zdassets.com/ekr/snippet.js*'],
  cookies: [
    {
      name: '__zlcmid',
      party: 'first',
      lifetimeDays: 365,
      purpose: 'チャットの相手を見分ける番号を入れる。',
      evidence: 'V',
    },
    {
      name: '__zlcprivacy',
      party: 'first',
      lifetimeDays: 365,
      purpose: 'Cookieについての選択を入れる。',
      evidence: 'V',
    },
    {
      name: '_zendesk_cookie',
      party: 'third',
      lifetimeDays: 365,
      purpose: '画面の設定を入れる。',
      evidence: 'V2',
    },
    {
      name: 'ZD-*',
      party: 'first',
      lifetimeDays: null,
      purpose: 'ウィジェットの状態を入れる。',
      evidence: 'V2',
    },
  ],
  storage: [
    { area: 'local', key: 'ZD-*', evidence: 'V2' },
  ],
  sends: ['ip', 'userAgent', 'os', 'browser', 'language', 'url', 'referrer', 'accessTime', 'cookieId', 'inputText', 'clickEvents', 'approxLocation'],
  ourPurpose: 'チャットでご質問を受け、お答えするために使います。',
  theirPurpose: '問い合わせを受け付ける機能を、依頼元のために提供するために使います。',
  evidence: {
    recipient: 'V2',
    country: 'K',
    hosts: 'V2',
    scripts: 'V2',
    cookies: 'V',
    storage: 'V2',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'K',
  },
}
