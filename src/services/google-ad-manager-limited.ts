import type { Service } from '../core/types.ts'
import { googleAdManager } from './google-ad-manager.ts'

/**
 * Limited ads: its GPT comes from an address of its own, which only then heeds
 * `setPrivacySettings({ limitedAds: true })`. What Google still sees, and what "programmatic limited
 * ads" keeps, is as with `google-ima-limited`.
 *
 * @see https://developers.google.com/publisher-tag/samples/display-limited-ad
 */
export const googleAdManagerLimited: Service<'google-ad-manager-limited', 'advertising'> = {
  ...googleAdManager,
  id: 'google-ad-manager-limited',
  name: 'Google アド マネージャー(制限付き広告)',
  basis: 'optout',
  optOutEffect: { stops: 'sending', lost: '広告は表示されません。' },
  scripts: ['https://pagead2.googlesyndication.com/tag/js/gpt.js*'],
  cookies: [],
  sends: [
    'ip',
    'userAgent',
    'os',
    'browser',
    'deviceName',
    'language',
    'screen',
    'url',
    'referrer',
    'accessTime',
    'approxLocation',
    'viewEvents',
    'clickEvents',
  ],
  ourPurpose:
    '個人に{|}合わせない{|}広告を、番号を{|}Cookieに{|}入れずに{|}表示し、サービスの{|}運営費に{|}充てる{|}ために{|}使います。',
  theirPurpose:
    '見ているページに合わせて広告を選んで配信し、再生と表示を数え、不正を防ぐために使います。',
  evidence: {
    ...googleAdManager.evidence,
    scripts: 'V2',
    cookies: 'V2',
    sends: 'V2',
    theirPurpose: 'V2',
  },
}
