import { expect, test } from 'vitest';
import { currentOf } from './pages.ts';

test.each([
	['/', '/', 'page'],
	['/docs/', '/docs', 'page'],
	['/docs/', '/docs/risk', 'true'],
	['/', '/docs/risk', undefined],
	['/vault/', '/docs', undefined],
	['/vault/', null, undefined]
] as const)('the link to %s, seen from %s, is current: %s', (path, route, current) => {
	expect(currentOf(path, route)).toBe(current);
});
