import type { Service } from '@metalive/consent'

export const mixpanel: Service<'mixpanel', 'analytics'> = {
  id: 'mixpanel',
  purpose: 'analytics',
  kind: 'sdk',
  name: 'Mixpanel',
  recipient: {
    name: 'Mixpanel, Inc.',
    country: 'US',
    privacyPolicy: 'https://mixpanel.com/legal/privacy-policy/',
  },
  role: 'processor',
  hosts: ['cdn.mxpnl.com', 'api-js.mixpanel.com', 'api.mixpanel.com'],
  scripts: ['https://cdn.mxpnl.com/libs/mixpanel-*'],
  cookies: [
    {
      name: 'mp_*',
      party: 'first',
      lifetimeDays: 365,
      purpose: '訪問者を見分ける番号と設定を入れる(名前は mp_トークン_mixpanel)。',
      evidence: 'V',
    },
    {
      name: '__mp_opt_in_out_*',
      party: 'first',
      lifetimeDays: 365,
      purpose: '計測を許したか断ったかを入れる。',
      evidence: 'V',
    },
  ],
  storage: [
    { area: 'local', key: '__mp_opt_in_out_*', evidence: 'V' },
    { area: 'local', key: '__mpq_*', evidence: 'V' },
    { area: 'local', key: 'mp_*', evidence: 'V' },
  ],
  sends: ['ip', 'userAgent', 'os', 'browser', 'deviceName', 'screen', 'url', 'referrer', 'accessTime', 'cookieId', 'clickEvents', 'viewEvents', 'searchTerms', 'approxLocation', 'memberIdHash'],
  ourPurpose: 'どの機能がどう使われているかを調べ、サービスを改善するために使います。',
  theirPurpose: '利用を分析する機能を、依頼元のために提供するために使います。',
  optOut: 'https://mixpanel.com/optout/',
  evidence: {
    recipient: 'V',
    country: 'K',
    hosts: 'V',
    scripts: 'V',
    cookies: 'V',
    storage: 'V',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'V2',
  },
}
