import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ERRORS_MODULE, errorsModule } from './errors-module.ts';
import { readSpecs, SHIPPED } from './spec.ts';

const root = join(import.meta.dirname, '../..');
const specs = readSpecs(root);

test('the committed error tables are those of the committed wasm (else: npm run contracts:errors)', () => {
	expect(readFileSync(join(root, ERRORS_MODULE), 'utf8')).toBe(errorsModule(specs));
});

test('every contract that ships has entry points, and every error of ours a sentence', () => {
	expect(specs.map(({ contract }) => contract)).toEqual(SHIPPED.map(({ name }) => name));
	for (const { functions, errors } of specs) {
		expect(functions.length).toBeGreaterThan(2);
		expect(errors.length).toBeGreaterThan(1);
		// OpenZeppelin's modules keep their codes below 2000 or in 2100–2102 and 2200–2203
		const own = errors.filter(({ code }) => code >= 2110 || (code >= 2000 && code < 2100));
		for (const { name, doc } of own.filter(({ code }) => code < 2200 || code > 2203)) {
			expect(name).toMatch(/^[A-Z][A-Za-z0-9]+$/);
			expect(doc, name).toMatch(/[.:]$/);
		}
	}
});

test('quotes and backslashes of a sentence survive', () => {
	const text = errorsModule([
		{ contract: 'c', functions: [], errors: [{ code: 1, name: 'A', doc: "the pool's \\ end" }] }
	]);
	expect(text).toContain(String.raw`1: { name: 'A', doc: 'the pool\'s \\ end' }`);
});
