import { expect, test } from './fixtures.ts'

test('the page behind the visitor can be told what the visitor prefers', async ({ page, ui }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await ui.goto('/missing')
  const reduces = () => matchMedia('(prefers-reduced-motion: reduce)').matches
  expect(await ui.evaluate(reduces)).toBe(true)
})
