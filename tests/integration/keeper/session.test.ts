import { expect, test } from 'vitest';
import { revokeSessionIntent } from '#lib/chain/registry-calls.ts';
import { outcomeOf, rowsOf, visit, XLM } from './visit.ts';

test('the first transaction of the key makes the operator a co-signer, then it races', async () => {
	const { openTab, identity, until, account, session, operator, world } = await visit();
	const tab = openTab();
	expect(await tab.service.start({ ...identity, mode: 'live' })).toEqual({ ok: true, value: null });
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	expect((await account(session))?.signers).toEqual([operator.address]);
	await until(() => tab.report?.session?.coSigned === true, 2);
	await world.crash(25);
	await until(() => outcomeOf(tab, 'fill') === 'won');
	const [fill] = rowsOf(tab, 'fill');
	const { profit = 0n, vaultShare = 0n, operatorShare = 0n, fee = 0n, spent = 0n } = fill ?? {};
	expect(fill).toMatchObject({ session, percent: 100, confirmations: 1, xlmPrice: 750_000n });
	expect(profit > 0n && fee > 0n && spent > 0n).toBe(true);
	expect(vaultShare + operatorShare).toBe(profit);
	expect(operatorShare * 10n <= profit).toBe(true);
	expect(rowsOf(tab, 'create')).toMatchObject([{ outcome: 'won', profit: undefined }]);
	await until(() => tab.report?.session?.feePerFill !== undefined, 3);
	expect(tab.report?.session).toMatchObject({
		address: session,
		feePerFill: fee,
		delegation: { kind: 'live', fillsLeft: 59 }
	});
	expect(tab.bugs).toEqual([]);
});

test('stop and sweep: the session account is gone, its XLM is with the operator, the delegation too', async () => {
	const { openTab, identity, until, driven, account, session, operator, hasDelegation } =
		await visit();
	const tab = openTab();
	await tab.service.start({ ...identity, mode: 'live' });
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	const before = await account(operator.address);
	const swept = await driven(tab.service.stopAndSweep(identity));
	expect(swept).toEqual({ ok: true, value: null });
	expect(await account(session)).toBeUndefined();
	expect(await hasDelegation()).toBe(false);
	const back = ((await account(operator.address))?.balance ?? 0n) - (before?.balance ?? 0n);
	const fees = (tab.report?.rows ?? []).reduce((sum, { fee }) => sum + (fee ?? 0n), 0n);
	expect(back + fees).toBe(10n * XLM);
	expect([outcomeOf(tab, 'revoke'), outcomeOf(tab, 'sweep')]).toEqual(['won', 'won']);
	expect(tab.report?.snapshot.phase.kind).toBe('stopped');
});

test('a session that has expired does nothing, says so, and can still be swept', async () => {
	const { openTab, identity, until, driven, account, session, world, closeLedger } = await visit({
		sessionSecs: 300
	});
	const tab = openTab();
	await world.scene.stage.warp(301);
	await tab.service.start({ ...identity, mode: 'live' });
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	await world.crash(25);
	await closeLedger();
	expect(tab.report?.session?.delegation).toMatchObject({ kind: 'expired' });
	expect(tab.report?.snapshot.accounts[0]?.decision).toMatchObject({
		reason: { kind: 'session', reason: 'expired' }
	});
	expect(rowsOf(tab, 'create')).toEqual([]);
	expect(await driven(tab.service.stopAndSweep(identity))).toEqual({ ok: true, value: null });
	expect(await account(session)).toBeUndefined();
	expect(tab.bugs).toEqual([]);
});

test('a session that its operator revoked does nothing, says so, and can still be swept', async () => {
	const { openTab, identity, until, driven, account, session, operator, world } = await visit();
	const tab = openTab();
	await tab.service.start({ ...identity, mode: 'live' });
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	const { stage, network } = world.scene;
	const { address } = operator;
	const revoked = revokeSessionIntent(network.registry, address, address, session);
	await stage.perform('revoking', operator, revoked);
	await world.crash(25);
	await until(() => tab.report?.snapshot.accounts[0]?.decision !== undefined, 3);
	expect(tab.report?.session?.delegation).toEqual({ kind: 'revoked' });
	expect(tab.report?.snapshot.accounts[0]?.decision).toMatchObject({
		reason: { kind: 'session', reason: 'no-session' }
	});
	expect(await driven(tab.service.stopAndSweep(identity))).toEqual({ ok: true, value: null });
	expect(await account(session)).toBeUndefined();
	expect(rowsOf(tab, 'revoke')).toEqual([]);
});

test('a session without XLM does nothing and says what a fee needs', async () => {
	const { openTab, identity, world, closeLedger, session } = await visit({ float: 10_100_000n });
	const tab = openTab();
	await tab.service.start({ ...identity, mode: 'live' });
	await world.crash(25);
	await closeLedger();
	expect(tab.report?.session).toMatchObject({ address: session, spendable: 100_000n });
	expect(tab.report?.snapshot.accounts[0]?.decision).toMatchObject({
		reason: { kind: 'out-of-xlm', spendable: 100_000n }
	});
	expect(tab.report?.rows).toEqual([]);
	expect(tab.bugs).toEqual([]);
});

test('a key that was never approved does nothing and says so', async () => {
	const { openTab, identity, world, closeLedger } = await visit({ approved: false });
	const tab = openTab();
	await tab.service.start({ ...identity, mode: 'live' });
	await world.crash(25);
	await closeLedger();
	expect(tab.report?.session).toMatchObject({
		spendable: undefined,
		delegation: { kind: 'none' }
	});
	expect(tab.report?.snapshot.accounts[0]?.decision).toMatchObject({
		reason: { kind: 'session', reason: 'not-registered' }
	});
});
