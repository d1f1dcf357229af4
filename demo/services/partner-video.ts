import type { Service } from '@metalive/consent'

/** The demo's own second origin, as an embed: no vendor's player can be had without the network. */
export const partnerVideo: Service<'partner-video', 'embeds'> = {
  id: 'partner-video',
  purpose: 'embeds',
  kind: 'iframe',
  name: 'パートナー動画(デモ)',
  recipient: {
    name: 'デモ用の外部サイト',
    country: 'JP',
    privacyPolicy: 'https://example.com/privacy',
  },
  role: 'third-party',
  hosts: ['partner-video.tracker.localhost'],
  scripts: [],
  cookies: [],
  storage: [],
  sends: ['ip', 'userAgent', 'referrer', 'accessTime', 'viewEvents'],
  ourPurpose: '他社の動画を、ページの中で再生できるようにするために使います。',
  theirPurpose: '動画を配信し、視聴を数えるために使います。',
  evidence: {
    recipient: 'V',
    country: 'V',
    hosts: 'V',
    scripts: 'V',
    cookies: 'V',
    storage: 'V',
    sends: 'V',
    theirPurpose: 'V',
    optOut: 'V',
    privacyPolicy: 'V',
  },
}
