import type { FlowRequest } from '#lib/flows/request.ts';
import type { AccountFacts, VaultFacts } from '#lib/keeper/network-facts.ts';
import { shares, usdc, type Shares, type Usdc } from '#lib/math/amount.ts';
import { formatDecimal } from '#lib/math/format-decimal.ts';
import type { DiffRow } from '#lib/ui/diff-row.ts';
import { amountText } from '#lib/ui/number-text.ts';
import { readAmount } from '#lib/ui/read-amount.ts';
import { momentText } from '#lib/ui/time-text.ts';
import {
	afterDeposit,
	afterExit,
	positionView,
	type PositionView
} from '#lib/vault/position-view.ts';
import {
	previewDepositFloor,
	previewRedeemFloor,
	previewWithdrawCeil
} from '#lib/vault/share-price.ts';
import { leastSharesFloor, leastUsdcFloor, mostSharesCeil } from '#lib/vault/slippage.ts';

/* From what somebody typed to a request, and from its simulation to before and after. */

export type Direction = 'deposit' | 'withdraw';

/** Both sides at one ledger: the vault, and the account before it. */
export interface Scene {
	readonly vault: VaultFacts;
	readonly account: AccountFacts;
	/** Unix seconds. */
	readonly now: number;
	readonly position: PositionView;
	/** USDC of the account that can be paid in; `undefined` = not known, or it cannot hold any. */
	readonly available: Usdc | undefined;
}

/** `undefined` while a part of it is not known. */
export function sceneOf(vault: VaultFacts, account: AccountFacts): Scene | undefined {
	if (!account.shares.ok || !account.tranche.ok) return undefined;
	const { closedAt: now } = account;
	const held = { shares: account.shares.value, tranche: account.tranche.value };
	const cash =
		account.usdc.ok && account.usdc.value.kind === 'trustline' ? account.usdc.value : undefined;
	return {
		vault,
		account,
		now,
		position: positionView(vault.state, vault.balance, held, now),
		available: cash?.available
	};
}

/** What stands in the form. `all`: every free share, by the Max button; any typing ends it. */
export interface Draft {
	readonly direction: Direction;
	readonly text: string;
	readonly all: boolean;
	readonly toleranceBps: number;
}

export type ExchangeRequest = Extract<FlowRequest, { kind: 'deposit' | 'withdraw' | 'redeem' }>;

export type Reading =
	| { readonly kind: 'empty' }
	| { readonly kind: 'bad'; readonly sentence: string }
	| {
			readonly kind: 'ready';
			readonly request: ExchangeRequest;
			/** USDC in or out, as typed; of all shares what they are worth now. */
			readonly assets: Usdc;
			/** “you get at least 498.0134 shares” */
			readonly bound: string;
	  };

/** Reads a draft. Without a scene only the text can be judged. */
export function readDraft(draft: Draft, scene: Scene | undefined): Reading {
	if (draft.direction === 'withdraw' && draft.all && scene !== undefined) {
		return readAll(scene, draft.toleranceBps);
	}
	const typed = readAmount(draft.text, 7, 'USDC');
	if (typed.kind !== 'amount') return typed;
	if (scene === undefined) return { kind: 'empty' };
	const assets = usdc(typed.raw);
	return draft.direction === 'deposit'
		? readDeposit(scene, assets, draft.toleranceBps)
		: readExit(scene, assets, draft.toleranceBps);
}

function readDeposit({ vault, available }: Scene, assets: Usdc, tolerance: number): Reading {
	if (available !== undefined && assets > available) {
		return bad(`You have ${money(available)} USDC.`);
	}
	if (assets > vault.room) return bad(`The vault has room for ${money(vault.room)} USDC.`);
	const expected = previewDepositFloor(vault.state, assets);
	if (expected === undefined || expected === 0n) {
		return bad('Too little for a single share: deposit more.');
	}
	const minShares = leastSharesFloor(expected, tolerance);
	return {
		kind: 'ready',
		request: { kind: 'deposit', assets, minShares },
		assets,
		bound: `you get at least ${count(minShares)} shares`
	};
}

