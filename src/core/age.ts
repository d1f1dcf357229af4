import { find } from '../plain.ts'
import type { Age, AgeRule, Mark } from './types.ts'

/** What a record keeps of one who has said nothing of it. */
export const UNKNOWN = 'u'

export const AGES: readonly Age[] = ['unknown', 'adult', 'minor', 'guardian']

/**
 * Reads what a record keeps of the age: a letter, and perhaps the day on which the line is reached, as
 * `m.21000`. From that day on nobody knows again. A day of birth stands nowhere.
 *
 * @param today - whole days since 1970-01-01 UTC
 */
export function ageOf(text: string, today: number): Age {
  const [letter = UNKNOWN, day] = text.split('.')
  if (day && today >= Number(day)) return 'unknown'
  return find(AGES, (age) => age[0] === letter) ?? 'unknown'
}

/** The other way. What is known of the day is kept, as long as the visitor is below the line. */
export function ageText(age: Age, known: string, day?: number): string {
  const [, before] = known.split('.')
  const until = day ?? before
  return (age === 'minor' || age === 'guardian') && until ? `${age[0]}.${until}` : (age[0] ?? '')
}

/** A minor grants nothing, a guardian for them; where the age is asked for, nobody before it is known. */
export function mayGrant(rule: AgeRule | undefined, age: Age): boolean {
  return !rule || age === 'adult' || (age === 'unknown' && rule.ask === 'never')
}

/** Whether what a mark says holds at this age. Where nobody knows it, a host answers for its grants. */
export function holds(rule: AgeRule | undefined, age: Age, { choice, source }: Mark): boolean {
  if (mayGrant(rule, age)) return true
  if (age === 'minor') return false
  return choice === 'denied' || source === (age === 'guardian' ? age : 'host')
}
