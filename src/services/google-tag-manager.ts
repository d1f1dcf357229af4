import type { Service } from '../core/types.ts'

/** Of the purpose of its heaviest tag: which that is, is for the site to say. Each tag has a row of its own. */
export const googleTagManager: Service<'google-tag-manager', 'advertising'> = {
  id: 'google-tag-manager',
  purpose: 'advertising',
  kind: 'script',
  name: 'Google タグ マネージャー',
  recipient: {
    name: 'Google LLC',
    country: 'US',
    privacyPolicy: 'https://policies.google.com/privacy?hl=ja',
  },
  role: 'third-party',
  hosts: ['www.googletagmanager.com', 'tagassistant.google.com'],
  unverifiedHosts: ['tagassistant.google.com'],
  scripts: [
    'https://www.googletagmanager.com/gtm.js*',
    'https://www.googletagmanager.com/ns.html*',
  ],
  cookies: [],
  storage: [],
  sends: ['ip', 'userAgent', 'url', 'referrer', 'accessTime'],
  ourPurpose: '計測や{|}広告の{|}タグを、まとめて{|}管理し読み込むために{|}使います。',
  theirPurpose: 'タグを配信し、配信の安定性を調べるために使います。',
  google: true,
  evidence: {
    recipient: 'V2',
    country: 'V2',
    hosts: 'V2',
    scripts: 'V2',
    cookies: 'K',
    storage: 'K',
    sends: 'K',
    theirPurpose: 'K',
    optOut: 'K',
    privacyPolicy: 'V2',
  },
}
