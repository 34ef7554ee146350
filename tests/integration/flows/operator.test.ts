import { beforeAll, describe, expect, test } from 'vitest';
import { readEntries, accountEntry } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import {
	delegationKey,
	keeperKey,
	readDelegation,
	readKeeper
} from '#lib/chain/registry-entries.ts';
import { generatePair, pairSigner, type Signer } from '#lib/chain/signer.ts';
import { coSignerIntent } from '#lib/chain/classic.ts';
import type { Grant } from '#lib/flows/request.ts';
import type { FlowStage } from '#lib/flows/stage.ts';
import { stroops, usdc } from '#lib/math/amount.ts';
import { landed, openVisit, whole, type Visitor } from './world.ts';

async function newKey(): Promise<Signer> {
	const pair = await generatePair();
	const signer = pair && (await pairSigner(pair));
	if (signer === undefined) throw new Error('expected a key');
	return signer;
}

let operator: Visitor;
let session: Signer;
let grant: Grant;
beforeAll(async () => {
	operator = await openVisit();
	session = await newKey();
	const { closedAt } = await operator.world.scene.stage.head();
	grant = {
		session: session.address,
		float: stroops(whole(10)),
		expiresAt: closedAt + 14 * 86_400,
		limits: { fillsPerHour: 20, maxUsdcPerFill: usdc(whole(500)), pools: [] }
	};
	landed(await operator.perform({ kind: 'trustline' }));
	landed(await operator.perform({ kind: 'faucet', amount: usdc(whole(1_000)) }));
});

async function account(address: string) {
	const key = accountKey(address);
	const { signal } = operator.world.scene.stage;
	const entries = await readEntries(operator.ports.rpc, [key], signal);
	if (!entries.ok) throw new Error(entries.error.kind);
	const entry = accountEntry(entries.value, key);
	if (!entry.ok) throw new Error(entry.error.kind);
	return entry.value;
}

async function delegation(key: string) {
	const { rpc, network, account: own } = operator.ports;
	const keys = [delegationKey(network.registry, own, key)];
	const entries = await readEntries(rpc, keys, operator.world.scene.stage.signal);
	if (!entries.ok) throw new Error(entries.error.kind);
	const read = readDelegation(entries.value, network.registry, own, key);
	if (!read.ok) throw new Error(read.error.kind);
	return read.value;
}

async function epoch() {
	const { rpc, network, account: own } = operator.ports;
	const keys = [keeperKey(network.registry, own)];
	const entries = await readEntries(rpc, keys, operator.world.scene.stage.signal);
	if (!entries.ok) throw new Error(entries.error.kind);
	const read = readKeeper(entries.value, network.registry, own);
	if (!read.ok) throw new Error(read.error.kind);
	return read.value?.epoch;
}

const previewed = (stages: readonly FlowStage[]) => {
	const review = stages.find((stage) => stage.kind === 'review');
	if (review?.kind !== 'review') throw new Error('expected a review');
	return review.preview;
};

