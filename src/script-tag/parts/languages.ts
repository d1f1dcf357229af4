import { languages } from '../../languages.ts'

Object.assign(__CONSENT_PARTS__, { languages })
