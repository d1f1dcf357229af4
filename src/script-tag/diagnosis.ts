/** `consent-diagnosis.js`: what is wrong with a page, for those who build it. */
import type { Config, Finding } from '../core/types.ts'
import { type DiagnosisConfig, type DiagnosisOptions, diagnosePage } from '../diagnosis.ts'

export function diagnose(
  options: DiagnosisOptions,
  config: Config | undefined,
): Promise<readonly Finding[]> {
  return diagnosePage(config ?? (__CONSENT_CONFIG__ as DiagnosisConfig), options)
}
