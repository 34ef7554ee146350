import type { AuctionKind } from '#lib/blend/auction.ts';
import type { PoolEvent } from '#lib/blend/pool-event.ts';
import type { Network } from '#lib/networks.ts';
import type { VaultEvent } from '#lib/vault/vault-event.ts';
import type { EventPage } from './event-history.ts';
import { parsePoolEvent } from './pool-events.ts';
import type { EventFilter } from './rpc-methods.ts';
import { symbol } from './scval.ts';
import { parseVaultEvent } from './vault-events.ts';

/* What a page remembers of the past: the vault's events, and where auctions may be open. Nothing else of a pool is asked for. */

/** An auction that was open by the last event about it; its entry says whether it still is. */
export interface AuctionPlace {
	readonly pool: string;
	readonly user: string;
	readonly kind: AuctionKind;
}

export interface NetworkPast {
	/** First ledger of which the node had events when it was asked for all of them. */
	readonly since: number;
	/** When that ledger closed, unix seconds; `undefined` = the node did not say. */
	readonly sinceTime: number | undefined;
	/** Of the vault, oldest first. */
	readonly events: readonly VaultEvent[];
	readonly auctions: ReadonlyMap<string, AuctionPlace>;
	readonly cursor: string;
	readonly unreadable: readonly string[];
}

const CONTRACTS_PER_FILTER = 5;
const AUCTION_TOPICS = ['new_auction', 'fill_auction', 'delete_auction'] as const;

/** All events of the vault; of pools those of auctions. */
export function pastFilters({ vault, pools }: Network): readonly EventFilter[] {
	const topics = AUCTION_TOPICS.map((name) => [symbol(name).toXdr('base64'), '**']);
	const contracts = pools.map(({ contract }) => contract);
	const filters: EventFilter[] = [{ contracts: [vault] }];
	for (let at = 0; at < contracts.length; at += CONTRACTS_PER_FILTER) {
		filters.push({ contracts: contracts.slice(at, at + CONTRACTS_PER_FILTER), topics });
	}
	return filters;
}

export const emptyPast = (
	since: number,
	sinceTime: number | undefined
): Omit<NetworkPast, 'cursor'> => ({
	since,
	sinceTime,
	events: [],
	auctions: new Map(),
	unreadable: []
});

/** The past with a further page; it is the same object again if nothing happened. */
export function withPage(
	past: Omit<NetworkPast, 'cursor'>,
	page: EventPage,
	network: Network
): NetworkPast {
	const { cursor } = page;
	if (page.events.length + page.unreadable.length === 0) return { ...past, cursor };
	const events: VaultEvent[] = [];
	const unreadable = [...past.unreadable, ...page.unreadable];
	const auctions = new Map(past.auctions);
	for (const raw of page.events) {
		if (raw.contractId === network.vault) {
			const event = parseVaultEvent(raw, network.vault);
			if (!event.ok) unreadable.push(event.error.detail);
			else if (event.value !== undefined) events.push(event.value);
		} else {
			const event = parsePoolEvent(raw, raw.contractId);
			if (!event.ok) unreadable.push(event.error.detail);
			else if (event.value !== undefined) follow(auctions, raw.contractId, event.value);
		}
	}
	const all = events.length === 0 ? past.events : [...past.events, ...events];
	return { ...past, events: all, auctions, unreadable, cursor };
}

function follow(auctions: Map<string, AuctionPlace>, pool: string, event: PoolEvent): void {
	switch (event.kind) {
		case 'new-auction': {
			const { user, auction: kind } = event;
			auctions.set(placeName(pool, kind, user), { pool, user, kind });
			return;
		}
		case 'delete-auction':
			auctions.delete(placeName(pool, event.auction, event.user));
			return;
		case 'fill-auction':
			if (event.percent === 100) auctions.delete(placeName(pool, event.auction, event.user));
			return;
		case 'position':
		case 'bad-debt':
			return;
	}
}

const placeName = (pool: string, kind: AuctionKind, user: string) => `${pool} ${kind} ${user}`;
