import { expect, test } from 'vitest';
import { whyNot, type Check } from './check.ts';

const check = (state: Check['state'], what: string): Check => ({
	id: what,
	state,
	what,
	detail: `${what} detail`
});

test('a disabled button names what is missing, and how many things are', () => {
	expect(whyNot([check('ok', 'A'), check('bad', 'B')])).toBe('One thing to fix first: B. B detail');
	expect(whyNot([check('bad', 'A'), check('wait', 'W'), check('bad', 'B')])).toBe(
		'2 things to fix first: A. A detail'
	);
});

test('what is not known yet is neither missing nor fine', () => {
	expect(whyNot([check('ok', 'A'), check('wait', 'W')])).toBe('Still checking: W.');
	expect(whyNot([check('ok', 'A')])).toBeUndefined();
});
