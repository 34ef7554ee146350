import { expect, test } from 'vitest';
import { allowed, LIMITS, RESOURCES, tightest } from './limits.ts';

test('a third of every limit is to spare', () => {
	for (const resource of RESOURCES) {
		expect(allowed(resource) * 3).toBeLessThanOrEqual(LIMITS[resource] * 2);
		expect((allowed(resource) + 1) * 3).toBeGreaterThan(LIMITS[resource] * 2);
	}
});

test('the tightest limit is told by its share', () => {
	const cost = { ...LIMITS, ...Object.fromEntries(RESOURCES.map((name) => [name, 0])) };
	const nearly = { ...cost, keys: 100, eventBytes: 8_192 };
	expect(tightest(nearly)).toEqual({ resource: 'eventBytes', share: 0.5 });
});
