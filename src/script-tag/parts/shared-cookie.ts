import { sharedCookie } from '../../shared-cookie.ts'

Object.assign(__CONSENT_PARTS__, { sharedCookie })
