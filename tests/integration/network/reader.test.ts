import { beforeAll, expect, test } from 'vitest';
import { jsonRpc } from '#lib/chain/json-rpc.ts';
import { networkReader, type NetworkRead, type NetworkReader } from '#lib/chain/network-reader.ts';
import type { Transport } from '#lib/chain/transport.ts';
import { err } from '#lib/result.ts';
import { sharePriceFloor } from '#lib/vault/share-price.ts';
import { closeUntil, openWorld, type World } from '../engine/world.ts';

const signal = new AbortController().signal;

async function read(reader: NetworkReader, accounts: readonly string[]): Promise<NetworkRead> {
	const answer = await reader.read(accounts, signal);
	if (!answer.ok) throw new Error(JSON.stringify(answer.error));
	return answer.value;
}
function known<T>(fact: { ok: true; value: T } | { ok: false; error: string }): T {
	if (!fact.ok) throw new Error(fact.error);
	return fact.value;
}

let world: World;
beforeAll(async () => {
	world = await openWorld(2);
});

test('facts, fills and share price of a race are those of the chain, read in one POST a ledger', async () => {
	const { scene, cast, sandbox } = world;
	const rpc = jsonRpc(sandbox.transport);
	const reader = networkReader(rpc, scene.network);
	const operators = cast.keepers.map(({ operator }) => operator.address);
	const people = [cast.lp.address, ...operators];
	const before = await read(reader, people);
	expect(before.facts).toMatchObject({
		lastFill: { ok: true, value: undefined },
		openAuctions: { ok: true, value: [] },
		keepers: { ok: true, value: 0 },
		archived: []
	});

	const race = await world.start();
	await world.crash(25);
	await closeUntil(world, () => race.racers.some(({ feed }) => feed.some(isOutcome)));
	expect(known((await read(reader, [])).facts.openAuctions)).toMatchObject([
		{ user: cast.borrower.address, kind: 'userLiquidation' }
	]);
	await closeUntil(world, () => race.isQuiet);
	const posts = rpc.posts;
	const { facts, history, accounts } = await read(reader, people);
	expect(rpc.posts - posts).toBe(1);

	const books = await world.books();
	const vault = known(facts.vault);
	expect(vault).toMatchObject({
		open: true,
		sharePrice: books.vault.sharePrice,
		balance: books.vault.balance,
		state: { totalAssets: books.vault.totalAssets, unvested: books.vault.unvested }
	});
	expect(known(facts.openAuctions)).toEqual([]);
	expect(known(facts.keepers)).toBe(1);
	const winner = books.keepers.findIndex(({ fills }) => fills > 0);
	const fill = known(facts.lastFill);
	expect(fill).toMatchObject({ operator: operators[winner], user: cast.borrower.address });
	expect(fill?.profit).toBe(books.keepers[winner]?.profit);
	expect(fill?.fee).toBe(books.keepers[winner]?.reward);
	expect(known(history).moves).toMatchObject([
		{ kind: 'deposit', account: cast.lp.address, assets: 500_000_000_000n }
	]);

	const lp = accounts.get(cast.lp.address);
	const operator = accounts.get(operators[winner] ?? '');
	expect(lp?.shares).toEqual({ ok: true, value: 500_000_000_000n });
	expect(lp?.usdc).toMatchObject({ ok: true, value: { kind: 'trustline', available: 0n } });
	expect(lp?.operator).toEqual({ ok: true, value: undefined });
	// account, USDC trustline: 1.5 XLM are kept back
	expect(lp?.xlm).toMatchObject({ ok: true, value: { reserve: 15_000_000n } });
	expect(operator?.usdc).toEqual({ ok: true, value: { kind: 'none' } });
	expect(operator?.reward).toEqual({ ok: true, value: books.keepers[winner]?.reward });
	expect(operator?.operator).toMatchObject({ ok: true, value: { fills: 1, stake: 0n } });
	const session = cast.keepers[winner]?.session.address;
	expect(operator?.sessions).toMatchObject({
		ok: true,
		value: [{ address: session, state: 'live', account: { coSigned: false } }]
	});
	await race.stop();
});

test('the series of the share price ends at the price of the chain, in every ledger of the vesting', async () => {
	const { scene, sandbox } = world;
	const reader = networkReader(jsonRpc(sandbox.transport), scene.network);
	const promised = known(known((await read(reader, [])).history).prices).outlook;
	expect(promised.length).toBeGreaterThan(1);
	let last = 0n;
	for (let ledger = 0; ledger < 14; ledger += 1) {
		const { facts, history } = await read(reader, []);
		const { points } = known(known(history).prices);
		const now = known(facts.vault);
		expect(points.at(-1)).toEqual({ at: facts.closedAt, price: sharePriceFloor(now.state) });
		expect(now.sharePrice).toBeGreaterThanOrEqual(last);
		last = now.sharePrice;
		await scene.stage.closeLedger();
	}
	expect(last).toBe(promised.at(-1)?.price);
	expect(last).toBeGreaterThan(1_000_000_000_000n);
});

test('an account that does not exist is told apart from one that holds nothing', async () => {
	const { scene, sandbox } = world;
	const reader = networkReader(jsonRpc(sandbox.transport), scene.network);
	const nobody = 'GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ';
	const facts = (await read(reader, [nobody])).accounts.get(nobody);
	expect(facts).toMatchObject({
		xlm: { ok: true, value: undefined },
		usdc: { ok: true, value: { kind: 'none' } },
		shares: { ok: true, value: 0n },
		tranche: { ok: true, value: undefined }
	});
});

test('without the past the vault is known all the same, and fills are unknown, not none', async () => {
	const { scene, sandbox } = world;
	const deaf: Transport = {
		post: (body, abort) =>
			body.includes('getEvents')
				? Promise.resolve(err({ kind: 'unreachable', detail: 'no events here' }))
				: sandbox.transport.post(body, abort)
	};
	const { facts, history } = await read(networkReader(jsonRpc(deaf), scene.network), []);
	expect(facts.vault.ok).toBe(true);
	for (const part of [facts.lastFill, facts.openAuctions, facts.historySince, history]) {
		expect(part).toEqual({
			ok: false,
			error: 'No node answers (no events here). It is asked again by itself.'
		});
	}
});

const isOutcome = (item: { readonly kind: string }) => item.kind === 'outcome';
