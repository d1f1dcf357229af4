import { host } from '../../host.ts'

Object.assign(__CONSENT_PARTS__, { host })
