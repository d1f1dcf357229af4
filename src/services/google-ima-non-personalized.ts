import type { Service } from '../core/types.ts'
import { googleIma } from './google-ima.ts'

/**
 * Non-personalized ads: whoever has it granted may load the SDK and add `npa=1` to the ad tag. Cookies
 * stay in use, to cap how often an ad is shown and to report, so they need consent like the others.
 *
 * @see https://support.google.com/admanager/answer/7678538
 */
export const googleImaNonPersonalized: Service<'google-ima-non-personalized', 'advertising'> = {
  ...googleIma,
  id: 'google-ima-non-personalized',
  name: 'Google IMA SDK(個人に合わせない広告)',
  ourPurpose:
    '個人に{|}合わせない{|}広告を{|}表示し、サービスの{|}運営費に{|}充てる{|}ために{|}使います。',
  theirPurpose:
    '見ているページに合わせて広告を選び、同じ広告の回数を抑え、表示と効果を測り、不正を防ぐために使います。',
  evidence: { ...googleIma.evidence, theirPurpose: 'V2' },
}
