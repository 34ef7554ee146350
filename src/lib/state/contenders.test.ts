import { expect, test } from 'vitest';
import type { Decision } from '#lib/keeper/decision.ts';
import { INITIAL, type Phase } from '#lib/keeper/phase.ts';
import type { KeeperReport } from '#worker/protocol.ts';
import { contendersFor, sentBy } from './contenders.ts';

const house = (name: string, on: boolean, ledger?: number) => ({
	name,
	operator: name.toUpperCase(),
	session: `${name}-session`,
	on,
	doing: '',
	plans: ledger === undefined ? [] : [{ user: 'ANN', ledger }],
	sent: [{ hash: `${name}-hash`, ledger: 7 }]
});

const WAITS = {
	kind: 'wait',
	user: 'ANN',
	reason: { kind: 'until-profitable', ledger: 180, age: 3, fairAge: 9, missing: 'lot' }
} as unknown as Decision;
const FILLS = { kind: 'fill', user: 'ANN' } as unknown as Decision;

function own(mode: 'dry' | 'live', decision: Decision, phase: Phase = { kind: 'scanning' }) {
	const account = { user: 'ANN', decision } as unknown as (typeof INITIAL.accounts)[number];
	const report = {
		mode,
		snapshot: { ...INITIAL, phase, ledger: 100, accounts: [account] },
		log: [{ seq: 1, repeated: 0, item: { kind: 'sent', ledger: 99, hash: 'own-hash' } }]
	} as unknown as KeeperReport;
	return { operator: 'ME', report };
}

test('house keepers that are on take part, with what they plan for this auction', () => {
	const found = contendersFor('ANN', [house('ana', true, 181), house('bo', false, 180)], undefined);
	expect(found.map(({ name, plannedAt }) => [name, plannedAt])).toEqual([['ana', 181]]);
	expect(contendersFor('BEN', [house('ana', true, 181)], undefined)[0]?.plannedAt).toBeUndefined();
});

test('this tab’s keeper takes part under a name of its own, and a dry run says that it is one', () => {
	const [live] = contendersFor('ANN', [], own('live', WAITS));
	expect(live).toMatchObject({ operator: 'ME', name: 'this tab', own: true, plannedAt: 180 });
	const [dry] = contendersFor('ANN', [], own('dry', FILLS));
	expect(dry).toMatchObject({ name: 'this tab, dry run', dry: true, plannedAt: 101 });
});

test('one that is stopped takes no part', () => {
	expect(contendersFor('ANN', [], own('live', WAITS, { kind: 'stopped' }))).toEqual([]);
});

test('what left when is known of everybody who remembers', () => {
	const sent = sentBy([house('ana', true)], own('live', WAITS));
	expect([...sent]).toEqual([
		['ana-hash', 7],
		['own-hash', 99]
	]);
});
