import { usdc, type Usdc } from '#lib/math/amount.ts';
import type { VaultFill } from './vault-event.ts';

/** The depositors' part of these fills that has vested. Never negative: what still vests may come from other profits too. */
export function vaultProfit(fills: readonly VaultFill[], unvested: Usdc): Usdc {
	const earned = fills.reduce((sum, { profit, fee }) => sum + profit - fee, 0n);
	return usdc(earned > unvested ? earned - unvested : 0n);
}
