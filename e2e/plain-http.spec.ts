import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, page, ran, TAGS } from './pages.ts'

test.use({ tls: false })

test('on plain http the answer is kept too, under the name that the browser takes', async ({
  ui,
  site,
}, { project }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toHaveLength(5)
  const names = (await ui.cookies()).map(({ name }) => name)
  // WebKit has no secure cookies on http, not even for localhost.
  expect(names).toEqual([
    project.name === 'webkit' ? 'metalive_consent' : '__Host-metalive_consent',
  ])
  await ui.reload()
  await expect.poll(() => ran(ui)).toHaveLength(5)
  expect(await ui.visible('region', BANNER)).toBe(false)
})
