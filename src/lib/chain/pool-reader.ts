import type { PoolEvent } from '#lib/blend/pool-event.ts';
import { EMPTY_BOOK, namedBy, withFacts, type Book } from '#lib/keeper/book.ts';
import type { ReadError, UserFacts } from '#lib/keeper/ports.ts';
import { withHappenings, type Happening, type Races } from '#lib/keeper/race.ts';
import type { MarketView } from '#lib/keeper/view.ts';
import type { Network, Pool } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { eventHistory, readPage, type EventPage } from './event-history.ts';
import type { JsonRpc } from './json-rpc.ts';
import { marketKeys, readMarketView } from './keeper-view.ts';
import { entriesQuery, type Entries } from './ledger-entries.ts';
import { auctionKey, positionsKey, readAuction, readPositions } from './pool-entries.ts';
import { readRaceEvent } from './race-events.ts';
import {
	ask,
	askAll,
	events,
	parseListed,
	transactions,
	type EventFilter,
	type TransactionsFrom
} from './rpc-methods.ts';
import { readAttempt, type RaceContracts } from './vault-attempt.ts';
import { readVault, vaultKeys } from './vault-entries.ts';

const EVENTS_PER_PAGE = 1_000;
const LISTED_PER_PAGE = 200;
/** Reads of one ledger until nobody new is named, and no ledger closes between two answers. */
const TRIES = 4;

/** A pool at one ledger, and the races there have been. */
export interface PoolRead {
	readonly view: MarketView;
	readonly book: Book;
	readonly races: Races;
	/** Since the first read, each with its reason. */
	readonly unreadable: readonly string[];
}

export interface PoolReader {
	read(signal: AbortSignal): Promise<Result<PoolRead, ReadError>>;
}

interface Place {
	readonly cursor: string;
	readonly from: TransactionsFrom;
	readonly routeCount: number;
}

/**
 * Follows everybody in a pool and every race for an auction. It reads each transaction of the network to find those that lost, so it
 * is for a network of few: the one in the page, or on this computer.
 */
export function poolReader(
	rpc: JsonRpc,
	{ network, pool }: { readonly network: Network; readonly pool: Pool }
): PoolReader {
	return new FollowedPool(rpc, network, pool);
}

class FollowedPool implements PoolReader {
	readonly #rpc: JsonRpc;
	readonly #network: Network;
	readonly #pool: Pool;
	readonly #contracts: RaceContracts;
	readonly #filters: readonly EventFilter[];
	#place: Place | undefined;
	#latest = 0;
	#book: Book = EMPTY_BOOK;
	#races: Races = [];
	/** Accounts that events named and whose entries were not read since. */
	#named = new Set<string>();
	/** Transactions of ledgers later than the entries that were read. */
	#early: readonly Happening[] = [];
	#unreadable: readonly string[] = [];

	constructor(rpc: JsonRpc, network: Network, pool: Pool) {
		this.#rpc = rpc;
		this.#network = network;
		this.#pool = pool;
		this.#contracts = { vault: network.vault, pool: pool.contract };
		this.#filters = [{ contracts: [pool.contract, network.vault] }];
	}

	async read(signal: AbortSignal): Promise<Result<PoolRead, ReadError>> {
		for (let tries = 0; tries < TRIES; tries += 1) {
			const found = await this.#look(signal);
			if (!found.ok) {
				// an endpoint that does not know a cursor any more never will: only the past, read again, helps
				if (found.error.kind === 'rpc-error') this.#forget();
				return found;
			}
			if (found.value !== undefined) return ok(found.value);
		}
		return err({ kind: 'malformed', detail: 'ledgers close faster than they can be read' });
	}

