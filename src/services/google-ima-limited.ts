import type { Service } from '../core/types.ts'
import { googleIma } from './google-ima.ts'

/**
 * Limited ads: whoever has it granted may load the SDK and add `ltd=1` to the ad tag. Google still sees
 * the address that asks. With "programmatic limited ads" on in Ad Manager it also keeps cookies and
 * local storage against fraud: whoever has that on lists them.
 *
 * @see https://support.google.com/admanager/answer/9882911
 */
export const googleImaLimited: Service<'google-ima-limited', 'advertising'> = {
  ...googleIma,
  id: 'google-ima-limited',
  name: 'Google IMA SDK(制限付き広告)',
  basis: 'optout',
  optOutEffect: { stops: 'sending', lost: '広告は表示されません。' },
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
  evidence: { ...googleIma.evidence, cookies: 'V2', sends: 'V2', theirPurpose: 'V2' },
}
