import type { Service } from '../core/types.ts'

export const metaPixel: Service<'meta-pixel', 'advertising'> = {
  id: 'meta-pixel',
  purpose: 'advertising',
  kind: 'script',
  name: 'Meta ピクセル',
  recipient: {
    name: 'Meta Platforms, Inc.',
    country: 'US',
    privacyPolicy: 'https://www.facebook.com/privacy/policy/',
  },
  role: 'third-party',
  hosts: ['connect.facebook.net', 'www.facebook.com', 'pixel.facebook.com'],
  scripts: ['https://connect.facebook.net/*/fbevents.js*', 'https://connect.facebook.net/signals/config/*', 'https://www.facebook.com/tr*'],
  cookies: [
    {
      name: '_fbp',
      party: 'first',
      lifetimeDays: 90,
      purpose: 'ブラウザーを見分ける番号を入れる。',
      evidence: 'K',
    },
    {
      name: '_fbc',
      party: 'first',
      lifetimeDays: 90,
      purpose: '広告のクリック番号を入れる。',
      evidence: 'K',
    },
    {
      name: 'fr',
      party: 'third',
      lifetimeDays: 90,
      purpose: 'facebook.comに置かれ、広告の出し分けと測定に使う番号を入れる。',
      evidence: 'V2',
    },
  ],
  storage: [
    { area: 'local', key: 'lastExternalReferrer', evidence: 'K' },
    { area: 'local', key: 'lastExternalReferrerTime', evidence: 'K' },
  ],
  sends: ['ip', 'userAgent', 'os', 'browser', 'language', 'screen', 'url', 'referrer', 'accessTime', 'cookieId', 'adClickId', 'clickEvents', 'purchase', 'emailHash', 'memberIdHash'],
  ourPurpose: 'FacebookとInstagramの広告の効果を測り、関心のある方へ広告を出すために使います。',
  theirPurpose: '広告の効果を測り、関心に合わせて広告を選び、自社のサービスを改善するために使います。',
  optOut: 'https://www.facebook.com/adpreferences/ad_settings',
  evidence: {
    recipient: 'V2',
    country: 'K',
    hosts: 'V2',
    scripts: 'V2',
    cookies: 'V',
    storage: 'K',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'V2',
  },
}
