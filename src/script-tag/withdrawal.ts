/** `consent-withdrawal.js`: what a withdrawal couldn't do, in words. */
import type { Config } from '../core/types.ts'
import {
  type Aftermath,
  openWithdrawal as open,
  type WithdrawalConfig,
  type WithdrawalOptions,
} from '../ui/withdrawal.ts'

export function openWithdrawal(
  options: WithdrawalOptions,
  config: Config | undefined,
): (aftermath: Aftermath) => void {
  return open({ ...(__CONSENT_CONFIG__ as WithdrawalConfig), ...config }, options)
}
