import { signals } from '../../signals/engine.ts'

Object.assign(__CONSENT_PARTS__, { signals })
