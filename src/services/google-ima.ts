import type { Service } from '../core/types.ts'

export const googleIma: Service<'google-ima', 'advertising'> = {
  id: 'google-ima',
  purpose: 'advertising',
  kind: 'sdk',
  name: 'Google IMA SDK(動画広告)',
  recipient: {
    name: 'Google LLC',
    country: 'US',
    privacyPolicy: 'https://policies.google.com/privacy?hl=ja',
  },
  role: 'third-party',
  hosts: ['imasdk.googleapis.com', 'pubads.g.doubleclick.net', 'securepubads.g.doubleclick.net', 's0.2mdn.net', 'pagead2.googlesyndication.com', 'redirector.gvt1.com'],
  scripts: ['https://imasdk.googleapis.com/js/sdkloader/ima3.js*', 'https://imasdk.googleapis.com/js/sdkloader/ima3_dai.js*'],
  cookies: [
    {
      name: 'IDE',
      party: 'third',
      lifetimeDays: 730,
      purpose: 'doubleclick.netに置かれ、広告の出し分けと効果の測定に使う番号を入れる。',
      evidence: 'V2',
    },
    {
      name: 'GED_PLAYLIST_ACTIVITY',
      party: 'first',
      lifetimeDays: 0,
      purpose: '動画広告の再生の状態を一時的に入れる。',
      evidence: 'V2',
    },
  ],
  storage: [],
  sends: ['ip', 'userAgent', 'os', 'browser', 'deviceName', 'language', 'screen', 'url', 'referrer', 'accessTime', 'cookieId', 'approxLocation', 'viewEvents', 'clickEvents'],
  ourPurpose: '動画の前や途中に広告を流し、サービスの運営費に充てるために使います。',
  theirPurpose: '動画広告を選んで配信し、再生と効果を測り、不正を防ぐために使います。',
  optOut: 'https://adssettings.google.com/?hl=ja',
  evidence: {
    recipient: 'V2',
    country: 'V2',
    hosts: 'V2',
    scripts: 'V2',
    cookies: 'V2',
    storage: 'K',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'V2',
    privacyPolicy: 'V2',
  },
}
