import { expect, test } from 'vitest';
import { rotateSessionIntent } from '#lib/chain/registry-calls.ts';
import { usdc } from '#lib/math/amount.ts';
import { outcomeOf, rowsOf, visit } from './visit.ts';

const FOLLOWER = { ok: false, error: { kind: 'follower' } };

test('one tab leads; another follows it, takes over when it closes, and nothing is sent twice', async () => {
	const { openTab, identity, until, closeLedger, world } = await visit();
	const [first, second] = [openTab(), openTab()];
	await first.service.start({ ...identity, mode: 'live' });
	expect(await second.service.start({ ...identity, mode: 'dry' })).toEqual(FOLLOWER);
	await until(() => outcomeOf(second, 'co-sign') === 'won', 5);
	expect(second.report).toMatchObject({ role: 'follower', mode: 'live' });
	expect(second.report?.snapshot.ledger).toBe(first.report?.snapshot.ledger);

	await world.crash(25);
	await until(() => outcomeOf(first, 'create') === 'won', 10);
	first.close();
	await closeLedger();
	await until(() => second.report?.role === 'leader', 3);
	expect(second.report?.mode).toBe('live');
	await until(() => outcomeOf(second, 'fill') === 'won');
	expect(rowsOf(second, 'co-sign')).toHaveLength(1);
	expect(rowsOf(second, 'create')).toHaveLength(1);
	expect([...first.bugs, ...second.bugs]).toEqual([]);
});

test('a keeper that somebody stops is stopped in every tab', async () => {
	const { openTab, identity, until, driven, closeLedger } = await visit();
	const [first, second] = [openTab(), openTab()];
	await first.service.start({ ...identity, mode: 'dry' });
	expect(await second.service.watch(identity)).toBe(true);
	await until(() => second.report?.snapshot.phase.kind === 'scanning', 4);
	await driven(first.service.stop());
	for (let closed = 0; closed < 3; closed += 1) await closeLedger();
	expect(second.report).toMatchObject({
		role: 'follower',
		snapshot: { phase: { kind: 'stopped' } }
	});
	expect(await second.service.watch(identity)).toBe(false);
	expect(await second.service.start({ ...identity, mode: 'dry' })).toEqual({
		ok: true,
		value: null
	});
});

test('a tab that follows may neither sweep nor set the mode', async () => {
	const { openTab, identity, until } = await visit();
	const [first, second] = [openTab(), openTab()];
	await first.service.start({ ...identity, mode: 'dry' });
	await second.service.start({ ...identity, mode: 'live' });
	expect(await second.service.stopAndSweep(identity)).toEqual(FOLLOWER);
	await second.service.setMode('live');
	await until(() => first.report?.snapshot.phase.kind === 'scanning', 4);
	expect(first.report?.mode).toBe('dry');
});

test('no key in this browser: nothing starts', async () => {
	const { openTab, identity } = await visit();
	const other = { ...identity, operator: identity.network.usdc.issuer ?? '' };
	const tab = openTab();
	expect(await tab.service.start({ ...other, mode: 'dry' })).toEqual({
		ok: false,
		error: { kind: 'no-key' }
	});
});

test('an address is told only of a key that was stored and came back', async () => {
	const { openTab, identity, browser } = await visit();
	const tab = openTab();
	browser.keys.refusal = 'QuotaExceededError';
	expect(await tab.service.prepareKey(identity, 'next')).toMatchObject({
		ok: false,
		error: { kind: 'storage', detail: 'QuotaExceededError' }
	});
	browser.keys.refusal = undefined;
	const [once, again] = [
		await tab.service.prepareKey(identity, 'next'),
		await tab.service.prepareKey(identity, 'next')
	];
	expect(once).toEqual(again);
});

test('after a rotation the new key works, and the old one sends its XLM back by itself', async () => {
	const { openTab, identity, until, world, operator, account, session, driven } = await visit();
	const first = openTab();
	await first.service.start({ ...identity, mode: 'live' });
	await until(() => outcomeOf(first, 'co-sign') === 'won', 5);
	const next = await first.service.prepareKey(identity, 'next');
	if (!next.ok) throw new Error(next.error.kind);
	await driven(first.service.stop());

	const { stage, network } = world.scene;
	const { closedAt } = await stage.head();
	const grant = {
		session: next.value.address,
		float: 50_000_000n,
		expiresAt: closedAt + 3_600,
		limits: { fillsPerHour: 5, maxUsdcPerFill: usdc(10_000_000_000n), pools: [] }
	};
	const contracts = { registry: network.registry, native: network.native.contract };
	const rotated = rotateSessionIntent(contracts, operator.address, session, grant);
	await stage.perform('the rotation', operator, rotated);

	await first.service.start({ ...identity, mode: 'live' });
	await until(() => first.report?.session?.address === next.value.address, 4);
	await until(() => outcomeOf(first, 'co-sign') === 'won', 6);
	expect(await first.service.findKey(identity)).toEqual(next);
	for (let closed = 0; closed < 3; closed += 1) await stage.closeLedger();
	expect(await account(session)).toBeUndefined();
	expect(first.bugs).toEqual([]);
});
