/** The npm entry for apps that draw everything themselves. Importing it touches no DOM. */
export type { Drawing, View } from './headless/adapter.ts'
export { headless, painted } from './headless/adapter.ts'
export type { AgeOptions, AgeView, GuardianView } from './headless/age.ts'
export { ageView, guardianView } from './headless/age.ts'
export type { BannerView } from './headless/banner.ts'
export { bannerView } from './headless/banner.ts'
export { missingIn } from './headless/missing.ts'
export type { NoticeView } from './headless/notice.ts'
export { noticeView } from './headless/notice.ts'
export type {
  PreferencesOptions,
  PreferencesView,
  PurposeRow,
  ServiceRow,
  Setting,
  SwitchSetting,
} from './headless/preferences.ts'
export { preferencesView } from './headless/preferences.ts'
export type { FormerAnswer, RecordOptions, RecordView } from './headless/record.ts'
export { recordView } from './headless/record.ts'
export type { Action, Drawn, LayerView, Link, Press, Stage } from './headless/stage.ts'
export type { Draft } from './ui/draft.ts'
export { draftOf } from './ui/draft.ts'
