import type { Config } from './core/types.ts'
import { ja } from './locales/ja.ts'
import { clarity } from './services/clarity.ts'
import { ga4 } from './services/ga4.ts'
import { googleIma } from './services/google-ima.ts'
import { lineTag } from './services/line-tag.ts'
import { metaPixel } from './services/meta-pixel.ts'
import { muxData } from './services/mux-data.ts'
import { xEmbed } from './services/x-embed.ts'
import { yahooJapanAds } from './services/yahoo-japan-ads.ts'
import { youtube } from './services/youtube.ts'
import { zendesk } from './services/zendesk.ts'

export type MetalivePurpose = 'necessary' | 'functional' | 'analytics' | 'advertising' | 'embeds'

export type MetaliveService =
  | 'clarity'
  | 'ga4'
  | 'google-ima'
  | 'line-tag'
  | 'meta-pixel'
  | 'mux-data'
  | 'x-embed'
  | 'yahoo-japan-ads'
  | 'youtube'
  | 'zendesk'

/**
 * METALIVE's own config. The purposes follow the privacy policy; which services METALIVE really
 * uses is the operator's to say: these ten are assumed. Clauses are counted in the order of the
 * policy's page, `2-5` is the fifth purpose of clause 2.
 */
export const metalive: Config<MetalivePurpose, MetaliveService> = {
  operator: {
    service: 'METALIVE',
    legalName: 'PRIME HOLDINGS 株式会社',
    address: '〒160-0005 東京都新宿区愛住町19-13 泰美ビル6F',
    email: 'support@prime-meta.io',
    hours: '平日10時から18時まで',
  },
  policy: { href: '/privacy.html', revised: '2023-08-08', guardianBelow: 13 },
  disclosure: {
    href: '/consent/disclosure.html',
    updated: '2026-11-24',
    countries: 'https://www.ppc.go.jp/enforcement/infoprovision/laws/',
  },
  revision: 1,
  // The policy says 13; the law as amended in 2026 says 16.
  age: { line: 16, ask: 'grant' },
  purposes: [
    {
      id: 'necessary',
      required: true,
      title: '必須',
      description:
        '動画の再生、ログイン、お支払い、不正の防止に使います。音量や画質の設定もこの端末に保存します。これがないとサービスを提供できないため、止められません。',
      clauses: ['2-1', '2-3', '2-4', '2-8', '10'],
    },
    {
      id: 'functional',
      title: '追加機能',
      description: 'チャットでお問い合わせにお答えし、おすすめや通知をお届けするために使います。',
      lost: 'おすすめは、すべての方に同じ内容を表示します。チャットの代わりに、メールでお問い合わせいただけます。',
      clauses: ['2-3', '2-6'],
      googleSignals: ['functionality_storage', 'personalization_storage'],
    },
    {
      id: 'analytics',
      title: '利用状況の分析',
      description:
        'どのページや動画がよく見られているか、再生が止まっていないかを調べ、サービスを直すために使います。',
      lost: '動画の視聴には影響ありません。',
      clauses: ['2-2', '2-6'],
      googleSignals: ['analytics_storage'],
    },
    {
      id: 'advertising',
      honorsGpc: true,
      title: '広告',
      description:
        '閲覧や視聴の記録をもとに、関心に合わせた広告を表示し、広告の効果を測るために使います。',
      lost: '外部の会社の広告は表示されません。当社のお知らせを表示することがあります。',
      clauses: ['2-2', '2-5', '2-7'],
      googleSignals: ['ad_storage', 'ad_user_data', 'ad_personalization'],
    },
    {
      id: 'embeds',
      title: '外部の動画・SNS',
      description: '他社の動画や投稿、地図を、ページの中に表示するために使います。',
      lost: 'その部分は表示されません。見たいものだけ、その場で表示できます。',
      clauses: ['2-1'],
    },
  ],
  services: [
    ga4,
    clarity,
    muxData,
    googleIma,
    lineTag,
    yahooJapanAds,
    metaPixel,
    youtube,
    xEmbed,
    zendesk,
  ],
  texts: ja,
}
