import type { OpenAuction } from '#lib/keeper/network-facts.ts';
import type { Usdc } from '#lib/math/amount.ts';
import { amountText, countText } from '#lib/ui/number-text.ts';

/** Under what the vault has: whether any of it is elsewhere. */
export const outText = (drawn: Usdc): string =>
	drawn === 0n
		? 'nothing out with operators'
		: `${amountText(drawn, 7, 2)} USDC out with operators`;

/** Under the number of open auctions: how far the first one is. `auctions`: oldest first. */
export function oldestText(auctions: readonly OpenAuction[], ledger: number): string {
	const [oldest] = auctions;
	if (oldest === undefined) return 'none to fill now';
	const age = ledger - oldest.startLedger;
	if (age < 0) return 'the first begins with the next ledger';
	return `the oldest at auction ledger ${countText(age)}`;
}
