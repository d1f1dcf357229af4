import type { Service } from '../core/types.ts'

export const optimizely: Service<'optimizely', 'analytics'> = {
  id: 'optimizely',
  purpose: 'analytics',
  kind: 'script',
  name: 'Optimizely(ABテスト)',
  recipient: {
    name: 'Optimizely North America Inc.',
    country: 'US',
    privacyPolicy: 'https://www.optimizely.com/legal/privacy-policy/',
  },
  role: 'processor',
  hosts: ['cdn.optimizely.com', 'logx.optimizely.com', '*.optimizely.com'],
  unverifiedHosts: ['logx.optimizely.com', '*.optimizely.com'],
  scripts: ['https://cdn.optimizely.com/js/*'],
  cookies: [
    {
      name: 'optimizelyEndUserId',
      party: 'first',
      lifetimeDays: 180,
      purpose: 'どの案を見せるかを決める番号を入れる。',
      evidence: 'V2',
    },
    {
      name: 'optimizelyDomainTestCookie',
      party: 'first',
      lifetimeDays: 180,
      purpose: 'Cookieを置けるドメインを調べる。',
      evidence: 'V2',
    },
    {
      name: 'optimizelyRedirectData',
      party: 'first',
      lifetimeDays: 0,
      purpose: '転送の試験の状態を5秒だけ入れる。',
      evidence: 'V2',
    },
    {
      name: 'optimizelyOptOut',
      party: 'first',
      lifetimeDays: 3650,
      purpose: '試験を断った状態を入れる。',
      evidence: 'V2',
    },
  ],
  storage: [
    { area: 'local', key: 'optimizely_data*', evidence: 'K' },
    { area: 'session', key: 'optimizely_data*', evidence: 'K' },
  ],
  sends: ['ip', 'userAgent', 'browser', 'url', 'referrer', 'accessTime', 'cookieId', 'clickEvents'],
  ourPurpose:
    '画面の{|}案の{|}分かりやすさを{|}調べ、分かりやすい{|}ほうに{|}直すために{|}使います。',
  theirPurpose: '比較の機能を、依頼元のために提供するために使います。',
  evidence: {
    recipient: 'V2',
    country: 'K',
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
