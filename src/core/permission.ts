import { find } from '../plain.ts'
import { AGES, ageOf, ageText, mayGrant } from './age.ts'
import type { Shown } from './receipt.ts'
import type { Age, AgeOptions, AgeRule, Source } from './types.ts'

/** Grants what it was made for, in the name of who agrees if it isn't the visitor. */
export type Grant = (by?: { readonly source: Source; readonly shown?: Shown | undefined }) => void

/** Who may grant: one who is old enough, and for one who isn't a guardian. */
export interface Permission<Id extends string> {
  /** What the visitor wants to grant, until their age is known or a guardian has agreed. */
  readonly waiting: readonly Id[]
  /** Whether this visitor can grant, or one in whose name a decision of this source is made. */
  isGiven(source?: Source): boolean
  /** Has `grant` wait, and who can give it asked for. */
  wait(ids: readonly Id[], grant: Grant): void
  /** Runs `grant` if this visitor can give it; else it waits. */
  permit(ids: readonly Id[], grant: Grant): void
  setAge(age: Age | number, options?: AgeOptions): void
  /** Whatever waits isn't wanted any more: another answer was given. */
  forget(): void
}

export interface PermissionOptions {
  /** Whole days since 1970-01-01 UTC. */
  today(): number
  /** What the record keeps of the age. */
  text(): string
  /** Keeps it. */
  note(text: string): void
  /** Asks the visitor for their age, or for a guardian. */
  ask(): void
  report(error: unknown): void
}

export function openPermission<Id extends string>(
  rule: AgeRule | undefined,
  { today, text, note, ask, report }: PermissionOptions,
): Permission<Id> {
  let waiting: readonly Id[] = []
  let waits: Grant = () => {}

  /** What is no number of years is below every line. */
  const ageFrom = (told: Age | number): Age | undefined => {
    if (!rule) return undefined
    if (typeof told !== 'number') return find(AGES, (age) => age === told)
    return told >= rule.line ? 'adult' : 'minor'
  }

  const forget = (): void => {
    waiting = []
    waits = () => {}
  }

  const isGiven = (source?: Source): boolean => {
    const age = ageOf(text(), today())
    return mayGrant(rule, age) || (age === 'guardian' && source === 'guardian')
  }

  const wait = (ids: readonly Id[], grant: Grant): void => {
    waiting = ids
    waits = grant
    ask()
  }

  const agree: Grant = (by) => {
    const grant = waits
    forget()
    grant(by)
  }

  return {
    get waiting() {
      return waiting
    },
    isGiven,
    wait,
    permit(ids, grant) {
      if (isGiven()) grant()
      else wait(ids, grant)
    },
    setAge(told, options = {}) {
      const age = ageFrom(told)
      if (!age) {
        report(`setAge(): "${told}" is no age of this config.`)
        return
      }
      const next = ageText(age, text(), dayAfter(today(), options.until))
      if (next !== text()) note(next)
      if (age === 'adult') agree()
      if (age === 'guardian') agree({ source: 'guardian', shown: options.shown })
    },
    forget,
  }
}

/** The day that `text` says, if it is still to come. */
function dayAfter(today: number, text = ''): number | undefined {
  const day = Math.floor(Date.parse(text) / 86_400_000)
  return day > today ? day : undefined
}
