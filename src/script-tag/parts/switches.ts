import { switches } from '../../switch-memory.ts'

Object.assign(__CONSENT_PARTS__, { switches })
