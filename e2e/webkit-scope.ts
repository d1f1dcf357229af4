import { type Name, type Part, type Role, type Scope, until, waitForState } from './ui.ts'
import { type BrowserWindow, type ElementReference, pathOf, WebDriverError } from './webdriver.ts'
import { isOn, rendered, scrollIntoView, textOf } from './webkit-page.ts'

/** What can have a role; of these elements, the engine itself is asked for role and name. */
const CANDIDATES: Readonly<Record<Role, string>> = {
  button: 'button, input[type=button], input[type=submit], [role=button]',
  checkbox: 'input[type=checkbox], [role=checkbox]',
  dialog: 'dialog, [role=dialog]',
  group: 'fieldset, details, [role=group]',
  heading: 'h1, h2, h3, h4, h5, h6, [role=heading]',
  link: 'a[href], area[href], [role=link]',
  radio: 'input[type=radio], [role=radio]',
  region: 'section, [role=region]',
  status: 'output, [role=status]',
  switch: 'input[switch], [role=switch]',
  table: 'table, [role=table]',
  textbox: 'input, textarea, [role=textbox]',
}

interface Target {
  readonly role: Role
  readonly name: Name
}

/** @param roots - Where to look; `null` is the whole page. */
export function scope(
  window: BrowserWindow,
  roots: () => Promise<readonly (ElementReference | null)[]>,
): Scope {
  const find = async ({ role, name }: Target): Promise<readonly ElementReference[]> => {
    const search = window.execute<ElementReference[]>(
      rendered,
      CANDIDATES[role],
      ...(await roots()),
    )
    return thoseCalled(window, (await ifThere(search)) ?? [], { role, name })
  }
  const one = <Result>(
    { role, name }: Target,
    use: (element: ElementReference) => Promise<Result>,
  ): Promise<Result> =>
    until(`there is one ${role} "${name}", and it can be used`, async () => {
      const [element, ...others] = await find({ role, name })
      return element && others.length === 0 ? ifThere(use(element)) : undefined
    })
  const visible: Scope['visible'] = async (role, name) => (await find({ role, name })).length > 0
  return {
    visible,
    click: (role, name) =>
      one({ role, name }, async (each) => {
        await window.execute(scrollIntoView, each)
        // Done, it gives `null`, and that is something.
        return window.post(`${pathOf(each)}/click`)
      }),
    waitFor: (role, name, state = 'visible') => waitForState(visible, { role, name, state }),
    text: (role, name) => one({ role, name }, (each) => window.execute(textOf, each)),
    checked: (role, name) => one({ role, name }, (each) => window.execute(isOn, each)),
    within: (role, name) => scope(window, () => find({ role, name })),
  }
}

export async function partOf(window: BrowserWindow, element: ElementReference): Promise<Part> {
  return {
    role: await ask(window, element, 'computedrole'),
    name: await ask(window, element, 'computedlabel'),
    text: await window.execute(textOf, element),
  }
}

async function thoseCalled(
  window: BrowserWindow,
  elements: readonly ElementReference[],
  { role, name }: Target,
): Promise<readonly ElementReference[]> {
  const called: ElementReference[] = []
  for (const element of elements) {
    const label = await ask(window, element, 'computedlabel')
    const fits = typeof name === 'string' ? label === name : name.test(label)
    if (fits && (await ask(window, element, 'computedrole')) === role) called.push(element)
  }
  return called
}

async function ask(
  window: BrowserWindow,
  element: ElementReference,
  what: 'computedlabel' | 'computedrole',
): Promise<string> {
  const answer = await ifThere(window.get<string>(`${pathOf(element)}/${what}`))
  return (answer ?? '').replace(/\s+/g, ' ').trim()
}

/** States of an element that may be others in a moment. */
const PASSING = ['element not interactable', 'element click intercepted', 'stale element reference']

/** @returns `undefined` when the element is gone, or can't be used yet */
async function ifThere<Result>(command: Promise<Result>): Promise<Result | undefined> {
  try {
    return await command
  } catch (error) {
    if (error instanceof WebDriverError && PASSING.includes(error.code)) return undefined
    throw error
  }
}
