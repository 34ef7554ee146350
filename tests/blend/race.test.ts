import * as v from 'valibot';
import { expect, test } from 'vitest';
import { toJson } from '../../scripts/demo/print.ts';
import { playHere } from '../integration/demo/play-here.ts';
import { play } from '../integration/demo/play.ts';

const document = v.object({
	report: v.object({
		keepers: v.array(v.object({ name: v.string(), wins: v.number() })),
		fills: v.array(v.object({ receipt: v.object({ profit: v.string() }) })),
		checks: v.array(v.object({ claim: v.string(), holds: v.boolean() }))
	})
});

async function race(...args: readonly string[]) {
	return v.parse(document, JSON.parse(toJson(await playHere(...args)))).report;
}

test.for(['1', '2', '3'])(
	'on Blend v2 itself, seed %s: one keeper wins, every claim holds on chain, and the lab played the same race',
	async (seed) => {
		const real = await race('--pool', 'blend', '--seed', seed);
		expect(real.checks.filter(({ holds }) => !holds)).toEqual([]);
		expect(real.checks.length).toBeGreaterThan(15);
		expect(real.keepers.map(({ wins }) => wins).toSorted()).toEqual([0, 1]);
		const lab = await race('--seed', seed);
		expect(real.fills.map(({ receipt }) => receipt)).toEqual(
			lab.fills.map(({ receipt }) => receipt)
		);
	}
);

test('the same seed gives the same output, byte for byte', async () => {
	const first = await play('--pool', 'blend', '--seed', '3');
	expect(first.code).toBe(0);
	expect(await play('--pool', 'blend', '--seed', '3')).toEqual(first);
});

test('a deep fall, where a full fill leaves debt to the backstop, ends well too', async () => {
	const { checks } = await race('--pool', 'blend', '--price-drop', '55');
	expect(checks.filter(({ holds }) => !holds)).toEqual([]);
});
