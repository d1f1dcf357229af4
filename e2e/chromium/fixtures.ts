import type { Page, TestType } from '@playwright/test'
import { test as base, type Fixtures, type WorkerFixtures } from '../fixtures.ts'
import type { PlaywrightUi } from '../playwright-ui.ts'

export { expect } from '../fixtures.ts'

interface ChromiumFixtures {
  /** The page behind `ui`, for what only Chromium can be made to do. */
  readonly page: Page
}

export const test: TestType<Fixtures & ChromiumFixtures, WorkerFixtures> =
  base.extend<ChromiumFixtures>({
    page: ({ ui }, use) => use((ui as PlaywrightUi).page),
  })
