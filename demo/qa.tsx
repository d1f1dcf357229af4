/** QA's console: what is decided, held, sent and stored on this page, and a link for each state. */
import { h, render } from 'preact'
import type { Consent, Finding } from '../src/core/types.ts'
import { Console } from './qa/console.tsx'
import { clearBrowser, look, type SentRequest } from './qa/findings.ts'
import { pageConfig } from './qa/page-config.ts'
import { conditionsOf } from './qa-conditions.ts'

const REFRESH_MS = 1000

const consent = window.metaliveConsent as Consent
const LOG = '/qa-log'
const box = document.querySelector('#console')
const config = pageConfig(window)
const query = new URLSearchParams(location.search)
const conditions = conditionsOf(query)

let found: readonly Finding[] | undefined

async function refresh(): Promise<void> {
  const sent = await fetchLog()
  if (!box) return
  const findings = look(window, consent.state, sent)
  const props = { consent, config, conditions, row: query.get('row'), findings, found }
  render(<Console {...props} onReset={reset} />, box)
}

async function diagnose(): Promise<void> {
  found = await consent.diagnose()
  setTimeout(diagnose, REFRESH_MS)
}

async function fetchLog(): Promise<readonly SentRequest[]> {
  const response = await fetch(LOG).catch(() => null)
  return response?.ok ? response.json() : []
}

async function reset(): Promise<void> {
  clearBrowser(window)
  await fetch(LOG, { method: 'DELETE' }).catch(() => null)
  location.assign('/qa-state?state=first&to=/qa.html')
}

consent.subscribe(() => void refresh())
window.addEventListener('metalive-consent:swept', () => void refresh())
void diagnose()
setInterval(() => void refresh(), REFRESH_MS)
