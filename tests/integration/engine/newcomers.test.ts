import { expect, test } from 'vitest';
import { createAccountIntent, trustIntent } from '#lib/chain/classic.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { keeperExecutor } from '#lib/chain/keeper-executor.ts';
import { keeperReader } from '#lib/chain/keeper-reader.ts';
import { newAuctionIntent, submitIntent } from '#lib/chain/pool-calls.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { confirm } from '#lib/chain/submit.ts';
import { EMPTY_BOOK, withFacts } from '#lib/keeper/book.ts';
import { decide } from '#lib/keeper/decide.ts';
import { plan } from '#lib/keeper/plan.ts';
import { DEFAULT_POLICY } from '#lib/keeper/policy.ts';
import { scan } from '#lib/keeper/scan.ts';
import { situationOf } from '#lib/keeper/situation.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import type { KeeperParty } from '#lib/deployment/world/cast.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { openWorld, type World } from './world.ts';

/** A borrower as risky as the one of the cast. */
async function anotherBorrower({ scene }: World): Promise<Signer> {
	const { stage, network, funder } = scene;
	const { usdc, native } = network;
	const borrower = await importSigner(sha256('another borrower'));
	const funds = createAccountIntent(borrower.address, 51_000n * SCALE_7);
	await stage.perform('an account', funder, funds);
	await stage.perform('trust', borrower, trustIntent(usdc.code, usdc.issuer ?? ''));
	const loan = submitIntent(firstOf(network.pools, 'pool').contract, borrower.address, [
		{ kind: 'supplyCollateral', address: native.contract, amount: 50_000n * SCALE_7 },
		{ kind: 'borrow', address: usdc.contract, amount: 3_000n * SCALE_7 }
	]);
	await stage.perform('the loan', borrower, loan);
	return borrower;
}

async function auction({ scene }: World, user: string): Promise<void> {
	const { stage, network, funder } = scene;
	const intent = newAuctionIntent({
		...{ pool: firstOf(network.pools, 'pool').contract, auction: 'userLiquidation', user },
		...{ bid: [network.usdc.contract], lot: [network.native.contract], percent: 71 }
	});
	await stage.perform('the auction', funder, intent);
}

/** Puts a keeper's fill of one auction into the queue, as its engine would. Returns the transaction's hash. */
async function fill(world: World, keeper: KeeperParty, user: string): Promise<string> {
	const { stage, network } = world.scene;
	const { rpc } = stage.chain;
	const { vault } = await world.books();
	const scope = {
		...{ network, pool: firstOf(network.pools, 'pool'), routeCount: vault.routeCount },
		...{ operator: keeper.operator.address, session: keeper.session.address }
	};
	const reader = keeperReader(rpc, scope, DEFAULT_POLICY);
	const past = await reader.backfill(stage.signal);
	if (!past.ok) throw new Error(past.error.kind);
	const query = { cursor: past.value.cursor, users: [user], pending: undefined };
	const facts = await reader.facts(query, stage.signal);
	if (!facts.ok) throw new Error(facts.error.kind);
	const situation = situationOf(facts.value.view);
	const [found] = scan(withFacts(EMPTY_BOOK, facts.value.users), situation);
	const action = found && plan(decide(found, situation, DEFAULT_POLICY), scope.pool.contract);
	if (action?.kind !== 'fill') throw new Error(`expected a fill, found ${action?.kind ?? 'none'}`);
	const executor = keeperExecutor(rpc, scope, keeper.session, DEFAULT_POLICY);
	const prepared = await executor.prepare(action, facts.value.view, stage.signal);
	if (!prepared.ok) throw new Error(JSON.stringify(prepared.error));
	const sent = await executor.send(prepared.value, stage.signal);
	if (!sent.ok) throw new Error(sent.error.kind);
	return prepared.value.hash;
}

test('first fills of two newcomers in one ledger both succeed', async () => {
	const world = await openWorld();
	const users = [world.cast.borrower.address, (await anotherBorrower(world)).address];
	await world.crash(25);
	for (const user of users) await auction(world, user);
	const { stage } = world.scene;
	for (let age = 0; age < 230; age += 1) await stage.closeLedger();
	const hashes: string[] = [];
	for (const [index, keeper] of world.cast.keepers.entries()) {
		hashes.push(await fill(world, keeper, users[index] ?? ''));
	}
	await stage.closeLedger();
	const states = [];
	for (const hash of hashes) states.push(await confirm(stage.chain.rpc, hash, stage.signal));
	expect(states).toMatchObject([
		{ ok: true, value: { kind: 'succeeded' } },
		{ ok: true, value: { kind: 'succeeded' } }
	]);
	const ledgers = states.map((state) =>
		state.ok && 'ledger' in state.value ? state.value.ledger : 0
	);
	expect(ledgers[0]).toBe(ledgers[1]);
	expect((await world.books()).keepers.map(({ fills }) => fills)).toEqual([1, 1]);
});
