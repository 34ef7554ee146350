// Every security claim names a test. This looks whether the tests named are there, so that the claims cannot outlive them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const PAGES = ['docs/threat-model.md', 'SECURITY.md'];

/** A test as the pages name it: `file::name`. */
interface Reference {
	readonly file: string;
	readonly name: string;
}

const references = (text: string): Reference[] =>
	[...text.matchAll(/`([\w./-]+\.(?:rs|ts))::([^`]+)`/g)].map(([, file = '', name = '']) => ({
		file,
		name
	}));

/** Whether `source` runs a test of this name: neither ignored nor skipped, nor in a comment. */
function runs({ file, name }: Reference, source: string): boolean {
	const quoted = name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
	if (file.endsWith('.rs'))
		return new RegExp(`^\\s*#\\[test\\]\\s+fn ${quoted}\\(`, 'm').test(source);
	return new RegExp(String.raw`^\s*(?:test|it)\(\s*(['"\`])${quoted}\1`, 'm').test(source);
}

describe.each(PAGES)('%s', (page) => {
	test.each(references(read(page)))('$file has the test “$name”', (reference) => {
		const exists = existsSync(join(root, reference.file));
		expect(exists, `${reference.file} exists`).toBe(true);
		expect(runs(reference, read(reference.file)), 'and runs a test of this name').toBe(true);
	});
});

describe('docs/threat-model.md', () => {
	const [, threats = ''] = read('docs/threat-model.md').split('\n## Threats\n');
	const [section = ''] = threats.split('\n## ');
	const found = section
		.split('\n### ')
		.slice(1)
		.map((text) => ({ title: text.slice(0, text.indexOf('\n')), tests: references(text).length }));

	test('has a test under every threat', () => {
		expect(found.length).toBeGreaterThan(0);
		expect(found.filter(({ tests }) => tests === 0)).toEqual([]);
	});
	test('answers each of W1 to W18', () => {
		const numbers = [...threats.matchAll(/^\| W(\d+) /gm)].map(([, number]) => Number(number));
		expect(numbers).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
	});
});

describe('a reference', () => {
	const rust = { file: 'a.rs', name: 'shares_last' };
	const script = { file: 'a.test.ts', name: 'costs (at most) 1.9 XLM' };

	test.each([
		['a Rust test', rust, '#[test]\nfn shares_last() {', true],
		['a Rust test inside a macro', rust, '    #[test]\n    fn shares_last(steps in all()) {', true],
		['a function that is no test', rust, 'fn shares_last() {', false],
		['an ignored test', rust, '#[test]\n#[ignore]\nfn shares_last() {', false],
		['a longer name', rust, '#[test]\nfn shares_last_longer() {', false],
		['a test', script, "\ttest('costs (at most) 1.9 XLM', () => {", true],
		['a skipped test', script, "test.skip('costs (at most) 1.9 XLM', () => {", false],
		['a comment', script, "// test('costs (at most) 1.9 XLM', () => {", false],
		['another name', script, "test('costs (at most) 1x9 XLM', () => {", false]
	])('to %s', (_, reference, source, expected) => {
		expect(runs(reference, source)).toBe(expected);
	});
	test('is read from its backticks, wherever it stands', () => {
		expect(references('| 1 | shown: `a/b.rs::c`, `d.test.ts::e f` |')).toEqual([
			{ file: 'a/b.rs', name: 'c' },
			{ file: 'd.test.ts', name: 'e f' }
		]);
	});
});
