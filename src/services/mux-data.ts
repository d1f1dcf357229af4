import type { Service } from '../core/types.ts'

export const muxData: Service<'mux-data', 'analytics'> = {
  id: 'mux-data',
  purpose: 'analytics',
  kind: 'sdk',
  name: 'Mux Data(視聴品質の計測)',
  recipient: {
    name: 'Mux, Inc.',
    country: 'US',
    privacyPolicy: 'https://www.mux.com/privacy',
  },
  role: 'processor',
  hosts: ['*.litix.io'],
  scripts: ['https://src.litix.io/*'],
  cookies: [
    {
      name: 'muxData',
      party: 'first',
      lifetimeDays: 365,
      purpose: '視聴者を見分ける番号と一続きの視聴の番号を入れる。',
      evidence: 'V',
    },
  ],
  storage: [],
  sends: ['ip', 'userAgent', 'os', 'browser', 'deviceName', 'screen', 'url', 'referrer', 'accessTime', 'cookieId', 'viewEvents', 'errorLogs', 'performance', 'approxLocation'],
  ourPurpose: '動画が止まらずに再生できているかを調べ、配信を直すために使います。',
  theirPurpose: '視聴の品質を分析する機能を、依頼元のために提供するために使います。',
  evidence: {
    recipient: 'V',
    country: 'K',
    hosts: 'V',
    scripts: 'V',
    cookies: 'V',
    storage: 'K',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'K',
  },
}
