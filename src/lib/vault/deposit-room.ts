import { usdc, type Usdc } from '#lib/math/amount.ts';
import type { VaultState } from './vault-state.ts';

/** What may still be deposited under the cap; 0 before the seed, and while the vault owns nothing. Equals `max_deposit`. */
export function depositRoom(
	vault: Pick<VaultState, 'totalAssets'>,
	depositCap: Usdc,
	isOpen: boolean
): Usdc {
	const room = depositCap - vault.totalAssets;
	return usdc(isOpen && vault.totalAssets > 0n && room > 0n ? room : 0n);
}
