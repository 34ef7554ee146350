import { expect, test } from 'vitest';
import type { Transport } from '#lib/chain/transport.ts';
import type { Tab } from './browser.ts';
import { calls, outcomeOf, rowsOf, visit } from './visit.ts';

test('a dry run decides and simulates, and signs nothing; live by choice it acts at once', async () => {
	const { openTab, identity, until, world, account, session } = await visit();
	const tab = openTab();
	const before = await account(session);
	await tab.service.start({ ...identity, mode: 'dry' });
	await world.crash(25);
	const rehearsed = () =>
		tab.report?.log.flatMap(({ item }) => (item.kind === 'rehearsed' ? [item.action.kind] : []));
	await until(() => rehearsed()?.includes('create') === true, 5);
	expect(await account(session)).toEqual(before);
	expect(tab.report?.rows).toEqual([]);
	await tab.service.setMode('live');
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 6);
	await until(() => outcomeOf(tab, 'create') === 'won', 6);
	expect(tab.report?.mode).toBe('live');
	expect(tab.bugs).toEqual([]);
});

test('a computer that slept drops its plan, tells how long and how many ledgers, and looks again before it sends', async () => {
	const { openTab, identity, until, world, transport } = await visit();
	let asleep = false;
	const sent: number[] = [];
	const sleepy: Transport = {
		post: async (body, signal) => {
			if (calls(body, 'sendTransaction')) sent.push(1);
			const answer = await transport.post(body, signal);
			if (asleep && calls(body, 'simulateTransaction')) {
				asleep = false;
				await world.sandbox.closeLedger(10); // eight seconds and ten ledgers pass between simulation and signature
				tab.freeze(8_000);
			}
			return answer;
		}
	};
	const tab: Tab = openTab(sleepy);
	await tab.service.start({ ...identity, mode: 'live' });
	await until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	const before = sent.length;
	asleep = true;
	await world.crash(25);
	await until(() => (tab.report?.gaps.length ?? 0) > 0, 10);
	const [gap] = tab.report?.gaps ?? [];
	expect((gap?.to ?? 0) - (gap?.from ?? 0)).toBe(8_000);
	expect(gap?.missedLedgers).toBeGreaterThanOrEqual(10);
	await until(() => outcomeOf(tab, 'create') === 'won', 6);
	expect(sent.length - before).toBe(1);
	expect(rowsOf(tab, 'create')).toHaveLength(1);
	expect(tab.report?.log.some(({ item }) => item.kind === 'slept')).toBe(true);
});

test('a beat that comes late while nothing is under way is a gap too', async () => {
	const { openTab, identity, until } = await visit();
	const tab = openTab();
	await tab.service.start({ ...identity, mode: 'dry' });
	await until(() => tab.report?.snapshot.phase.kind === 'scanning', 4);
	tab.freeze(3_600_000);
	tab.beat();
	await until(() => (tab.report?.gaps.length ?? 0) > 0, 4);
	expect(tab.report?.gaps).toMatchObject([{ missedLedgers: expect.any(Number) as number }]);
});
