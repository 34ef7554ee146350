import { beforeAll, describe, expect, test } from 'vitest';
import { poolReader, type PoolRead, type PoolReader } from '#lib/chain/pool-reader.ts';
import { auctionCurve } from '#lib/keeper/auction-curve.ts';
import { accruedReserves, vaultMarket } from '#lib/keeper/market.ts';
import { raceLanes } from '#lib/keeper/race-lanes.ts';
import { winnerOf, type Race } from '#lib/keeper/race.ts';
import { closeUntil, openWorld, transactionsOf, type World } from '../engine/world.ts';

const signal = new AbortController().signal;

async function read(reader: PoolReader): Promise<PoolRead> {
	const answer = await reader.read(signal);
	if (!answer.ok) throw new Error(JSON.stringify(answer.error));
	return answer.value;
}

function only(races: readonly Race[]): Race {
	const [race] = races;
	if (race === undefined || races.length !== 1) throw new Error(`found ${races.length} races`);
	return race;
}

describe('a race of two, followed from the chain alone', () => {
	let world: World;
	let reader: PoolReader;
	let open: PoolRead;
	let over: PoolRead;
	let filled: { readonly winner: string | undefined; readonly losers: number };

	beforeAll(async () => {
		world = await openWorld(2);
		const { network } = world.scene;
		const [pool] = network.pools;
		if (pool === undefined) throw new Error('no pool');
		reader = poolReader(world.sandbox.rpc, { network, pool });
		await read(reader);
		const race = await world.start();
		await world.crash(25);
		await closeUntil(world, () =>
			race.racers.some(({ snapshot }) =>
				snapshot().accounts.some(({ auctionFrom }) => auctionFrom !== undefined)
			)
		);
		open = await read(reader);
		await closeUntil(world, () => race.isQuiet);
		over = await read(reader);
		await race.stop();
		const sent = (await transactionsOf(world, race)).flat().filter(({ action }) => {
			return action.kind === 'fill';
		});
		filled = {
			winner: sent.find(({ succeeded }) => succeeded)?.keeper,
			losers: sent.filter(({ succeeded, ledger }) => !succeeded && ledger !== undefined).length
		};
	});

	const nameOf = (operator: string) =>
		world.cast.keepers.find((party) => party.operator.address === operator)?.name ?? '?';

	test('the book has the borrower, and the race its auction and who opened it', () => {
		expect([...open.book.keys()]).toContain(world.cast.borrower.address);
		const race = only(open.races);
		expect(race.user).toBe(world.cast.borrower.address);
		expect(race.end).toEqual({ kind: 'open' });
		expect(open.book.get(race.user)?.auction).toEqual(race.auction);
		const sessions = world.cast.keepers.map(({ session }) => session.address);
		expect(sessions).toContain(race.openedBy);
	});

	test('the curve of the open auction foretells the ledger in which it was filled', () => {
		const race = only(open.races);
		const reserves = accruedReserves(open.view);
		const curve = auctionCurve(vaultMarket(open.view, reserves), race.auction, open.view.ledger);
		if (!curve.ok) throw new Error(curve.error.kind);
		const fill = winnerOf(only(over.races));
		expect(fill).toBeDefined();
		const late = (fill?.ledger ?? 0) - race.auction.startLedger - (curve.value.firstFill ?? 0);
		expect(late).toBeGreaterThanOrEqual(0);
		expect(late).toBeLessThanOrEqual(5);
	});

	test('winner and losers are those of the keepers’ own account of it', () => {
		const race = only(over.races);
		expect(race.end.kind).toBe('over');
		const lanes = raceLanes(race, [], new Map(), nameOf);
		const won = lanes.find(({ result }) => result.kind === 'won');
		expect(won?.name).toBe(filled.winner);
		expect(race.attempts.filter(({ succeeded }) => !succeeded)).toHaveLength(filled.losers);
		expect(race.attempts.every(({ feeCharged }) => feeCharged > 0n)).toBe(true);
	});

	test('the split adds up', () => {
		const fill = winnerOf(only(over.races));
		const profit = fill?.profit ?? 0n;
		expect(profit).toBeGreaterThan(0n);
		expect(fill?.fee).toBe(profit / 10n);
	});

	test('a reader that comes late finds the same races', async () => {
		const { network } = world.scene;
		const [pool] = network.pools;
		if (pool === undefined) throw new Error('no pool');
		const late = await read(poolReader(world.sandbox.rpc, { network, pool }));
		expect(late.races).toEqual(over.races);
		expect([...late.book.keys()].toSorted()).toEqual([...over.book.keys()].toSorted());
	});

	test('nothing was unreadable', () => {
		expect(over.unreadable).toEqual([]);
	});
});
