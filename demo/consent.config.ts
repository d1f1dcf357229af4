import { type Config, defineConfig } from '@metalive/consent'
import { type MetalivePurpose, type MetaliveService, metalive } from '@metalive/consent/metalive'
import { metaliveEn } from '@metalive/consent/metalive-en'
import { metaliveJaEasy } from '@metalive/consent/metalive-ja-easy'
import { chat } from './services/chat.ts'
import { countly } from './services/countly.ts'
import { mixpanel } from './services/mixpanel.ts'
import { partnerVideo } from './services/partner-video.ts'
import { segment } from './services/segment.ts'

type DemoService = 'mixpanel' | 'segment' | 'countly' | 'partner-video'

/** METALIVE's config, with receipts, and the services whose real code runs in the demo. */
const config: Config<MetalivePurpose, MetaliveService | DemoService> = defineConfig({
  ...metalive,
  translations: [metaliveJaEasy, metaliveEn],
  receipt: { url: '/consent/receipts' },
  services: [
    ...metalive.services.filter(({ id }) => id !== chat.id),
    chat,
    mixpanel,
    segment,
    countly,
    partnerVideo,
  ],
})

export default config
