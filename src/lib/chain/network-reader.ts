import type {
	AccountFacts,
	Fact,
	NetworkFacts,
	OpenAuction,
	VaultFacts,
	VaultHistory
} from '#lib/keeper/network-facts.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { usdc } from '#lib/math/amount.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { depositRoom } from '#lib/vault/deposit-room.ts';
import { sharePriceFloor } from '#lib/vault/share-price.ts';
import { totalAssets } from '#lib/vault/total-assets.ts';
import { unvestedCeil } from '#lib/vault/vesting.ts';
import {
	accountFactKeys,
	fact,
	listedSessions,
	readAccountFacts,
	type Watched
} from './account-facts.ts';
import { archivedAmong, type NamedKey } from './archived-entries.ts';
import type { JsonRpc } from './json-rpc.ts';
import { entriesQuery, type Entries } from './ledger-entries.ts';
import { instanceKey } from './ledger-keys.ts';
import { emptyPast, pastFilters, withPage, type NetworkPast } from './network-past.ts';
import { auctionKey, readAuction } from './pool-entries.ts';
import { readKeeperCount } from './registry-entries.ts';
import { askAll, events, health, maybe } from './rpc-methods.ts';
import { eventHistory, readPage } from './event-history.ts';
import { readVault, vaultKeys } from './vault-entries.ts';
import { historyOf } from './vault-history.ts';

const EVENTS_PER_PAGE = 1_000;
/** A ledger may close between the answers of one POST. */
const TRIES = 4;

/** All of one ledger. */
export interface NetworkRead {
	readonly facts: NetworkFacts;
	readonly history: Fact<VaultHistory>;
	/** By address, for those asked for. */
	readonly accounts: ReadonlyMap<string, AccountFacts>;
}

export interface NetworkReader {
	/**
	 * Facts of the network and of these accounts in one POST, as long as its keys fit. The first call reads the past as well; a
	 * new auction, or a new session key, costs one more.
	 */
	read(accounts: readonly string[], signal: AbortSignal): Promise<Result<NetworkRead, ReadError>>;
}

export function networkReader(rpc: JsonRpc, network: Network): NetworkReader {
	const filters = pastFilters(network);
	let past: NetworkPast | undefined;
	let latest = 0;
	const sessions = new Map<string, readonly string[]>();

	const backfill = async (signal: AbortSignal): Promise<Result<NetworkPast, ReadError>> => {
		const history = await eventHistory(rpc, filters, EVENTS_PER_PAGE, signal);
		if (!history.ok) return history;
		const { oldestLedger, oldestCloseTime } = history.value;
		return ok(withPage(emptyPast(oldestLedger, oldestCloseTime), history.value, network));
	};

	const look = async (watched: readonly Watched[], signal: AbortSignal) => {
		const before = past;
		const keys = [
			...networkKeys(network).map(({ key }) => key),
			...[...(before?.auctions.values() ?? [])].map(({ pool, kind, user }) =>
				auctionKey(pool, kind, user)
			),
			...watched.flatMap((one) => accountFactKeys(network, one))
		];
		const [head, entries, page] = await askAll(
			rpc,
			[
				health(),
				entriesQuery(keys),
				maybe(before && events(filters, { cursor: before.cursor }, EVENTS_PER_PAGE))
			],
			signal
		);
		return { head, entries, page, before };
	};

	return {
		async read(accounts, signal) {
			let last: ReadError = {
				kind: 'malformed',
				detail: 'ledgers close faster than they can be read'
			};
			for (let tries = 0; tries < TRIES && !signal.aborted; tries += 1) {
				let trouble: ReadError | undefined;
				if (past === undefined) {
					const found = await backfill(signal);
					if (found.ok) past = found.value;
					else trouble = found.error;
				}
				const watched = accounts.map((address) => ({
					address,
					sessions: sessions.get(address) ?? []
				}));
				const { head, entries, page, before } = await look(watched, signal);
				if (!head.ok) return head;
				if (!entries.ok) return entries;
				const { latestLedger: ledger, latestLedgerCloseTime: closedAt } = head.value;
				if (ledger < latest) {
					// another network under the same name, or one that was set back: nothing remembered holds
					past = undefined;
					latest = 0;
					sessions.clear();
					continue;
				}
				if (entries.value.ledger !== ledger) continue;
				if (!page.ok) {
					// a cursor older than what the node keeps: the past is read anew with the next ledger
					past = undefined;
					trouble = page.error;
				} else if (page.value !== undefined && before !== undefined) {
					past = withPage(before, readPage(page.value), network);
					const isPartial = page.value.events.length === EVENTS_PER_PAGE;
					// entries mean something else once the events are read that they follow from
					const isNews = [...past.auctions.keys()].some((name) => !before.auctions.has(name));
					if (page.value.latestLedger !== ledger || isPartial || isNews) continue;
				}
				if (learnSessions(entries.value, network, watched, sessions)) {
					last = { kind: 'malformed', detail: 'the list of sessions changes with every read' };
					continue;
				}
				latest = ledger;
				return ok(assemble({ network, entries: entries.value, closedAt, watched }, past, trouble));
			}
			return err(last);
		}
	};
}

