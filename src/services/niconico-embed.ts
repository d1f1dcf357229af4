import type { Service } from '../core/types.ts'

export const niconicoEmbed: Service<'niconico-embed', 'embeds'> = {
  id: 'niconico-embed',
  purpose: 'embeds',
  kind: 'iframe',
  name: 'ニコニコ動画(外部プレーヤー)',
  title: 'ニコニコの動画',
  recipient: {
    name: '株式会社ドワンゴ',
    country: 'JP',
    privacyPolicy: 'https://dwango.co.jp/privacy/',
  },
  role: 'third-party',
  hosts: ['embed.nicovideo.jp', '*.nicovideo.jp', '*.nimg.jp'],
  scripts: ['https://embed.nicovideo.jp/watch/*'],
  cookies: [
    {
      name: 'nicosid',
      party: 'third',
      lifetimeDays: 3650,
      purpose: 'ブラウザーを見分ける番号を入れる。',
      evidence: 'V2',
    },
  ],
  storage: [],
  sends: [
    'ip',
    'userAgent',
    'browser',
    'language',
    'referrer',
    'accessTime',
    'cookieId',
    'viewEvents',
    'clickEvents',
  ],
  ourPurpose:
    'ニコニコ動画の{|}動画を{|}ページの{|}中で{|}再生できるように{|}する{|}ために{|}使います。',
  theirPurpose: '動画を配信し、視聴を数え、サービスを改善するために使います。',
  evidence: {
    recipient: 'V2',
    country: 'V2',
    hosts: 'V2',
    scripts: 'V2',
    cookies: 'V2',
    storage: 'K',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'K',
  },
}
