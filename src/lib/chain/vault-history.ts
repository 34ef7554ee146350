import type { Fact, VaultFacts, VaultHistory } from '#lib/keeper/network-facts.ts';
import { usdc } from '#lib/math/amount.ts';
import { priceSeries, type PriceSeries } from '#lib/vault/price-series.ts';
import type { VaultEvent, VaultMove } from '#lib/vault/vault-event.ts';
import type { NetworkPast } from './network-past.ts';

/** The vault's past as pages show it, newest first. */
export function historyOf(
	past: NetworkPast,
	vault: Fact<VaultFacts>,
	closedAt: number
): VaultHistory {
	const newest = past.events.toReversed();
	return {
		since: past.since,
		opened: past.events.find(({ kind }) => kind === 'seed')?.ledger,
		fills: newest.filter((event) => event.kind === 'fill'),
		moves: newest.filter(isMove),
		transfers: newest.filter((event) => event.kind === 'transfer'),
		claims: newest.filter((event) => event.kind === 'claim'),
		prices: vault.ok ? pricesOf(past, vault.value, closedAt) : vault,
		unreadable: past.unreadable
	};
}

const isMove = (event: VaultEvent): event is VaultMove =>
	event.kind === 'deposit' || event.kind === 'withdrawal';

function pricesOf(
	{ events, sinceTime }: NetworkPast,
	{ state, balance, drawn, vesting, params }: VaultFacts,
	closedAt: number
): Fact<PriceSeries> {
	const { booked, owed, totalShares } = state;
	const held = balance + drawn;
	const [first] = events;
	return priceSeries(events, sinceTime ?? first?.at ?? closedAt, {
		at: closedAt,
		wealth: usdc(booked - owed),
		missing: usdc(booked > held ? booked - held : 0n),
		totalShares,
		vesting,
		profitUnlockSecs: params.profitUnlockSecs
	});
}
