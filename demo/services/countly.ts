import type { Service } from '@metalive/consent'

/** Facts read from countly-sdk-web 26.1.1 (`lib/countly.min.js`); what its recipient does is assumed. */
export const countly: Service<'countly', 'analytics'> = {
  id: 'countly',
  purpose: 'analytics',
  kind: 'sdk',
  name: 'Countly',
  recipient: {
    name: 'Countly Ltd.',
    country: 'GB',
    privacyPolicy: 'https://countly.com/privacy-policy',
  },
  role: 'processor',
  hosts: ['countly.tracker.localhost'],
  scripts: [],
  cookies: [],
  storage: [{ area: 'local', key: 'metalive-demo/cly_*', evidence: 'V' }],
  sends: ['ip', 'userAgent', 'browser', 'screen', 'url', 'accessTime', 'cookieId', 'viewEvents'],
  ourPurpose: 'どのページが見られているかを数え、サービスを直すために使います。',
  theirPurpose: '利用を分析する機能を、依頼元のために提供するために使います。',
  evidence: {
    recipient: 'K',
    country: 'K',
    hosts: 'K',
    scripts: 'K',
    cookies: 'V',
    storage: 'V',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'K',
  },
}
