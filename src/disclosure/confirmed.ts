import type { Config } from '../core/types.ts'
import type { Finding } from './wording.ts'

/** Fields of the config's services that were never confirmed with the vendor. */
export function unconfirmed(config: Config): readonly Finding[] {
  return config.services.flatMap(({ confirmed, evidence }, i) =>
    Object.entries(evidence)
      .filter(([, grade]) => !confirmed && grade !== 'V')
      .map(([field, grade]) => ({
        path: `services[${i}].${field}`,
        message: `is known by ${grade} only`,
      })),
  )
}
