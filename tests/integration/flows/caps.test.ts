import { beforeAll, describe, expect, test } from 'vitest';
import type { Resources } from '#lib/chain/prepare.ts';
import { generatePair, pairSigner, type Signer } from '#lib/chain/signer.ts';
import { assemble, type FlowScope } from '#lib/flows/assemble.ts';
import { expectedOf, feeCapsOf, overDeclared } from '#lib/flows/caps.ts';
import type { FlowRequest } from '#lib/flows/request.ts';
import type { FeedItem } from '#lib/keeper/feed.ts';
import { shares, stroops, usdc } from '#lib/math/amount.ts';
import { signEnvelope } from '#lib/chain/envelope.ts';
import { ok } from '#lib/result.ts';
import { demoWallet } from '#lib/wallet/demo.ts';
import { archiveAll } from '../../fixtures/archive.ts';
import { existing, footprintOf, restorable } from '../archival/world.ts';
import { closeUntil, openWorld } from '../engine/world.ts';
import { bigints, landed, openVisit, visit, whole, type Visitor } from './world.ts';

/** What each request declared on the sandbox, where it needs most. */
const declared = new Map<string, { request: FlowRequest; resources: Resources }>();

async function note(name: string, request: FlowRequest, scope: FlowScope, signal: AbortSignal) {
	const assembled = await assemble(request, scope, signal);
	if (!assembled.ok) throw new Error(`${name}: ${JSON.stringify(assembled.error, bigints)}`);
	const { resources } = assembled.value;
	if (resources === undefined) throw new Error(`${name}: expected declared resources`);
	declared.set(name, { request, resources });
}

async function newKey(): Promise<Signer> {
	const pair = await generatePair();
	const signer = pair && (await pairSigner(pair));
	if (signer === undefined) throw new Error('expected a key');
	return signer;
}

let visitor: Visitor;
async function measured(name: string, request: FlowRequest) {
	await note(name, request, visitor.ports, visitor.world.scene.stage.signal);
	landed(await visitor.perform(request));
}

beforeAll(async () => {
	visitor = await openVisit();
	const { stage, network } = visitor.world.scene;
	const pools = Array.from({ length: 4 }, () => network.pools[0]?.contract ?? '');
	const { closedAt } = await stage.head();
	const grant = {
		session: (await newKey()).address,
		float: stroops(whole(10)),
		expiresAt: closedAt + 86_400,
		limits: { fillsPerHour: 20, maxUsdcPerFill: usdc(whole(500)), pools }
	};
	landed(await visitor.perform({ kind: 'trustline' }));
	await measured('faucet', { kind: 'faucet', amount: usdc(whole(1_000)) });
	await measured('first deposit', {
		kind: 'deposit',
		assets: usdc(whole(500)),
		minShares: shares(1n)
	});
	await stage.warp(200);
	await measured('withdraw', {
		kind: 'withdraw',
		assets: usdc(whole(10)),
		maxShares: shares(whole(20))
	});
	await measured('redeem', { kind: 'redeem', shares: shares(whole(10)), minAssets: usdc(1n) });
	await measured('register', { kind: 'register', name: 'a'.repeat(32), stake: usdc(1n), grant });
	await measured('grant', {
		kind: 'grant',
		grant: { ...grant, session: (await newKey()).address }
	});
	const rotated = { ...grant, session: (await newKey()).address };
	await measured('rotate', { kind: 'rotate', old: grant.session, grant: rotated });
	await measured('revoke', { kind: 'revoke', session: rotated.session });
	await measured('revoke all', { kind: 'revoke-all' });
});

/** An operator whose keeper won a race, with a wallet of his own. */
test('a claim brings the rewards, and declares what was expected', async () => {
	const world = await openWorld(1);
	const race = await world.start();
	await world.crash(25);
	const owed = async () => (await world.books()).vault.owed;
	await closeUntil(world, () => race.racers.some(({ feed }) => feed.some(isWin)), 300);
	await race.stop();
	expect(await owed()).toBeGreaterThan(0n);
	const [keeper] = world.cast.keepers;
	if (keeper === undefined) throw new Error('cast');
	const { operator } = keeper;
	const other = await visit(world);
	const wallet = demoWallet({
		passphrase: world.scene.network.passphrase,
		existing: () => Promise.resolve(ok(operator.address)),
		open: () => Promise.resolve(ok(operator.address)),
		ask: () => Promise.resolve(true),
		sign: async (request) => ok(await signEnvelope(request, operator))
	});
	const ports = { ...other.ports, account: operator.address, wallet };
	landed(await other.perform({ kind: 'trustline' }, ports));
	await note('claim', { kind: 'claim-rewards' }, ports, world.scene.stage.signal);
	landed(await other.perform({ kind: 'claim-rewards' }, ports));
	expect(await owed()).toBe(0n);
});

const isWin = (item: FeedItem): boolean =>
	item.kind === 'outcome' && item.outcome.kind === 'won' && item.outcome.receipt !== undefined;

test('archived entries of the vault and of an account are restored within their bounds', async () => {
	const { ports, world } = visitor;
	const { signal } = world.scene.stage;
	const deposit = { kind: 'deposit', assets: usdc(whole(5)), minShares: shares(1n) } as const;
	const alive = await assemble(deposit, ports, signal);
	if (!alive.ok) throw new Error(alive.error.kind);
	const { xdr } = alive.value.preview;
	await archiveAll(world.scene.stage.chain.rpc);
	// what would be restored on the way costs more than a deposit may: it is refused, and restored on purpose
	expect(await assemble(deposit, ports, signal)).toMatchObject({
		ok: false,
		error: { kind: 'unacceptable' }
	});
	const groups = restorable(await existing(world.scene, footprintOf({ xdr })));
	for (const [index, keys] of groups.entries()) {
		await measured(`restore ${index}`, { kind: 'restore', keys });
	}
	// the next call would pay the rent of months for the whole vault: somebody else does, on purpose
	const { stage, network, funder } = world.scene;
	await stage.perform('rent', funder, {
		kind: 'invoke',
		auth: 'none',
		call: { contract: network.vault, fn: 'bump', args: [] }
	});
	expect(await assemble(deposit, ports, signal)).toMatchObject({ ok: true });
});

describe('what a request declares', () => {
	test('stays within what is expected of it, so that an honest node is never refused', () => {
		for (const [name, { request, resources }] of declared) {
			const expected = expectedOf(request);
			const over = (['instructions', 'readBytes', 'writeBytes', 'resourceFee'] as const).filter(
				(key) => resources[key] > expected[key]
			);
			expect([name, over]).toEqual([name, []]);
		}
	});

	test('ten times over is beyond its bounds, whichever request it is', () => {
		for (const [name, { request, resources }] of declared) {
			const tenfold = {
				...resources,
				instructions: resources.instructions * 10,
				readBytes: resources.readBytes * 10,
				writeBytes: resources.writeBytes * 10
			};
			expect([name, overDeclared(request, tenfold)]).not.toEqual([name, undefined]);
			const fee = resources.resourceFee * 10n > feeCapsOf(request).resourceFee;
			expect([name, fee]).toEqual([name, true]);
		}
	});

	test('was looked at for every request that is simulated', () => {
		expect(new Set([...declared.values()].map(({ request }) => request.kind))).toEqual(
			new Set([
				'faucet',
				'deposit',
				'withdraw',
				'redeem',
				'register',
				'grant',
				'rotate',
				'revoke',
				'revoke-all',
				'claim-rewards',
				'restore'
			])
		);
	});
});
