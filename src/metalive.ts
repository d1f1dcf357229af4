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
        '動画の{|}再生、ログイン、お支払い、不正の{|}防止に{|}使います。音量や{|}画質の{|}設定も{|}この{|}端末に{|}保存します。これが{|}ないと{|}サービスを{|}提供できないため、止められません。',
      clauses: ['2-1', '2-3', '2-4', '2-8', '10'],
    },
    {
      id: 'functional',
      title: '追加機能',
      description:
        'チャットで{|}お問い合わせに{|}お答えし、おすすめや{|}通知を{|}お届けする{|}ために{|}使います。',
      lost: 'おすすめは、すべての{|}方に{|}同じ{|}内容を{|}表示します。チャットの{|}代わりに、メールで{|}お問い合わせいただけます。',
      clauses: ['2-3', '2-6'],
      googleSignals: ['functionality_storage', 'personalization_storage'],
    },
    {
      id: 'analytics',
      title: '利用状況の{|}分析',
      description:
        'どの{|}ページや{|}動画が{|}よく{|}見られているか、再生が{|}止まっていないかを{|}調べ、サービスを{|}直すために{|}使います。',
      lost: '動画の{|}視聴には{|}影響ありません。',
      clauses: ['2-2', '2-6'],
      googleSignals: ['analytics_storage'],
    },
    {
      id: 'advertising',
      honorsGpc: true,
      title: '広告',
      description:
        '閲覧や{|}視聴の{|}記録を{|}もとに、関心に{|}合わせた{|}広告を{|}表示し、広告の{|}効果を{|}測る{|}ために{|}使います。',
      lost: '外部の{|}会社の{|}広告は{|}表示されません。当社の{|}お知らせを{|}表示する{|}ことがあります。',
      clauses: ['2-2', '2-5', '2-7'],
      googleSignals: ['ad_storage', 'ad_user_data', 'ad_personalization'],
    },
    {
      id: 'embeds',
      title: '外部の{|}動画・SNS',
      description:
        '他社の{|}動画や{|}投稿、地図を、ページの{|}中に{|}表示する{|}ために{|}使います。',
      lost: 'その{|}部分は{|}表示されません。見たい{|}ものだけ、その{|}場で{|}表示できます。',
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
