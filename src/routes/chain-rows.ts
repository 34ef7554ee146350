import type { VaultHistory } from '#lib/keeper/network-facts.ts';
import type { FeedRow } from '#lib/ui/feed-row.ts';
import { amountText, shortText, signedText } from '#lib/ui/number-text.ts';
import type { VaultFill, VaultMove } from '#lib/vault/vault-event.ts';

/** What the vault's own events tell, newest first: nothing that the chain did not say. */
export function chainRows(history: Pick<VaultHistory, 'fills' | 'moves'>, most: number): FeedRow[] {
	return [...history.fills.map(fillRow), ...history.moves.map(moveRow)]
		.toSorted((a, b) => (a.id < b.id ? 1 : -1))
		.slice(0, most);
}

function fillRow({ id, ledger, operator, user, percent, profit, fee }: VaultFill): FeedRow {
	const vault = signedText(profit - fee, 7, 2);
	return {
		...{ id, ledger },
		who: shortText(operator),
		what: `filled ${percent} %`,
		why: `Auction of ${shortText(user)}. Vault ${vault} USDC, operator ${signedText(fee, 7, 2)} USDC.`
	};
}

function moveRow({ id, ledger, kind, account, assets, shares }: VaultMove): FeedRow {
	const [usdc, count] = [amountText(assets, 7, 2), amountText(shares, 7, 4)];
	return {
		...{ id, ledger },
		who: shortText(account),
		...(kind === 'deposit'
			? { what: 'deposited', why: `${usdc} USDC for ${count} shares.` }
			: { what: 'withdrew', why: `${count} shares for ${usdc} USDC.` })
	};
}