/** True if an account has sessions that were not asked for. */
function learnSessions(
	entries: Entries,
	network: Network,
	watched: readonly Watched[],
	sessions: Map<string, readonly string[]>
): boolean {
	let news = false;
	for (const { address, sessions: asked } of watched) {
		const listed = listedSessions(entries, network, address);
		if (listed.some((session) => !asked.includes(session))) news = true;
		sessions.set(address, listed);
	}
	return news;
}

interface Read {
	readonly network: Network;
	readonly entries: Entries;
	readonly closedAt: number;
	readonly watched: readonly Watched[];
}

function assemble(
	{ network, entries, closedAt, watched }: Read,
	past: NetworkPast | undefined,
	trouble: ReadError | undefined
): NetworkRead {
	const vault = readVaultFacts(entries, network, closedAt);
	const why: Result<never, ReadError> = err(
		trouble ?? { kind: 'malformed', detail: 'the past is not read yet' }
	);
	const history = past === undefined ? fact(why) : ok(historyOf(past, vault, closedAt));
	const facts: NetworkFacts = {
		ledger: entries.ledger,
		closedAt,
		vault,
		keepers: fact(readKeeperCount(entries, network.registry)),
		openAuctions: past === undefined ? fact(why) : fact(readOpenAuctions(entries, past)),
		lastFill: history.ok ? ok(history.value.fills[0]) : history,
		historySince: history.ok ? ok(history.value.since) : history,
		archived: archivedAmong(entries, networkKeys(network))
	};
	const accounts = new Map(
		watched.map((one) => [one.address, readAccountFacts(entries, network, one, closedAt)])
	);
	return { facts, history, accounts };
}

function networkKeys({ vault, usdc: cash, registry }: Network): readonly NamedKey[] {
	const [instance, balance, supply] = vaultKeys(vault, cash.contract);
	const named: NamedKey[] = [{ what: 'the keeper registry', key: instanceKey(registry) }];
	if (instance !== undefined) named.push({ what: 'the vault', key: instance });
	if (balance !== undefined) named.push({ what: 'the vault’s USDC balance', key: balance });
	if (supply !== undefined) named.push({ what: 'the number of shares', key: supply });
	return named;
}

function readVaultFacts(entries: Entries, network: Network, closedAt: number): Fact<VaultFacts> {
	const read = readVault(entries, network.vault, network.usdc.contract);
	if (!read.ok) return fact(read);
	const { open, params, books, balance, drawn, vesting, pauses, totalShares } = read.value;
	const unvested = unvestedCeil(vesting, closedAt);
	const owned = totalAssets(books, usdc(balance + drawn), unvested);
	const state = { ...books, unvested, totalAssets: owned, totalShares };
	return ok({
		open,
		params,
		state,
		sharePrice: sharePriceFloor(state),
		balance,
		drawn,
		vesting,
		pauses: pauses.filter(({ until }) => until > closedAt),
		room: depositRoom(state, params.depositCap, open)
	});
}

function readOpenAuctions(
	entries: Entries,
	{ auctions }: NetworkPast
): Result<readonly OpenAuction[], ReadError> {
	const open: OpenAuction[] = [];
	for (const place of auctions.values()) {
		const auction = readAuction(entries, place.pool, place.kind, place.user);
		if (!auction.ok) return auction;
		if (auction.value === undefined) continue;
		open.push({ ...place, startLedger: auction.value.startLedger });
	}
	return ok(open.toSorted((a, b) => a.startLedger - b.startLedger));
}
