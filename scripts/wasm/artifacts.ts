import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One wasm file that is committed. Paths are relative to the repository, with forward slashes. */
export type Artifact = {
	/** Cargo package; the file is `<name>.wasm`. */
	readonly name: string;
	readonly kind: 'contract' | 'sandbox';
	/** Cargo workspace that builds it. */
	readonly workspace: 'contracts' | 'sandbox';
	readonly folder: string;
	/** Folder that receives the wasm and lists it in its manifest. */
	readonly output: string;
};

export const SHIPPED = 'static/wasm';
export const FIXTURES = 'tests/fixtures/wasm';

const CONTRACTS = [
	'keeper-registry',
	'nectar-vault',
	'liquidation-lab',
	'mock-oracle',
	'lab-amm',
	'faucet'
];

/** Contracts and sandbox that the site ships, then contracts that only tests deploy (every crate below contracts/tests). */
export function artifacts(root: string): Artifact[] {
	const tests = join(root, 'contracts/tests');
	const fixtures = existsSync(tests)
		? readdirSync(tests).filter((name) => existsSync(join(tests, name, 'Cargo.toml')))
		: [];
	return [
		...CONTRACTS.map((name) => contract(name, `contracts/${name}`, SHIPPED)),
		{
			name: 'sandbox',
			kind: 'sandbox',
			workspace: 'sandbox',
			folder: 'sandbox',
			output: SHIPPED
		},
		...fixtures.sort().map((name) => contract(name, `contracts/tests/${name}`, FIXTURES))
	];
}

function contract(name: string, folder: string, output: string): Artifact {
	return { name, kind: 'contract', workspace: 'contracts', folder, output };
}
