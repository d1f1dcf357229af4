import type { Config } from '../core/types.ts'

export interface Finding {
  readonly path: string
  readonly message: string
}

const VAGUE = /等|その他|など/

export function lintWording(config: Config): readonly Finding[] {
  return config.services.flatMap((service, i) =>
    (['ourPurpose', 'theirPurpose'] as const)
      .filter((field) => VAGUE.test(service[field]))
      .map((field) => ({ path: `services[${i}].${field}`, message: 'is vague: name it all' })),
  )
}
