import type { Service } from '../core/types.ts'
import { googleAdManager } from './google-ad-manager.ts'

/**
 * Non-personalized ads, by `setPrivacySettings({ nonPersonalizedAds: true })`. Cookies stay in use, as
 * with `google-ima-non-personalized`.
 *
 * @see https://support.google.com/admanager/answer/7678538
 */
export const googleAdManagerNonPersonalized: Service<
  'google-ad-manager-non-personalized',
  'advertising'
> = {
  ...googleAdManager,
  id: 'google-ad-manager-non-personalized',
  name: 'Google アド マネージャー(個人に合わせない広告)',
  ourPurpose:
    '個人に{|}合わせない{|}広告を{|}表示し、サービスの{|}運営費に{|}充てる{|}ために{|}使います。',
  theirPurpose:
    '見ているページに合わせて広告を選び、同じ広告の回数を抑え、表示と効果を測り、不正を防ぐために使います。',
  evidence: { ...googleAdManager.evidence, theirPurpose: 'V2' },
}
