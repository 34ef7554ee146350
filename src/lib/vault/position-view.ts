import { shares, usdc, type Shares, type Usdc } from '#lib/math/amount.ts';
import { mulDiv } from '#lib/math/mul-div.ts';
import { BPS } from '#lib/math/scale.ts';
import { exitRoom, usdcAtHand, type ExitRoom } from './exit-room.ts';
import { previewRedeemFloor, type Pot } from './share-price.ts';
import { trancheView, type Tranche, type TrancheView } from './tranche.ts';
import type { VaultState } from './vault-state.ts';

/** A depositor's position at one ledger. */
export interface PositionView {
	readonly shares: Shares;
	/** What they would pay now, the locked ones too. */
	readonly worth: Usdc;
	/** Of all shares, in hundredths of a percent, floored. */
	readonly partBps: bigint;
	readonly tranche: TrancheView;
	readonly exit: ExitRoom;
}

export function positionView(
	vault: VaultState,
	balance: Usdc,
	account: { readonly shares: Shares; readonly tranche: Tranche | undefined },
	now: number
): PositionView {
	const tranche = trancheView(account.tranche, account.shares, now);
	return {
		shares: account.shares,
		worth: previewRedeemFloor(vault, account.shares),
		partBps:
			vault.totalShares === 0n ? 0n : mulDiv(account.shares, BPS, vault.totalShares, 'floor'),
		tranche,
		exit: exitRoom(vault, tranche.unlocked, usdcAtHand(balance, vault.owed))
	};
}

/** What a deposit or an exit changes: the simulated result goes in, nothing is guessed. */
export interface PositionAfter {
	readonly shares: Shares;
	readonly worth: Usdc;
	readonly locked: Shares;
}

/** `minted`: what the simulated deposit returned. Everything still locked is locked anew, with them. */
export function afterDeposit(
	pot: Pot,
	position: PositionView,
	assets: Usdc,
	minted: Shares
): PositionAfter {
	const held = shares(position.shares + minted);
	const after = {
		totalAssets: usdc(pot.totalAssets + assets),
		totalShares: shares(pot.totalShares + minted)
	};
	return {
		shares: held,
		worth: previewRedeemFloor(after, held),
		locked: shares(position.tranche.locked + minted)
	};
}

/** `assets` out for `burned` shares, one of them simulated, the other exactly what was asked for. */
export function afterExit(
	pot: Pot,
	position: PositionView,
	assets: Usdc,
	burned: Shares
): PositionAfter {
	const held = shares(position.shares - burned);
	const after = {
		totalAssets: usdc(pot.totalAssets - assets),
		totalShares: shares(pot.totalShares - burned)
	};
	return {
		shares: held,
		worth: previewRedeemFloor(after, held),
		locked: position.tranche.locked
	};
}