	/** `undefined`: look again, as the answers were of different ledgers or named somebody new. */
	async #look(signal: AbortSignal): Promise<Result<PoolRead | undefined, ReadError>> {
		const place = await this.#begin(signal);
		if (!place.ok) return place;
		const { cursor, from, routeCount } = place.value;
		const scope = { network: this.#network, pool: this.#pool, routeCount };
		const users = [...this.#named];
		const [page, entries, listed] = await askAll(
			this.#rpc,
			[
				events(this.#filters, { cursor }, EVENTS_PER_PAGE),
				entriesQuery([...marketKeys(scope), ...users.flatMap((user) => this.#userKeys(user))]),
				transactions(from, LISTED_PER_PAGE)
			],
			signal
		);
		if (!page.ok) return page;
		if (!entries.ok) return entries;
		if (!listed.ok) return listed;
		if (entries.value.ledger < this.#latest) {
			this.#forget(); // another network under the same name, or one that began anew
			return ok(undefined);
		}
		const happened = readPage(page.value);
		const attempts = this.#attempts(listed.value.transactions);
		this.#place = { cursor: happened.cursor, from: { cursor: listed.value.cursor }, routeCount };
		this.#takeIn(happened, attempts, page.value.latestLedger);
		const isPartial =
			page.value.events.length === EVENTS_PER_PAGE ||
			listed.value.transactions.length === LISTED_PER_PAGE;
		const isNews = [...this.#named].some((user) => !users.includes(user));
		const { ledger } = entries.value;
		if (isPartial || isNews || page.value.latestLedger !== ledger) return ok(undefined);
		const facts = this.#facts(entries.value, users);
		if (!facts.ok) return facts;
		const view = readMarketView(entries.value, scope, happened.closedAt);
		if (!view.ok) return view;
		this.#latest = ledger;
		this.#book = withFacts(this.#book, facts.value);
		this.#named.clear();
		return ok({
			view: view.value,
			book: this.#book,
			races: this.#races,
			unreadable: this.#unreadable
		});
	}

	/** All of the past, once. */
	async #begin(signal: AbortSignal): Promise<Result<Place, ReadError>> {
		if (this.#place !== undefined) return ok(this.#place);
		const { vault, usdc } = this.#network;
		const entries = await ask(this.#rpc, entriesQuery(vaultKeys(vault, usdc.contract)), signal);
		if (!entries.ok) return entries;
		const state = readVault(entries.value, vault, usdc.contract);
		if (!state.ok) return state;
		const past = await eventHistory(this.#rpc, this.#filters, EVENTS_PER_PAGE, signal);
		if (!past.ok) return past;
		const { cursor, oldestLedger, latestLedger } = past.value;
		this.#takeIn(past.value, [], latestLedger);
		const from = { startLedger: Math.max(oldestLedger, 1) };
		this.#place = { cursor, from, routeCount: state.value.routeCount };
		return ok(this.#place);
	}

	#takeIn(page: EventPage, attempts: readonly Happening[], ledger: number): void {
		const happenings: Happening[] = [];
		const touched: PoolEvent[] = [];
		const unreadable = [...page.unreadable];
		for (const raw of page.events) {
			const event = readRaceEvent(raw, this.#contracts);
			if (!event.ok) unreadable.push(event.error.detail);
			else {
				if (event.value.happening !== undefined) happenings.push(event.value.happening);
				if (event.value.pool !== undefined) touched.push(event.value.pool);
			}
		}
		for (const user of namedBy(touched)) this.#named.add(user);
		const all = [...this.#early, ...attempts];
		this.#early = all.filter((one) => ledgerOf(one) > ledger);
		const due = all.filter((one) => ledgerOf(one) <= ledger);
		this.#races = withHappenings(this.#races, [...happenings, ...due]);
		if (unreadable.length > 0) this.#unreadable = [...this.#unreadable, ...unreadable];
	}

	#attempts(items: readonly unknown[]): readonly Happening[] {
		const found: Happening[] = [];
		for (const item of items) {
			const raw = parseListed(item);
			const attempt = raw.ok ? readAttempt(raw.value, this.#contracts) : raw;
			// a transaction that cannot be read was none of ours: our own calls can
			if (attempt.ok && attempt.value !== undefined) found.push(attempt.value);
		}
		return found;
	}

	#userKeys = (user: string) => [
		positionsKey(this.#pool.contract, user),
		auctionKey(this.#pool.contract, 'userLiquidation', user)
	];

	#facts(entries: Entries, users: readonly string[]): Result<readonly UserFacts[], ReadError> {
		const facts: UserFacts[] = [];
		for (const user of users) {
			const positions = readPositions(entries, this.#pool.contract, user);
			if (!positions.ok) return positions;
			const auction = readAuction(entries, this.#pool.contract, 'userLiquidation', user);
			if (!auction.ok) return auction;
			facts.push({ user, positions: positions.value, auction: auction.value });
		}
		return ok(facts);
	}

	#forget(): void {
		this.#place = undefined;
		this.#latest = 0;
		this.#book = EMPTY_BOOK;
		this.#races = [];
		this.#named = new Set();
		this.#early = [];
		this.#unreadable = [];
	}
}

function ledgerOf(one: Happening): number {
	switch (one.kind) {
		case 'attempted':
			return one.attempt.ledger;
		case 'filled':
			return one.fill.ledger;
		case 'opened':
		case 'taken':
		case 'deleted':
		case 'created':
			return one.ledger;
	}
}
