import { expect, test } from 'vitest';
import { toJson } from '../../../scripts/demo/print.ts';
import { playHere } from './play-here.ts';

/** Everything a run of the seed tells and reports. */
const transcript = async (seed: string): Promise<string> => toJson(await playHere('--seed', seed));

test('twenty runs of one seed are the same run', async () => {
	const runs = new Set<string>();
	for (let again = 0; again < 20; again += 1) runs.add(await transcript('7'));
	expect(runs.size).toBe(1);
	expect(runs).not.toContain(await transcript('8'));
}, 600_000);
