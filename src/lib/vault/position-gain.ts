import { usdc, type Shares, type Usdc } from '#lib/math/amount.ts';
import type { VaultEvent, VaultMove } from './vault-event.ts';

type Transfer = Extract<VaultEvent, { kind: 'transfer' }>;

/**
 * What a position gained since its first deposit: worth now + taken out − put in. `undefined` unless the events known explain every
 * share: a deposit from before the history, or shares that were sent, would make it an invention.
 */
export function positionGain(
	account: string,
	position: { readonly shares: Shares; readonly worth: Usdc },
	moves: readonly VaultMove[],
	transfers: readonly Transfer[]
): Usdc | undefined {
	if (transfers.some(({ from, to }) => from === account || to === account)) return undefined;
	const own = moves.filter((move) => move.account === account);
	if (own.length === 0) return undefined;
	let held = 0n;
	let paid = 0n;
	for (const { kind, assets, shares } of own) {
		const sign = kind === 'deposit' ? 1n : -1n;
		held += sign * shares;
		paid += sign * assets;
	}
	return held === position.shares ? usdc(position.worth - paid) : undefined;
}
