import { frames } from '../../frames.ts'

Object.assign(__CONSENT_PARTS__, { frames })