function readExit({ vault, position }: Scene, assets: Usdc, tolerance: number): Reading {
	const { exit, tranche } = position;
	if (assets > exit.assets) {
		const locked = tranche.locked > 0n ? ` ${count(tranche.locked)} shares are locked still.` : '';
		return bad(
			exit.isShort
				? `${money(exit.assets)} USDC can leave now, the rest is out with bonded draws until their deadline.`
				: `Your free shares are worth ${money(exit.assets)} USDC.${locked}`
		);
	}
	const expected = previewWithdrawCeil(vault.state, assets);
	if (expected === undefined) return bad('The vault owns nothing now, so nothing can leave.');
	const maxShares = mostSharesCeil(expected, tolerance);
	return {
		kind: 'ready',
		request: { kind: 'withdraw', assets, maxShares },
		assets,
		bound: `it takes at most ${count(maxShares)} shares`
	};
}

function readAll({ vault, position }: Scene, tolerance: number): Reading {
	const { shares: all, assets } = position.exit;
	if (all === 0n || assets === 0n) return bad('None of your shares is free yet.');
	const minAssets = leastUsdcFloor(previewRedeemFloor(vault.state, all), tolerance);
	return {
		kind: 'ready',
		request: { kind: 'redeem', shares: all, minAssets },
		assets,
		bound: `you get at least ${exact(minAssets)} USDC`
	};
}

/** The text of the Max button: exact for a deposit; of all shares what they are worth as long as the ledger lasts. */
export function maxText(direction: Direction, scene: Scene): string | undefined {
	if (direction === 'withdraw') return formatDecimal(scene.position.exit.assets, 7);
	const { available, vault } = scene;
	if (available === undefined) return undefined;
	return formatDecimal(available < vault.room ? available : vault.room, 7);
}

/** Rows of before → after. `returned`: what the simulation of the request gave; before that the right side is unknown. */
export function diffRows(
	scene: Scene,
	request: ExchangeRequest | undefined,
	returned: bigint | undefined
): readonly DiffRow[] {
	const { position, vault, now, account } = scene;
	const { locked } = position.tranche;
	const unlockAt = account.tranche.ok ? account.tranche.value?.unlockAt : undefined;
	const after = request === undefined ? undefined : afterOf(scene, request, returned);
	const relocks = request?.kind === 'deposit';
	const until = relocks ? now + vault.params.cooldownSecs : unlockAt;
	const cash = scene.available;
	return [
		row('Shares', count(position.shares), after && count(after.shares)),
		row('Value, USDC', money(position.worth), after && money(after.worth)),
		row('Locked shares', count(locked), after && count(after.locked)),
		row(
			'Locked until, UTC',
			locked > 0n && unlockAt !== undefined ? momentText(unlockAt) : 'no lock',
			after && (after.locked > 0n && until !== undefined ? momentText(until) : 'no lock')
		),
		...(cash === undefined
			? []
			: [
					row(
						'Your USDC',
						money(cash),
						after && money(usdc(relocks ? cash - after.assets : cash + after.assets))
					)
				])
	];
}

function afterOf(
	{ vault, position }: Scene,
	request: ExchangeRequest,
	returned: bigint | undefined
) {
	if (returned === undefined) return undefined;
	const pot = vault.state;
	switch (request.kind) {
		case 'deposit': {
			const { assets } = request;
			return { ...afterDeposit(pot, position, assets, shares(returned)), assets };
		}
		case 'withdraw': {
			const { assets } = request;
			return { ...afterExit(pot, position, assets, shares(returned)), assets };
		}
		case 'redeem': {
			const assets = usdc(returned);
			return { ...afterExit(pot, position, assets, request.shares), assets };
		}
	}
}

const row = (label: string, now: string, after: string | undefined): DiffRow => ({
	label,
	now,
	after
});
const bad = (sentence: string): Reading => ({ kind: 'bad', sentence });
const money = (raw: bigint): string => amountText(raw, 7, 2);
const exact = (raw: bigint): string => amountText(raw, 7, 7);
const count = (raw: Shares): string => amountText(raw, 7, 4);
