import type { PoolEvent } from '#lib/blend/pool-event.ts';
import type { Facts, FactsQuery, LedgerReader, ReadError, UserFacts } from '#lib/keeper/ports.ts';
import type { Policy } from '#lib/keeper/policy.ts';
import type { Stroops } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { eventHistory, readPage, type EventPage } from './event-history.ts';
import { Bids } from './fees.ts';
import type { JsonRpc } from './json-rpc.ts';
import { entriesQuery, type Entries } from './ledger-entries.ts';
import { readView, viewKeys, type KeeperScope } from './keeper-view.ts';
import { auctionKey, positionsKey, readAuction, readPositions } from './pool-entries.ts';
import { parsePoolEvent } from './pool-events.ts';
import { askAll, events, maybe } from './rpc-methods.ts';
import { stateQuery, type TransactionState } from './submit.ts';
import { fateOf } from './transaction-fate.ts';

const EVENTS_PER_PAGE = 1_000;

/** Reads what a keeper needs from one endpoint: one POST a ledger, as long as its keys fit. */
export function keeperReader(rpc: JsonRpc, scope: KeeperScope, policy: Policy): LedgerReader {
	const pool = scope.pool.contract;
	const keys = viewKeys(scope);
	const bids = new Bids(policy.maxBid, policy.feeStatsEvery);

	return {
		async backfill(signal) {
			const history = await eventHistory(rpc, [{ contracts: [pool] }], EVENTS_PER_PAGE, signal);
			if (!history.ok) return history;
			return ok({ ...readEvents(history.value, pool), cursor: history.value.cursor });
		},
		async facts(query, signal) {
			const [page, entries, state, fresh] = await askAll(
				rpc,
				[
					events([{ contracts: [pool] }], { cursor: query.cursor }, EVENTS_PER_PAGE),
					entriesQuery([...keys, ...userKeys(pool, query)]),
					maybe(query.pending === undefined ? undefined : stateQuery(query.pending)),
					maybe(bids.query())
				],
				signal
			);
			if (!page.ok) return page;
			if (!entries.ok) return entries;
			if (!state.ok) return state;
			const { bid, trouble } = bids.take(fresh, entries.value.ledger);
			const happened = readPage(page.value);
			const told = { ...happened, unreadable: [...happened.unreadable, ...trouble] };
			return assemble(query, scope, told, { entries: entries.value, state: state.value, bid });
		}
	};
}

const userKeys = (pool: string, { users }: FactsQuery) =>
	users.flatMap((user) => [positionsKey(pool, user), auctionKey(pool, 'userLiquidation', user)]);

interface Parts {
	readonly entries: Entries;
	readonly state: TransactionState | undefined;
	readonly bid: Stroops;
}

function assemble(
	query: FactsQuery,
	scope: KeeperScope,
	page: EventPage,
	{ entries, state, bid }: Parts
): Result<Facts, ReadError> {
	if (page.latestLedger !== entries.ledger) {
		return err({
			kind: 'malformed',
			detail: `events of ledger ${page.latestLedger}, entries of ${entries.ledger}`
		});
	}
	const view = readView(entries, scope, page.closedAt, bid);
	if (!view.ok) return view;
	const users: UserFacts[] = [];
	for (const user of query.users) {
		const facts = readUser(entries, scope.pool.contract, user);
		if (!facts.ok) return facts;
		users.push(facts.value);
	}
	const { events: happened, unreadable } = readEvents(page, scope.pool.contract);
	return ok({
		view: view.value,
		events: happened,
		cursor: page.cursor,
		users,
		pending: state && fateOf(state, entries.ledger, scope.network),
		unreadable
	});
}

function readUser(entries: Entries, pool: string, user: string): Result<UserFacts, ReadError> {
	const positions = readPositions(entries, pool, user);
	if (!positions.ok) return positions;
	const auction = readAuction(entries, pool, 'userLiquidation', user);
	if (!auction.ok) return auction;
	return ok({ user, positions: positions.value, auction: auction.value });
}

function readEvents(page: EventPage, pool: string) {
	const read: PoolEvent[] = [];
	const unreadable = [...page.unreadable];
	for (const raw of page.events) {
		const event = parsePoolEvent(raw, pool);
		if (!event.ok) unreadable.push(event.error.detail);
		else if (event.value !== undefined) read.push(event.value);
	}
	return { events: read, unreadable };
}