describe('an operator with the demo wallet', () => {
	test('registers, stakes, funds the session account and delegates with one signature', async () => {
		const asked = operator.asked.length;
		const stages = await operator.perform({
			kind: 'register',
			name: 'ana-laptop',
			stake: usdc(whole(100)),
			grant
		});
		landed(stages);
		expect(operator.asked).toHaveLength(asked + 1);
		const { rows, changes } = previewed(stages);
		expect(rows.map(({ title, fn }) => [title, fn])).toEqual([
			['Register and delegate', 'register_with_session'],
			['Send USDC to keeper-registry', 'transfer'],
			[`Send XLM to ${session.address.slice(0, 4)}…${session.address.slice(-4)}`, 'transfer']
		]);
		expect(rows[0]?.arguments.map(({ name }) => name)).toEqual(
			['operator', 'name', 'stake', 'session', 'float', 'expires_at', 'limits'] // the contract's own order
		);
		expect(rows[0]?.arguments.at(-1)?.readable).toBe(
			'20 fills per hour, 500.0000000\u00a0USDC per fill, all pools'
		);
		expect(rows[0]?.arguments.at(-2)?.readable).toMatch(/ UTC, in 14 days$/);
		expect(changes.map(({ amount }) => amount)).toEqual([
			'−100.0000000\u00a0USDC',
			'−10.0000000\u00a0XLM'
		]);
		expect((await account(session.address))?.balance).toBe(whole(10));
		expect(await delegation(session.address)).toMatchObject({ limits: grant.limits });
	});

	test('who is registered already is sent to the delegation', async () => {
		const again = { kind: 'register', name: 'ana', stake: usdc(0n), grant } as const;
		expect((await operator.perform(again)).at(-1)).toMatchObject({
			kind: 'failed',
			next: 'Delegate to a key instead of registering.'
		});
	});

	test('renews the same key for longer, without another float', async () => {
		const longer = { ...grant, float: stroops(0n), expiresAt: grant.expiresAt + 86_400 };
		const stages = await operator.perform({ kind: 'grant', grant: longer });
		landed(stages);
		expect(previewed(stages).rows).toHaveLength(1);
		expect((await delegation(session.address))?.expiresAt).toBe(longer.expiresAt);
	});

	test('tops the session account up', async () => {
		landed(
			await operator.perform({
				kind: 'top-up',
				session: session.address,
				amount: stroops(whole(5))
			})
		);
		expect((await account(session.address))?.balance).toBe(whole(15));
	});

	test('does not close an account that never made it its co-signer', async () => {
		const stages = await operator.perform({ kind: 'merge-session', session: session.address });
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'assemble', retry: false });
	});

	test('rotates to another key: the old one is revoked, the new one delegated to', async () => {
		const next = await newKey();
		const fresh = { ...grant, session: next.address };
		landed(await operator.perform({ kind: 'rotate', old: session.address, grant: fresh }));
		expect(await delegation(session.address)).toBeUndefined();
		expect(await delegation(next.address)).toMatchObject({ limits: grant.limits });
		landed(await operator.perform({ kind: 'revoke', session: next.address }));
		expect(await delegation(next.address)).toBeUndefined();
	});

	test('takes back the XLM of a key whose browser storage was wiped, as its co-signer', async () => {
		const { stage } = operator.world.scene;
		await stage.perform(
			'the first transaction of the key',
			session,
			coSignerIntent(operator.ports.account)
		);
		const before = (await account(operator.ports.account))?.balance ?? 0n;
		const left = (await account(session.address))?.balance ?? 0n;
		const stages = await operator.perform({ kind: 'merge-session', session: session.address });
		landed(stages);
		expect(await account(session.address)).toBeUndefined();
		const fee = before + left - ((await account(operator.ports.account))?.balance ?? 0n);
		expect(fee).toBeGreaterThan(0n);
		expect(fee).toBeLessThanOrEqual(previewed(stages).maxFee);
	});

	test('revokes everything at once: no key that was granted before lives', async () => {
		landed(await operator.perform({ kind: 'grant', grant: { ...grant, float: stroops(0n) } }));
		const before = await delegation(grant.session);
		landed(await operator.perform({ kind: 'revoke-all' }));
		expect(await epoch()).toBeGreaterThan(before?.epoch ?? Number.MAX_SAFE_INTEGER);
	});

	test('a delegation that would be over already is refused with its reason', async () => {
		const over = await operator.perform({ kind: 'grant', grant: { ...grant, expiresAt: 1 } });
		expect(over.at(-1)).toMatchObject({
			kind: 'failed',
			sentence: 'The delegation would be over already. Nothing was sent.'
		});
	});

	test('with rewards of nothing is told that nothing is owed', async () => {
		expect((await operator.perform({ kind: 'claim-rewards' })).at(-1)).toMatchObject({
			kind: 'failed',
			next: 'Nothing is left to do.'
		});
	});

	test('a float beyond the XLM it has is refused before anything is signed', async () => {
		const asked = operator.asked.length;
		const much = { ...grant, float: stroops(whole(9_999)) };
		const stages = await operator.perform({ kind: 'grant', grant: much });
		expect(stages.at(-1)).toMatchObject({ kind: 'failed', at: 'assemble' });
		expect(operator.asked).toHaveLength(asked);
	});
});
