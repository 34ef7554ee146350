import { expect, test } from 'vitest';
import { stroops } from '#lib/math/amount.ts';
import type { LogLine } from './log-line.ts';
import { logNdjson } from './log-ndjson.ts';

test('is one JSON value per line, oldest first, with amounts as exact strings', () => {
	const lines: readonly LogLine[] = [
		{ seq: 2, item: { kind: 'checked', ledger: 8, positions: 53 }, repeated: 14 },
		{
			seq: 1,
			repeated: 1,
			item: {
				kind: 'sent',
				ledger: 7,
				action: { kind: 'sweep', user: 'S' },
				hash: 'h',
				maxFee: stroops(123_456_789_012_345_678_901n)
			}
		}
	];
	const parsed = logNdjson(lines)
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as unknown);
	expect(parsed).toMatchObject([
		{ seq: 1, item: { maxFee: '123456789012345678901' } },
		{ seq: 2, item: { positions: 53 }, repeated: 14 }
	]);
	expect(logNdjson([])).toBe('');
});
