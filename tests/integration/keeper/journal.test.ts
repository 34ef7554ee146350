import { expect, test } from 'vitest';
import type { Transport } from '#lib/chain/transport.ts';
import { calls, outcomeOf, rowsOf, visit, type Visit } from './visit.ts';
import type { Tab } from './browser.ts';

/** The tab is closed the moment it wants to send, `before` or `after` the network gets it. */
function closesWhenSending(
	{ transport }: Visit,
	when: 'before' | 'after',
	isDue: () => boolean,
	tab: () => Tab
): Transport {
	return {
		post: async (body, signal) => {
			if (!calls(body, 'sendTransaction') || !isDue()) return transport.post(body, signal);
			if (when === 'after') await transport.post(body, signal);
			tab().close();
			return new Promise(() => undefined);
		}
	};
}

/** Notes every transaction that is sent. */
const listening = (transport: Transport, sent: string[]): Transport => ({
	post: (body, signal) => {
		if (calls(body, 'sendTransaction')) sent.push(body);
		return transport.post(body, signal);
	}
});

/** A keeper whose tab closes while it sends its fill. */
async function closedWhileFilling(when: 'before' | 'after') {
	const stay = await visit();
	const isDue = () => outcomeOf(tab, 'create') === 'won';
	const tab: Tab = stay.openTab(closesWhenSending(stay, when, isDue, () => tab));
	await tab.service.start({ ...stay.identity, mode: 'live' });
	await stay.until(() => outcomeOf(tab, 'co-sign') === 'won', 5);
	await stay.world.crash(25);
	await stay.until(() => tab.isClosed);
	return { ...stay, before: await stay.account(stay.session) };
}

test('closed between journal and send: the next tab sends the same bytes, and they are applied once', async () => {
	const stay = await closedWhileFilling('before');
	const [record] = [...stay.browser.records.records].filter(([key]) => key.startsWith('pending'));
	const { hash, xdr } = record?.[1] as { hash: string; xdr: string };
	const { before } = stay;
	const sent: string[] = [];
	const tab = stay.openTab(listening(stay.transport, sent));
	await tab.service.start({ ...stay.identity, mode: 'live' });
	await stay.until(() => outcomeOf(tab, 'fill') === 'won', 6);
	expect(rowsOf(tab, 'fill')).toMatchObject([{ hash, outcome: 'won', confirmations: 1 }]);
	expect(rowsOf(tab, 'fill')[0]?.at).toBeGreaterThan(rowsOf(tab, 'create')[0]?.at ?? 0);
	expect(sent).toHaveLength(1);
	expect(sent[0]).toContain(xdr);
	expect((await stay.account(stay.session))?.sequence).toBe((before?.sequence ?? 0n) + 1n);
	expect(tab.bugs).toEqual([]);
});

test('closed between send and confirmation: the next tab books the profit and sends nothing', async () => {
	const stay = await closedWhileFilling('after');
	await stay.closeLedger();
	const sent: string[] = [];
	const tab = stay.openTab(listening(stay.transport, sent));
	await tab.service.start({ ...stay.identity, mode: 'dry' });
	await stay.until(() => outcomeOf(tab, 'fill') === 'won', 4);
	expect(rowsOf(tab, 'fill')).toHaveLength(1);
	expect(rowsOf(tab, 'fill')[0]?.profit).toBeGreaterThan(0n);
	expect(sent).toEqual([]);
	expect((await stay.account(stay.session))?.sequence).toBe((stay.before?.sequence ?? 0n) + 1n);
});

test('closed during a fill: the next tab finds it in the queue, it is applied once, and no draw is open', async () => {
	const stay = await closedWhileFilling('after');
	const tab = stay.openTab();
	await tab.service.start({ ...stay.identity, mode: 'live' });
	await stay.until(() => outcomeOf(tab, 'fill') === 'won', 4);
	expect(rowsOf(tab, 'fill')).toHaveLength(1);
	expect((await stay.account(stay.session))?.sequence).toBe((stay.before?.sequence ?? 0n) + 1n);
	const { vault } = await stay.world.books();
	expect(vault.balance).toBe(vault.booked);
});

test('closed between journal and send for longer than its ledgers: it has expired, cost nothing, and the keeper goes on', async () => {
	const stay = await closedWhileFilling('before');
	for (let closed = 0; closed < 5; closed += 1) await stay.closeLedger();
	const tab = stay.openTab();
	await tab.service.start({ ...stay.identity, mode: 'live' });
	await stay.until(() => outcomeOf(tab, 'fill') === 'won', 8);
	expect(rowsOf(tab, 'fill').map(({ outcome, fee }) => [outcome, (fee ?? 1n) > 0n])).toEqual([
		['won', true],
		['expired', false]
	]);
	expect((await stay.account(stay.session))?.sequence).toBe((stay.before?.sequence ?? 0n) + 1n);
});

test('nothing is sent that could not be written down first', async () => {
	const stay = await visit();
	const tab = stay.openTab();
	stay.browser.records.refusal = 'QuotaExceededError';
	await tab.service.start({ ...stay.identity, mode: 'live' });
	const before = await stay.account(stay.session);
	for (let closed = 0; closed < 3; closed += 1) await stay.closeLedger();
	expect(await stay.account(stay.session)).toEqual(before);
	const told = tab.report?.log.flatMap(({ item }) =>
		item.kind === 'outcome' && item.outcome.kind === 'network' ? [item.outcome.detail] : []
	);
	expect(told?.[0]).toContain('QuotaExceededError');
	expect(tab.bugs).toEqual([]);
});

test('a record that somebody changed is never sent: what goes out is what was meant, or nothing', async () => {
	const stay = await closedWhileFilling('before');
	const [[name, record] = ['', undefined]] = [...stay.browser.records.records].filter(([key]) =>
		key.startsWith('pending')
	);
	const other = { ...(record as object), hash: 'ab'.repeat(32) };
	stay.browser.records.records.set(name, other);
	const sent: string[] = [];
	const tab = stay.openTab(listening(stay.transport, sent));
	await tab.service.start({ ...stay.identity, mode: 'dry' });
	for (let closed = 0; closed < 5; closed += 1) await stay.closeLedger();
	expect(sent).toEqual([]);
	expect(outcomeOf(tab, 'fill')).toBe('expired');
});

test('a damaged record is told, forgotten, and costs nothing', async () => {
	const stay = await visit();
	const name = `pending ${stay.session} ${stay.identity.network.passphrase}`;
	stay.browser.records.records.set(name, { v: 1, hash: 'no hash' });
	const tab = stay.openTab();
	await tab.service.start({ ...stay.identity, mode: 'dry' });
	await stay.until(() => tab.report?.snapshot.phase.kind === 'scanning', 4);
	expect(stay.browser.records.records.has(name)).toBe(false);
	const told = tab.report?.log.flatMap(({ item }) =>
		item.kind === 'storage' ? [item.detail] : []
	);
	expect(told?.[0]).toContain('damaged');
});
