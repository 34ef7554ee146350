import { expect, test } from 'vitest';
import { sha256 } from '#lib/chain/hash.ts';
import { refusalOf } from '#lib/chain/errors.ts';
import { newAuctionIntent } from '#lib/chain/pool-calls.ts';
import { importSigner } from '#lib/chain/signer.ts';
import { confirm } from '#lib/chain/submit.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { sendIntent, transact } from '#lib/chain/transact.ts';
import { fillIntent } from '#lib/chain/vault-calls.ts';
import { usdc } from '#lib/math/amount.ts';
import type { Intent } from '#lib/chain/operation.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { openWorld, transactionsOf, type World } from '../engine/world.ts';

const attempt = (world: World, signer: Signer, intent: Intent) =>
	transact(world.scene.stage.chain, signer, intent, world.scene.stage.signal);

test('a refused call names the contract that raised the error, and its code', async () => {
	const world = await openWorld();
	const { network } = world.scene;
	const [pool] = network.pools;
	const [keeper] = world.cast.keepers;
	if (pool === undefined || keeper === undefined) throw new Error('cast');
	const safe = newAuctionIntent({
		pool: pool.contract,
		auction: 'userLiquidation',
		user: world.cast.borrower.address,
		bid: [network.usdc.contract],
		lot: [network.native.contract],
		percent: 50
	});
	const created = await attempt(world, keeper.session, safe);
	if (created.ok || created.error.kind !== 'refused') throw new Error('expected a refusal');
	expect(created.error.failure).toMatchObject({ contract: pool.contract, code: 1211 });
	expect(refusalOf(created.error.failure, network).kind).toBe('not-liquidatable');

	const missing = fillIntent(network.vault, keeper.operator.address, keeper.session.address, {
		pool: pool.contract,
		auctionType: 0,
		user: world.cast.borrower.address,
		percent: 100,
		swaps: [],
		minProfit: usdc(0n)
	});
	const filled = await attempt(world, keeper.session, missing);
	if (filled.ok || filled.error.kind !== 'refused') throw new Error('expected a refusal');
	expect(filled.error.failure).toMatchObject({ contract: network.vault, code: 2148 });
	expect(refusalOf(filled.error.failure, network).kind).toBe('auction-gone');
});

test('an error below another contract is told by the one that raised it', async () => {
	const world = await openWorld();
	const { network, funder } = world.scene;
	const half = transferIntent(
		network.native.contract,
		funder.address,
		(await importSigner(sha256('nobody'))).address,
		5_000_000n
	);
	const answer = await attempt(world, funder, half);
	if (answer.ok || answer.error.kind !== 'refused') throw new Error('expected a refusal');
	expect(answer.error.failure).toMatchObject({ contract: network.native.contract, code: 14 });
	expect(refusalOf(answer.error.failure, network).kind).toBe('token-refused');
});

test('an account that does not exist is told before anything is sent', async () => {
	const world = await openWorld();
	const nobody = await importSigner(sha256('nobody'));
	const { network, funder } = world.scene;
	const intent = transferIntent(network.native.contract, nobody.address, funder.address, 1n);
	expect(await attempt(world, nobody, intent)).toEqual({
		ok: false,
		error: { kind: 'no-account', account: nobody.address }
	});
});

test('a wait that was given up is not told as expired: the transaction may still come', async () => {
	const world = await openWorld();
	const { stage, network, funder } = world.scene;
	const intent = transferIntent(network.native.contract, funder.address, world.cast.lp.address, 1n);
	const stop = new AbortController();
	const settle = () => {
		stop.abort();
		return Promise.resolve();
	};
	const answer = await transact({ ...stage.chain, settle }, funder, intent, stop.signal);
	expect(answer).toMatchObject({ ok: false, error: { kind: 'aborted' } });
});

test('a second transaction of an account has to wait for the first', async () => {
	const world = await openWorld();
	const { stage, network, funder } = world.scene;
	const pay = (amount: bigint) =>
		sendIntent(
			stage.chain,
			funder,
			transferIntent(network.native.contract, funder.address, world.cast.lp.address, amount),
			stage.signal
		);
	expect((await pay(1n)).ok).toBe(true);
	expect(await pay(2n)).toEqual({ ok: false, error: { kind: 'try-again-later' } });
	await stage.closeLedger();
	expect((await pay(2n)).ok).toBe(true);
});

test('a call that fails only when it is applied says why, with its fee', async () => {
	const world = await openWorld();
	const race = await world.start();
	await world.crash(25);
	await world.scene.stage.closeLedger();
	await race.stop();
	const lost = (await transactionsOf(world, race)).flat().find(({ code }) => code === 'txFailed');
	if (lost === undefined) throw new Error('nobody lost');
	expect(lost.feeCharged).toBeGreaterThan(0n);
	const { stage, network } = world.scene;
	const state = await confirm(stage.chain.rpc, lost.hash, stage.signal);
	if (!state.ok || state.value.kind !== 'failed') throw new Error('expected a failure');
	expect(state.value.failure).toMatchObject({ contract: network.pools[0]?.contract, code: 1212 });
	expect(refusalOf(state.value.failure, network).kind).toBe('auction-in-progress');
});
