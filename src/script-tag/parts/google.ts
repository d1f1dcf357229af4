import { google } from '../../signals/google.ts'

Object.assign(__CONSENT_PARTS__, { google })
