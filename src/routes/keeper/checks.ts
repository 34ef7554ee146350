import type { Known } from '#lib/known.ts';
import { factOf, type AccountFacts } from '#lib/keeper/network-facts.ts';
import { stroops } from '#lib/math/amount.ts';
import type { Approval } from '#lib/session/approval.ts';
import {
	preconditions,
	type Asked,
	type FixKind,
	type Surroundings,
	type WalletFact
} from '#lib/session/preconditions.ts';
import type { Check, Fix } from '#lib/ui/check.ts';
import type { DeskPorts } from './desk.svelte.ts';

/** What an approval may cost at most, until its simulation tells: resources, rent of the new entries, and the bid. */
const FEE_ALLOWANCE = stroops(5_000_000n);

/** Every fix there is on this page; `undefined` = not on this network. */
export type Fixes = Readonly<Record<FixKind, Fix | undefined>>;

/** What must hold before an approval is signed, with a button where one helps. */
export function approvalChecks(
	{ site, wallet, keeper, tab }: DeskPorts,
	account: Known<AccountFacts>,
	approval: Approval | undefined,
	maxFee: bigint | undefined,
	fixes: Fixes
): readonly Check[] {
	const { choice } = site;
	if (choice === undefined) return [];
	const around: Surroundings = {
		origin: tab.origin,
		advice: tab.advice,
		ed25519: tab.ed25519,
		storage: tab.storage,
		wallet: walletFact(wallet.status),
		walletName: wallet.kind === 'demo' ? 'Demo wallet' : 'Freighter',
		networkTitle: choice.title,
		protocol: tab.protocol,
		xlm: asked(
			factOf(account, ({ xlm }) => xlm),
			(facts) => facts?.spendable
		),
		usdc: asked(
			factOf(account, ({ usdc }) => usdc),
			(facts) => (facts.kind === 'none' ? undefined : facts.available)
		),
		leads: { kind: 'known', value: keeper.link !== 'follower' },
		clock: tab.clock,
		needs: {
			stake: approval?.stake ?? 0n,
			float: approval?.float ?? 0n,
			fee: maxFee ?? FEE_ALLOWANCE
		},
		test: choice.test
	};
	return preconditions(around).map(({ fix, ...check }): Check => ({
		...check,
		fix: fix && fixes[fix]
	}));
}

function walletFact(status: DeskPorts['wallet']['status']): WalletFact {
	switch (status.kind) {
		case 'unknown':
			return { kind: 'asking' };
		case 'absent':
		case 'disconnected':
			return { kind: status.kind };
		case 'connected':
			return { ...status, rightNetwork: status.network === 'right' };
	}
}

/** A stale value is still one to judge by: the contract judges again. */
function asked<T, U>(known: Known<T>, pick: (value: T) => U): Asked<U> {
	switch (known.kind) {
		case 'loading':
			return { kind: 'asking' };
		case 'unavailable':
			return known;
		case 'known':
		case 'stale':
			return { kind: 'known', value: pick(known.value) };
	}
}
