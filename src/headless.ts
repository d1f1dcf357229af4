/** The npm entry for apps that draw everything themselves. Importing it touches no DOM. */
export type { Drawing, View } from './headless/adapter.ts'
export { headless, painted } from './headless/adapter.ts'
export type { AgeView, GuardianView } from './headless/age.ts'
export type { BannerView } from './headless/banner.ts'
export type { NoticeView } from './headless/notice.ts'
export type {
  PreferencesView,
  PurposeRow,
  ServiceRow,
  Setting,
  SwitchSetting,
} from './headless/preferences.ts'
export type { FormerAnswer, RecordView } from './headless/record.ts'
export type { Action, Drawn, LayerView, Link, Press } from './headless/stage.ts'
