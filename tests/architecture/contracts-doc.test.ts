// docs/contracts.md against the interface inside each committed wasm: what the page leaves out, invents or misspells.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contractInterfaces, type ContractInterface } from './contract-interface.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/contracts.md'), 'utf8');
const CONTRACTS = contractInterfaces();

/** The part of the page under a contract's heading. Tables may be padded as the formatter likes. */
function sectionOf(name: string): string {
	const [, after = ''] = page.split(`\n## \`${name}\`\n`);
	const [section = ''] = after.split('\n## ');
	return section.replaceAll(/ +/g, ' ');
}

/** Signatures in the list items, before what is said of them. */
const documented = (section: string) =>
	[...section.matchAll(/`(\w+\([\w, ]*\))`/g)].flatMap(([, signature]) => signature ?? []);

const rows = (section: string, first: RegExp) =>
	section.split('\n').filter((line) => line.startsWith('| ') && first.test(line));

describe.each(CONTRACTS)('docs/contracts.md on $name', (contract: ContractInterface) => {
	const section = sectionOf(contract.name);

	test('lists every function with its parameters, and no other', () => {
		const names = [...new Set(documented(section))].toSorted();
		expect(names).toEqual(contract.functions);
	});
	test('lists every event with its topics and data, and no other', () => {
		expect(rows(section, /^\| `/).toSorted()).toEqual(contract.events);
	});
	test('lists every error of its own with its meaning, and no other', () => {
		expect(rows(section, /^\| \d/)).toEqual(contract.errors);
	});
});

test('docs/contracts.md has a heading for each committed contract, and for no other', () => {
	const headings = [...page.matchAll(/\n## `([\w-]+)`\n/g)].flatMap(([, name]) => name ?? []);
	expect(headings.toSorted()).toEqual(CONTRACTS.map(({ name }) => name).toSorted());
});
