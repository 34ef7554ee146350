import { expect, test } from 'vitest';
import { allowed } from './allowed.ts';

test.each(['MIT', 'MIT OR GPL-3.0', 'MIT/Apache-2.0', '(MIT OR Apache-2.0) AND Unicode-3.0'])(
	'%s may ship',
	(expression) => {
		expect(allowed(expression)).toBe(true);
	}
);

test('an exception to a licence that may ship changes nothing', () => {
	expect(allowed('Apache-2.0 WITH LLVM-exception')).toBe(true);
	expect(allowed('Apache-2.0 WITH LLVM-exception OR GPL-2.0')).toBe(true);
	expect(allowed('GPL-2.0 WITH Classpath-exception-2.0')).toBe(false);
});

test.each(['', 'AGPL-3.0', 'MPL-2.0', 'MIT AND GPL-3.0', 'UNLICENSED', '(MIT', 'MIT Apache-2.0'])(
	'"%s" may not ship',
	(expression) => {
		expect(allowed(expression)).toBe(false);
	}
);
