import type { Service } from '../core/types.ts'

export const lineShareButton: Service<'line-share-button', 'embeds'> = {
  id: 'line-share-button',
  purpose: 'embeds',
  kind: 'iframe',
  name: 'LINEで送る(LINEソーシャルプラグイン)',
  title: 'LINEの共有ボタン',
  recipient: {
    name: 'LINEヤフー株式会社',
    country: 'JP',
    privacyPolicy: 'https://www.lycorp.co.jp/ja/company/privacypolicy/',
  },
  role: 'third-party',
  hosts: ['d.line-scdn.net', 'social-plugins.line.me'],
  unverifiedHosts: ['social-plugins.line.me'],
  scripts: [
    'https://d.line-scdn.net/r/web/social-plugin/js/thirdparty/loader.min.js*',
    'https://social-plugins.line.me/*',
  ],
  cookies: [],
  storage: [],
  sends: ['ip', 'userAgent', 'url', 'referrer', 'accessTime'],
  ourPurpose: 'ページを{|}LINEで{|}友だちに{|}知らせられるように{|}する{|}ために{|}使います。',
  theirPurpose: 'ボタンを表示し、共有の回数を数えるために使います。',
  evidence: {
    recipient: 'V',
    country: 'V',
    hosts: 'V2',
    scripts: 'V2',
    cookies: 'K',
    storage: 'K',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'K',
  },
}
