/** DuckDuckGo's own script, with the rule that this package ships, refuses for the visitor. */
import { readFileSync } from 'node:fs'
import type { AutoConsentCMPRule, ContentScriptMessage } from '@duckduckgo/autoconsent'
import type { Page } from '@playwright/test'
import { BANNER, choicesOf, RECORD, settle, tracked } from '../pages.ts'
import { expect, test } from './fixtures.ts'

const FOLDER = 'node_modules/@duckduckgo/autoconsent'
const SCRIPT = readFileSync(`${FOLDER}/dist/autoconsent.playwright.js`, 'utf8')
const rule: AutoConsentCMPRule = JSON.parse(readFileSync('autoconsent.json', 'utf8'))
const { autoconsent: rules } = JSON.parse(readFileSync(`${FOLDER}/rules/rules.json`, 'utf8'))

/** Puts the script into a page as the extension does, beside all the rules that it ships with. */
async function inject(page: Page, autoAction: 'optOut' | 'optIn'): Promise<ContentScriptMessage[]> {
  const heard: ContentScriptMessage[] = []
  const tell = (message: object): Promise<unknown> =>
    page.evaluate(`autoconsentReceiveMessage(${JSON.stringify(message)})`)
  const config = { enabled: true, autoAction, enablePrehide: false, detectRetries: 20 }
  await page.exposeFunction('autoconsentSendMessage', async (message: ContentScriptMessage) => {
    heard.push(message)
    const { type } = message
    if (type === 'init') {
      await tell({ type: 'initResp', config, rules: { autoconsent: [...rules, rule] } })
    }
    if (type === 'autoconsentDone') await tell({ type: 'selfTest' })
  })
  await page.evaluate(SCRIPT)
  return heard
}

test('autoconsent finds the banner, refuses, and finds the refusal kept', async ({
  page,
  ui,
  site,
}) => {
  await ui.goto('/')
  const heard = await inject(page, 'optOut')
  const { name: cmp } = rule
  const told = (type: ContentScriptMessage['type']) => () =>
    heard.filter((message) => message.type === type)
  await expect
    .poll(told('selfTestResult'))
    .toEqual([expect.objectContaining({ cmp, result: true })])
  expect(told('cmpDetected')()).toEqual([expect.objectContaining({ cmp })])
  expect(told('popupFound')()).toEqual([expect.objectContaining({ cmp })])
  expect(told('optOutResult')()).toEqual([expect.objectContaining({ cmp, result: true })])
  expect(told('autoconsentError')()).toEqual([])

  expect(await ui.visible('region', BANNER)).toBe(false)
  expect((await ui.cookies()).map(({ name }) => name)).toEqual([RECORD])
  expect(Object.values(await choicesOf(ui))).toEqual(Array(4).fill('denied'))
  await ui.reload()
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(tracked(site)).toEqual([])
})

test('autoconsent can grant nothing', async ({ page, ui, site }) => {
  await ui.goto('/')
  const heard = await inject(page, 'optIn')
  await expect.poll(() => heard.some(({ type }) => type === 'optInResult')).toBe(true)
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(true)
  expect(await ui.cookies()).toEqual([])
  expect(tracked(site)).toEqual([])
})
