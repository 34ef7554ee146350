import { flushSync } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { PoolRead, PoolReader } from '#lib/chain/pool-reader.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import type { Contender } from '#lib/keeper/race-lanes.ts';
import { raceKey, type Happening, withHappenings } from '#lib/keeper/race.ts';
import { bTokens, dTokens, price, shares, usdc } from '#lib/math/amount.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { reserve } from '../../../tests/fixtures/blend-case.ts';
import { params } from '../../../tests/fixtures/fill-case.ts';
import { CREATED, fill, START } from '../../../tests/fixtures/race-case.ts';
import { nextPicture, type PoolPicture } from './pool-picture.ts';
import { PoolWatch } from './pool-watch.svelte.ts';

const NETWORK = { name: 'demo', pools: [{ contract: 'POOL' }] } as unknown as Network;

function readAt(ledger: number, xlm: bigint, ...happenings: readonly Happening[]): PoolRead {
	return {
		view: {
			ledger,
			closedAt: 1_000,
			native: 'XLM',
			pairs: new Map(),
			pool: {
				contract: 'POOL',
				backstop: 'BACKSTOP',
				config: { bstopRate: 0, maxPositions: 6, minCollateral: 0n, oracle: 'O', status: 0 },
				reserves: [reserve('XLM', 0), reserve('USDC', 1, { lFactor: 10_000_000 })],
				oracleDecimals: 7,
				prices: new Map([
					['XLM', { value: price(xlm), at: 'always-fresh' as const }],
					['USDC', { value: price(10_000_000n), at: 'always-fresh' as const }]
				])
			},
			vault: {
				contract: 'VAULT',
				usdc: 'USDC',
				open: true,
				poolAllowed: true,
				params,
				books: { booked: usdc(10n), owed: usdc(0n) },
				vesting: [],
				balance: usdc(10n),
				totalShares: shares(10n),
				routes: [],
				caps: { pool: undefined, assets: new Map() },
				pauses: [],
				assets: new Map()
			}
		},
		book: new Map([
			[
				'ANN',
				{
					positions: {
						collateral: new Map([[0, bTokens(10_000_000_000n)]]),
						liabilities: new Map([[1, dTokens(500_000_000n)]]),
						supply: new Map()
					},
					auction: undefined
				}
			]
		]),
		races: withHappenings([], happenings),
		unreadable: []
	};
}

/** A network whose ledgers and answers a test decides. */
class Scene {
	ledger = $state<number>();
	answers: Result<PoolRead, ReadError>[] = [];
	reads = 0;
	contenders: readonly Contender[] = [];
	readonly watch: PoolWatch;
	#end: (() => void) | undefined;

	constructor() {
		const ledger = () => this.ledger;
		const reader: PoolReader = {
			read: () => {
				this.reads += 1;
				return Promise.resolve(
					this.answers.shift() ?? err({ kind: 'unreachable', detail: 'no answer left' })
				);
			}
		};
		this.watch = new PoolWatch(
			{
				network: NETWORK,
				ownAddresses: [],
				get ledger() {
					return ledger();
				},
				transport: () => ({ post: () => Promise.resolve(ok('')) }),
				contenders: () => this.contenders,
				sent: () => new Map()
			},
			() => Promise.resolve({ reader, nextPicture }),
			() => 5_000
		);
	}

	/** Something shows the picture from now on. */
	show(): void {
		this.#end = $effect.root(() => {
			$effect(() => {
				expect(this.watch.picture.kind).not.toBe('');
			});
		});
		flushSync();
	}
	hide(): void {
		this.#end?.();
		this.#end = undefined;
		flushSync();
	}
	async close(ledger: number, ...answers: Result<PoolRead, ReadError>[]): Promise<void> {
		this.answers.push(...answers);
		this.ledger = ledger;
		flushSync();
		await new Promise((resolve) => setTimeout(resolve));
		flushSync();
	}
	get picture(): PoolPicture {
		const { picture } = this.watch;
		if (picture.kind !== 'known') throw new Error(`the picture is ${picture.kind}`);
		return picture.value;
	}
}

let scene: Scene | undefined;
const open = (): Scene => (scene = new Scene());
afterEach(() => {
	scene?.hide();
});

describe('a pool is watched', () => {
	test('once per ledger, and only while something shows it', async () => {
		const watched = open();
		await watched.close(5, ok(readAt(5, 1_000_000n)));
		expect(watched.reads).toBe(0);
		watched.show();
		await watched.close(5);
		expect(watched.reads).toBe(1);
		await watched.close(6, ok(readAt(6, 1_000_000n)));
		expect(watched.reads).toBe(2);
		watched.hide();
		await watched.close(7, ok(readAt(7, 1_000_000n)));
		expect(watched.reads).toBe(2);
	});

	test('with health factors, and those from before the last move of a price', async () => {
		const watched = open();
		watched.show();
		await watched.close(5, ok(readAt(5, 1_000_000n)));
		expect(watched.picture.positions[0]?.factor).toBe(15_000_000n);
		expect(watched.picture.before.size).toBe(0);
		await watched.close(6, ok(readAt(6, 500_000n)));
		await watched.close(7, ok(readAt(7, 500_000n)));
		expect(watched.picture.positions[0]).toMatchObject({
			factor: 7_500_000n,
			isLiquidatable: true
		});
		expect(watched.picture.before.get('ANN')).toBe(15_000_000n);
	});

	test('a read that fails leaves the last picture, marked stale', async () => {
		const watched = open();
		watched.show();
		await watched.close(5, ok(readAt(5, 1_000_000n)));
		await watched.close(6, err({ kind: 'unreachable', detail: 'gone' }));
		expect(watched.watch.picture).toMatchObject({ kind: 'stale', ledger: 5, since: 5_000 });
	});

	test('a first read that fails says why there is nothing', async () => {
		const watched = open();
		watched.show();
		await watched.close(5, err({ kind: 'malformed', detail: 'no vault' }));
		expect(watched.watch.picture).toMatchObject({ kind: 'unavailable' });
	});
});

test('who took part in a race, and what each meant to do last, is remembered once it is over', async () => {
	const watched = open();
	const keeper = (operator: string, plannedAt: number | undefined): Contender => ({
		operator,
		name: operator,
		own: false,
		dry: false,
		plannedAt
	});
	watched.show();
	watched.contenders = [keeper('ana', START + 180), keeper('bo', START + 182)];
	await watched.close(START, ok(readAt(START, 1n, CREATED)));
	watched.contenders = [keeper('ana', undefined)];
	const over = START + 181;
	await watched.close(over, ok(readAt(over, 1n, CREATED, fill('ana', 180))));
	watched.contenders = [keeper('late', undefined)];
	await watched.close(over + 1, ok(readAt(over + 1, 1n, CREATED, fill('ana', 180))));
	const [race] = watched.picture.races;
	const known = race && watched.picture.contenders.get(raceKey(race));
	expect(known?.map(({ operator, plannedAt }) => [operator, plannedAt])).toEqual([
		['ana', START + 180],
		['bo', START + 182]
	]);
});
